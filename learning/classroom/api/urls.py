"""Paths of the classroom under /api/v1/."""

from django.urls import path

from learning.classroom.api import views

urlpatterns = [
    path("students", views.StudentList.as_view(), name="students"),
    path("students/<int:pk>", views.StudentDetail.as_view(), name="student"),
    path("faculties", views.FacultyList.as_view(), name="faculties"),
    path("faculties/<int:pk>", views.FacultyDetail.as_view(), name="faculty"),
]
