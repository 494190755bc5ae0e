"""Paths of exams, tests and attempts under /api/v1/."""

from django.urls import path

from exams.api import attempts, exams, results, taking

urlpatterns = [
    path("tests", exams.TestListView.as_view()),
    path("tests/<int:pk>", exams.TestView.as_view()),
    path("tests/<int:pk>/questions", taking.test_questions),
    path("tests/<int:pk>/start", taking.start_test),
    path("tests/<int:pk>/responses", taking.save_test),
    path("tests/<int:pk>/submit", taking.submit_test),
    path("tests/<int:pk>/results", exams.TestResultsView.as_view()),
    path("exams", exams.ExamListView.as_view()),
    path("exams/<int:pk>", exams.ExamView.as_view()),
    path("exams/<int:pk>/publish", exams.ExamPublishView.as_view()),
    path("exams/<int:pk>/papers", exams.ExamPapersView.as_view()),
    path("exams/<int:pk>/papers/<int:paper>/start", taking.start_paper),
    path("exams/<int:pk>/papers/<int:paper>/submit", taking.submit_paper),
    path("exams/<int:pk>/papers/<int:paper>/key", exams.KeyView.as_view()),
    path("exams/<int:pk>/results", exams.ExamResultsView.as_view()),
    path("exams/<int:pk>/publish-results", exams.PublishResultsView.as_view()),
    path("exams/<int:pk>/live", exams.ExamLiveView.as_view()),
    path("attempts/<int:pk>", attempts.AttemptView.as_view()),
    path("attempts/<int:pk>/responses", taking.save_attempt),
    path("attempts/<int:pk>/events", attempts.AttemptEventsView.as_view()),
    path("attempts/<int:pk>/submit", taking.submit_by_id),
    path("attempts/<int:pk>/result", results.attempt_result),
    path("attempts/<int:pk>/pause", attempts.PauseView.as_view()),
    path("attempts/<int:pk>/resume", attempts.ResumeView.as_view()),
    path("attempts/<int:pk>/extra-time", attempts.ExtraTimeView.as_view()),
]
