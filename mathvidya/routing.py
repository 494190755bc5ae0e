"""Every socket's address."""

from django.urls import URLPattern, path, re_path

from exams.consumers import ExamConsumer
from mathvidya.notifications.consumers import NoticesConsumer
from mathvidya.realtime.consumers import Nowhere

websocket_urlpatterns: list[URLPattern] = [
    path("ws/notifications", NoticesConsumer.as_asgi()),
    path("ws/exam/<int:pk>", ExamConsumer.as_asgi()),
    path("ws/test/<int:pk>", ExamConsumer.as_asgi()),
    re_path(r"", Nowhere.as_asgi()),
]
