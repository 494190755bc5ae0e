"""Pages that belong to no app, and the error handlers of urls.py."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mathvidya.ops.outages import note_outage
from mathvidya.web.refusals import show_outage, show_refusal
from mathvidya.web.style import StyleForm


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "web/landing.html")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/offline.html")


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every component in light and dark; not in production."""
    themes = [(theme, StyleForm.checked(theme)) for theme in ("light", "dark")]
    return render(request, "web/style.html", {"themes": themes})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show_refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show_refusal(request, 403)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open too long or came without cookies; it is settings.CSRF_FAILURE_VIEW."""
    detail = _("This form is no longer valid. Go back, load the page again and repeat.")
    return show_refusal(request, 403, detail, code="csrf_refused")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show_refusal(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 where a service was away that middleware needed, which RefusalMiddleware does not see; else 500."""
    error = sys.exc_info()[1]
    outage = note_outage(error) if error else None
    return show_outage(request, outage) if outage else show_refusal(request, 500)
