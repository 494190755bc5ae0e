"""/uploads/<signed>, /files/<signed>."""

from django.urls import path

from mathvidya.uploads import views

urlpatterns = [
    path("uploads/<str:token>", views.receive, name="upload_receive"),
    path("files/<str:token>", views.view, name="upload_view"),
]
