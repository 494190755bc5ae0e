"""Paths of the syllabus under /api/v1/."""

from django.urls import path

from learning.curriculum.api import views

urlpatterns = [
    path("programmes", views.ProgrammeListView.as_view(), name="programmes"),
    path("subjects", views.SubjectListView.as_view(), name="subjects"),
    path("subjects/<slug:subject>", views.SubjectDetailView.as_view(), name="subject"),
    path("subjects/<slug:subject>/chapters", views.ChapterListView.as_view(), name="subject-chapters"),
    path("subjects/<slug:subject>/topics", views.TopicListView.as_view(), name="subject-topics"),
    path("topics/<slug:subject>", views.TopicListView.as_view(), name="topics"),
]
