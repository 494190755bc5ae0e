"""/api/schema/, /api/docs/, /api/redoc/, /api/problems."""

from django.urls import path

from mathvidya.api import views

urlpatterns = [
    path("schema/", views.SchemaView.as_view(), name="schema"),
    path("docs/", views.SwaggerView.as_view(), name="api_docs"),
    path("problems", views.ProblemsView.as_view()),
    path("problems/<slug:code>", views.ProblemView.as_view()),
    path("redoc/", views.RedocView.as_view(), name="api_redoc"),
]
