"""Every page's address."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("mathvidya.web.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("mathvidya.api.urls")),
    path("", include("mathvidya.uploads.urls")),
    path("api/v1/", include("mathvidya.api_urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("mathvidya.ops.urls")),
    path("", include("mathvidya.notifications.urls")),
    path("", include("exams.urls")),
    path("", include("questions.urls")),
    path("", include("evaluations.urls")),
    path("", include("insights.urls")),
]

handler400 = "mathvidya.web.views.bad_request"
handler403 = "mathvidya.web.views.forbidden"
handler404 = "mathvidya.web.views.not_found"
handler500 = "mathvidya.web.views.server_error"
