"""Pages of insights."""

from django.urls import path

from insights.views import homes

urlpatterns = [
    path("home", homes.home, name="home"),
    path("overview", homes.overview, name="overview"),
    path("students/<int:pk>/progress", homes.student_progress, name="student_progress"),
]
