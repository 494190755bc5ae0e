"""Paths of the syllabus under /api/v1/."""

from django.urls import path

from learning.curriculum.api import views

urlpatterns = [
    path("programmes", views.ProgrammeList.as_view(), name="programmes"),
    path("subjects", views.SubjectList.as_view(), name="subjects"),
    path("subjects/<slug:subject>", views.SubjectDetail.as_view(), name="subject"),
    path("subjects/<slug:subject>/chapters", views.ChapterList.as_view(), name="subject-chapters"),
    path("subjects/<slug:subject>/topics", views.TopicList.as_view(), name="subject-topics"),
    path("topics/<slug:subject>", views.TopicList.as_view(), name="topics"),
]
