"""Paths of the marking desk under /api/v1/."""

from django.urls import path

from evaluations.api import desk, marking, pages

urlpatterns = [
    path("attempts/<int:attempt>/pages", pages.PageListView.as_view(), name="attempt-pages"),
    path("attempts/<int:attempt>/pages/order", pages.PageOrderView.as_view(), name="attempt-pages-order"),
    path("attempts/<int:attempt>/pages/<int:page>", pages.PageView.as_view(), name="attempt-page"),
    path("attempts/<int:attempt>/pages/<int:page>/done", pages.PageDoneView.as_view(), name="attempt-page-done"),
    path("attempts/<int:attempt>/re-evaluation", desk.NewReEvaluationView.as_view(), name="attempt-re-evaluation"),
    path("re-evaluations", desk.ReEvaluationListView.as_view(), name="re-evaluations"),
    path("evaluations/queue", desk.QueueView.as_view(), name="evaluation-queue"),
    path("evaluations/claim", marking.claim, name="evaluation-claim"),
    path("evaluations/sla", desk.SlaView.as_view(), name="evaluation-sla"),
    path("evaluations/<int:task>", desk.TaskView.as_view(), name="evaluation"),
    path("evaluations/<int:task>/marks", marking.marks, name="evaluation-marks"),
    path("evaluations/<int:task>/annotations", marking.annotations, name="evaluation-annotations"),
    path("evaluations/<int:task>/page-seen", marking.page_seen, name="evaluation-page-seen"),
    path("evaluations/<int:task>/bounce-page", marking.page_bounce, name="evaluation-bounce-page"),
    path("evaluations/<int:task>/submit", marking.submit, name="evaluation-submit"),
    path("evaluations/<int:task>/heartbeat", desk.HeartbeatView.as_view(), name="evaluation-heartbeat"),
    path("evaluations/<int:task>/release", desk.ReleaseView.as_view(), name="evaluation-release"),
    path("evaluations/<int:task>/reassign", desk.ReassignView.as_view(), name="evaluation-reassign"),
]
