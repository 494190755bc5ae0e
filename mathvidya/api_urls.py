"""Everything under /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from mathvidya.ops.urls import api_patterns as health_patterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(health_patterns)),
    path("", include("accounts.api.urls")),
    path("", include("mathvidya.notifications.api.urls")),
    path("", include("exams.api.urls")),
    path("", include("questions.api.urls")),
    path("", include("evaluations.api.urls")),
    path("", include("learning.curriculum.api.urls")),
    path("", include("learning.classroom.api.urls")),
    path("", include("insights.api.urls")),
]
