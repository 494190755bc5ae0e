"""Pages of the marking desk. Each line: address, view, name."""

from django.urls import path

from evaluations.views import desk, overrides, pictures, sheets

urlpatterns = [
    path("marking", desk.marking_queue, name="marking_queue"),
    path("marking/claim", desk.marking_claim, name="marking_claim"),
    path("marking/promises", desk.marking_sla, name="marking_sla"),
    path("marking/<int:task>", desk.marking, name="marking"),
    path("marking/<int:task>/release", desk.marking_release, name="marking_release"),
    path("marking/<int:task>/reassign", desk.marking_reassign, name="marking_reassign"),
    path("marking/<int:task>/override", overrides.marking_override, name="marking_override"),
    path("pages/<int:page>/image", pictures.page_image, name="page_image"),
    path("pages/<int:page>/thumbnail", pictures.page_thumbnail, name="page_thumbnail"),
    path("attempts/<int:attempt>/pages/panel", sheets.attempt_pages_panel, name="attempt_pages_panel"),
    path("attempts/<int:attempt>/pages/retake", sheets.attempt_retake, name="attempt_retake"),
    path("attempts/<int:attempt>/marked", sheets.attempt_marked_pages, name="attempt_marked_pages"),
    path("attempts/<int:attempt>/ask-again", sheets.attempt_ask_again, name="attempt_ask_again"),
]
