"""Paths of notices under /api/v1/."""

from django.urls import path

from mathvidya.notifications.api import views

urlpatterns = [
    path("notifications", views.NoticeList.as_view()),
    path("notifications/read", views.MarkRead.as_view()),
    path("notifications/preferences", views.Preferences.as_view()),
    path("devices", views.Devices.as_view()),
]
