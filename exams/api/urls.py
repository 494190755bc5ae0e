"""Paths of exams under /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from exams.api import papers

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("exams.api.attempt_paths")),
    path("papers", papers.PaperListView.as_view(), name="papers"),
    path("papers/draw", papers.PaperDrawView.as_view(), name="papers-draw"),
    path("papers/<int:pk>", papers.PaperView.as_view(), name="paper"),
    path("papers/<int:pk>/versions", papers.PaperVersionsView.as_view(), name="paper-versions"),
    path("papers/<int:pk>/freeze", papers.PaperFreezeView.as_view(), name="paper-freeze"),
    path("papers/<int:pk>/export", papers.PaperExportView.as_view(), name="paper-export"),
]
