"""Paths of the marking desk under /api/v1/."""

from django.urls import path

from evaluations.api import desk, marking, pages

urlpatterns = [
    path("attempts/<int:attempt>/pages", pages.PageList.as_view(), name="attempt-pages"),
    path("attempts/<int:attempt>/pages/order", pages.PageOrder.as_view(), name="attempt-pages-order"),
    path("attempts/<int:attempt>/pages/<int:page>", pages.PageDetail.as_view(), name="attempt-page"),
    path("attempts/<int:attempt>/pages/<int:page>/done", pages.PageDone.as_view(), name="attempt-page-done"),
    path("attempts/<int:attempt>/re-evaluation", desk.NewReEvaluation.as_view(), name="attempt-re-evaluation"),
    path("re-evaluations", desk.ReEvaluations.as_view(), name="re-evaluations"),
    path("evaluations/queue", desk.Queue.as_view(), name="evaluation-queue"),
    path("evaluations/claim", marking.claim, name="evaluation-claim"),
    path("evaluations/sla", desk.Sla.as_view(), name="evaluation-sla"),
    path("evaluations/<int:task>", desk.Task.as_view(), name="evaluation"),
    path("evaluations/<int:task>/marks", marking.marks, name="evaluation-marks"),
    path("evaluations/<int:task>/annotations", marking.annotations, name="evaluation-annotations"),
    path("evaluations/<int:task>/page-seen", marking.page_seen, name="evaluation-page-seen"),
    path("evaluations/<int:task>/bounce-page", marking.page_bounce, name="evaluation-bounce-page"),
    path("evaluations/<int:task>/submit", marking.submit, name="evaluation-submit"),
    path("evaluations/<int:task>/heartbeat", desk.Heartbeat.as_view(), name="evaluation-heartbeat"),
    path("evaluations/<int:task>/release", desk.Release.as_view(), name="evaluation-release"),
    path("evaluations/<int:task>/reassign", desk.Reassign.as_view(), name="evaluation-reassign"),
]
