"""Paths of notices under /api/v1/."""

from django.urls import path

from mathvidya.notifications.api import views

urlpatterns = [
    path("notifications", views.NoticeListView.as_view()),
    path("notifications/read", views.MarkReadView.as_view()),
    path("notifications/preferences", views.PreferencesView.as_view()),
    path("devices", views.DevicesView.as_view()),
]
