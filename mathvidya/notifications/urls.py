"""Pages of notices."""

from django.urls import path

from mathvidya.notifications import views

urlpatterns = [
    path("notifications", views.inbox, name="notifications"),
    path("notifications/read", views.read_all, name="notifications_read"),
    path("notifications/preferences", views.preferences, name="notifications_preferences"),
    path("notifications/<int:pk>", views.open_notice, name="notification_open"),
]
