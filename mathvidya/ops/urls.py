"""Asked by load balancers and Prometheus at the root; `api_patterns` are the same under /api/v1/, in the schema."""

from django.urls import path

from mathvidya.ops.views import Alive, Metrics, Ready

urlpatterns = [
    path("health", Alive.as_view(schema=None)),
    path("health/db", Ready.as_view(schema=None)),
    path("metrics", Metrics.as_view(schema=None)),
]
api_patterns = [
    path("health", Alive.as_view()),
    path("health/db", Ready.as_view()),
    path("metrics", Metrics.as_view()),
]
