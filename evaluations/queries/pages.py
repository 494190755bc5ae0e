"""Answer sheets as their student sees them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluations.choices import PageState, Refusal
from evaluations.models import Page
from exams.models import Attempt

WARNINGS = {
    "blurred": _("It looks blurred. If you cannot read every line, take it again."),
    "dark": _("It is rather dark. More light makes it easier to mark."),
    "duplicate": _("You have sent this very picture before."),
}


def pages_of(attempt: Attempt) -> list[Page]:
    """Return the pages that count, in order, and those sent back; none that was removed, replaced or never arrived."""
    return list(attempt.pages.counted().select_related("upload", "replaces").order_by("position", "pdf_page", "id"))


def as_receipt(page: Page) -> dict[str, Any]:
    """Return what the student gets about a page, with nothing about other students."""
    has_picture = bool(page.image)
    return {
        "page": page.pk,
        "position": page.position,
        "item": page.item_id,
        "filename": page.upload.filename,
        "sha256": page.sha256,
        "state": page.state,
        "received_at": page.received_at,
        "refusal": {"code": page.refusal, "detail": str(Refusal(page.refusal).label)} if page.refusal else None,
        "warnings": [
            {"code": code, "detail": str(WARNINGS[code])}
            for code in page.quality.get("warnings", [])
            if code in WARNINGS
        ],
        "bounced": page.bounce_reason if page.bounced_at else None,
        "replaces": page.replaces_id,
        "image": reverse("page_image", args=[page.pk]) if has_picture else None,
        "thumbnail": reverse("page_thumbnail", args=[page.pk]) if has_picture else None,
    }


def pages_to_prepare(older_than: Any) -> list[int]:
    """Return received pages whose preparation was lost: their task's message never arrived, or its worker died."""
    waiting = Page.objects.filter(state=PageState.RECEIVED, received_at__lt=older_than)
    return list(waiting.order_by("received_at").values_list("pk", flat=True)[:100])
