"""Paths for load balancers and Prometheus at the root; `api_patterns` are the same under /api/v1/, in the schema."""

from django.urls import path

from mathvidya.ops.views import AliveView, MetricsView, ReadyView

urlpatterns = [
    path("health", AliveView.as_view(schema=None)),
    path("health/db", ReadyView.as_view(schema=None)),
    path("metrics", MetricsView.as_view(schema=None)),
]
api_patterns = [
    path("health", AliveView.as_view()),
    path("health/db", ReadyView.as_view()),
    path("metrics", MetricsView.as_view()),
]
