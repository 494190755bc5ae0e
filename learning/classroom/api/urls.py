"""Paths of the classroom under /api/v1/."""

from django.urls import path

from learning.classroom.api import views

urlpatterns = [
    path("students", views.StudentListView.as_view(), name="students"),
    path("students/<int:pk>", views.StudentDetailView.as_view(), name="student"),
    path("faculties", views.FacultyListView.as_view(), name="faculties"),
    path("faculties/<int:pk>", views.FacultyDetailView.as_view(), name="faculty"),
]
