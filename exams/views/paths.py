"""Addresses of the pages of exams, attempts and results."""

from django.urls import path

from exams.views import oversight, results, taking

urlpatterns = [
    path("exams", taking.exam_list, name="exam_list"),
    path("exams/manage", oversight.exam_manage, name="exam_manage"),
    path("exams/manage/new", oversight.exam_create, name="exam_create"),
    path("exams/manage/<int:pk>", oversight.exam_overview, name="exam_overview"),
    path("exams/manage/<int:pk>/edit", oversight.exam_edit, name="exam_edit"),
    path("exams/manage/<int:pk>/publish", oversight.exam_publish, name="exam_publish"),
    path("exams/manage/<int:pk>/delete", oversight.exam_delete, name="exam_delete"),
    path("exams/manage/<int:pk>/publish-results", oversight.exam_publish_results, name="exam_publish_results"),
    path("exams/manage/<int:pk>/papers/<int:paper>/key", oversight.exam_key, name="exam_key"),
    path("exams/<int:pk>", taking.exam_detail, name="exam_detail"),
    path("exams/<int:pk>/papers/<int:paper>/start", taking.exam_start, name="exam_start"),
    path("attempts/<int:pk>", taking.attempt_detail, name="attempt_detail"),
    path("attempts/<int:pk>/room", taking.attempt_room, name="attempt_room"),
    path("attempts/<int:pk>/submit", taking.attempt_submit, name="attempt_submit"),
    path("attempts/<int:pk>/extend", oversight.attempt_extend, name="attempt_extend"),
    path("attempts/<int:pk>/pause", oversight.attempt_pause, name="attempt_pause"),
    path("attempts/<int:pk>/resume", oversight.attempt_resume, name="attempt_resume"),
    path("attempts/<int:pk>/result", results.result_detail, name="result_detail"),
    path("results", results.result_list, name="result_list"),
    path("children/<int:pk>/results", results.child_results, name="child_results"),
]
