"""From a received file to pages that a marker can look at."""

from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from evaluations.actions.pages import lock_attempt
from evaluations.actions.scripts import refresh_script
from evaluations.adapters.page_reading import Reading, Sheet, read_pages
from evaluations.choices import PageState, Refusal
from evaluations.events import PagePrepared
from evaluations.models import Page
from evaluations.rules.page_times import PAGE_LIMIT
from evaluations.rules.quality import judge
from mathvidya.outbox.registry import emit
from mathvidya.realtime.push import push_to_user
from mathvidya.uploads.queries import open_upload

log = structlog.get_logger(__name__)

# A storage that does not answer for a while is waited for; a file that is not there after an hour is gone.
GIVE_UP_AFTER = timedelta(hours=1)


def prepare_page(*, page_id: int) -> None:
    """Read a received page in the limited child process and make its pictures; a second run changes nothing.

    Not one transaction: reading may take half a minute, and no row must be held so long.
    """
    page = Page.objects.select_related("upload").filter(pk=page_id, state=PageState.RECEIVED).first()
    if page is None:
        return
    try:
        with open_upload(page.upload) as source:
            reading = read_pages(source, folder=f"pages/{page.attempt_id}/{page.upload_id}")
    except FileNotFoundError:
        if page.received_at and timezone.now() - page.received_at < GIVE_UP_AFTER:
            raise
        log.error("answer_page_lost", page_id=page.pk, upload=str(page.upload_id))
        reading = Reading(refusal=Refusal.LOST)
    keep_reading(page=page, reading=reading)


@transaction.atomic
def keep_reading(*, page: Page, reading: Reading) -> None:
    """Write down what was read: the page becomes ready (a PDF of several sheets: several pages) or refused."""
    attempt = lock_attempt(page.attempt)
    page = Page.objects.select_related("upload", "replaces").get(pk=page.pk)
    if page.state != PageState.RECEIVED:
        return
    room = PAGE_LIMIT - attempt.pages.counted().count() + 1
    refusal = reading.refusal or (Refusal.PAGE_LIMIT if len(reading.sheets) > room else "")
    if refusal:
        page.state, page.refusal = PageState.REFUSED, refusal
        page.save(update_fields=["state", "refusal"])
    else:
        _make_ready(page, reading.sheets)
        refresh_script(attempt_id=attempt.pk)
    emit(PagePrepared(page_id=page.pk, attempt_id=attempt.pk, student_id=attempt.student_id, refusal=str(refusal)))
    push_to_user(attempt.student_id, "page.prepared", {"attempt": attempt.pk, "page": page.pk, "state": page.state})


def _make_ready(page: Page, sheets: tuple[Sheet, ...]) -> None:
    twins = Page.objects.filter(sha256=page.sha256).exclude(upload=page.upload_id).order_by("pk")
    twin = twins.counted().filter(attempt=page.attempt_id, pk__lt=page.pk).first()
    page.same_as_other = twins.exclude(attempt__student=page.attempt.student_id).first()
    if len(sheets) > 1:  # make room for the further sheets of a PDF
        later = page.attempt.pages.filter(position__gt=page.position)
        later.update(position=F("position") + len(sheets) - 1)
    for number, sheet in enumerate(sheets, start=1):
        row = page if number == 1 else _further_sheet(page, number)
        row.state, row.ready_at = PageState.READY, timezone.now()
        row.image, row.thumbnail, row.width, row.height = sheet.image, sheet.thumbnail, sheet.width, sheet.height
        row.quality = judge(
            sharpness=sheet.sharpness, brightness=sheet.brightness, duplicate_of=twin.pk if twin else None
        )
        row.save()
    if page.replaces_id:
        Page.objects.filter(pk=page.replaces_id).update(state=PageState.REPLACED)


def _further_sheet(page: Page, number: int) -> Page:
    return Page(
        attempt=page.attempt,
        upload=page.upload,
        pdf_page=number,
        position=page.position + number - 1,
        item_id=page.item_id,
        sha256=page.sha256,
        same_as_other=page.same_as_other,
        received_at=page.received_at,
        declared_at=page.declared_at,
    )
