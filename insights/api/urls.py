"""Mounted under /api/v1/."""

from django.urls import path

from insights.api import dashboard, views

urlpatterns = [
    path("dashboard", dashboard.dashboard, name="api_dashboard"),
    path("users/progress", views.OwnProgressView.as_view(), name="api_own_progress"),
    path("users/analytics", views.OwnAnalyticsView.as_view(), name="api_own_analytics"),
    path("users/attempts", views.OwnAttemptsView.as_view(), name="api_own_attempts"),
    path("students/<int:pk>/progress", views.StudentProgressView.as_view(), name="api_student_progress"),
]
