"""Pages of people."""

from django.urls import path

from accounts.views import guardians, pages

urlpatterns = [
    path("me", pages.me, name="person_me"),
    path("me/sessions", pages.sessions, name="person_sessions"),
    path("me/sessions/others/end", pages.end_others, name="person_sessions_end"),
    path("me/sessions/<uuid:pk>/end", pages.end_session, name="person_session_end"),
    path("me/export", pages.export, name="person_export"),
    path("me/erase", pages.erase, name="person_erase"),
    path("me/guardians", guardians.guardians, name="person_guardians"),
    path("me/waiting", guardians.waiting, name="consent_waiting"),
    path("guardians/<str:pk>/confirm", guardians.confirm, name="guardian_confirm"),
    path("guardians/<str:pk>/revoke", guardians.revoke, name="guardian_revoke"),
    path("children", guardians.children, name="children"),
    path("children/<str:pk>", guardians.child, name="child"),
    path("children/<str:pk>/export", guardians.export_child, name="child_export"),
    path("children/<str:pk>/erase", guardians.erase_child, name="child_erase"),
    path("consent/<str:pk>", guardians.notice, name="consent_notice"),
    path("consent/<str:pk>/change", guardians.consent, name="consent_change"),
    path("invitations/<str:token>", guardians.invitation, name="invitation"),
]
