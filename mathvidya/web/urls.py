"""Pages that belong to no app: landing, language switch, and the style page while developing."""

from django.conf import settings
from django.urls import include, path

from mathvidya.web import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("offline", views.offline, name="offline"),
    path("i18n/", include("django.conf.urls.i18n")),
]
if settings.DEBUG or settings.DEMO or settings.TESTING:
    urlpatterns += [path("style", views.style, name="style")]
