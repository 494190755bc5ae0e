"""Submitting photographed pages: declare, confirm, take back, put in order."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.choices import PageState, TaskState
from evaluations.events import PageReceived
from evaluations.models import MarkingTask, Page
from evaluations.rules.page_times import PAGE_LIMIT, may_finish_until
from exams.choices import AttemptStatus
from exams.models import Attempt, PaperItem
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit
from mathvidya.uploads.actions import Grant, confirm_upload, grant_upload
from mathvidya.uploads.choices import MEGABYTE, UploadPurpose

ANSWER_PAGE = "answer_page"
PAGE_PURPOSE = UploadPurpose(
    frozenset({"image/jpeg", "image/png", "image/heic", "image/heif", "application/pdf"}),
    max_bytes=15 * MEGABYTE,
    quota_files=400,
    quota_bytes=2000 * MEGABYTE,
)


class AttemptNotOpen(DomainError):
    code = "attempt_not_open"
    status = 409
    detail = _("Pages can be sent only while the attempt is open.")


class PageLimit(DomainError):
    code = "page_limit"
    status = 413
    detail = f"An answer sheet has at most {PAGE_LIMIT} pages."


class PageTooLate(DomainError):
    code = "page_too_late"
    status = 409
    detail = _("The time to send this page is over.")


class PageNotChangeable(DomainError):
    code = "page_not_changeable"
    status = 409
    detail = _("This page can no longer be changed.")


class BadPage(DomainError):
    code = "page_invalid"
    status = 400
    detail = _("This page cannot be declared so.")


class BadOrder(DomainError):
    code = "page_order_invalid"
    status = 400
    detail = _("The order must name each page exactly once.")


@transaction.atomic
def declare_page(
    *,
    attempt: Attempt,
    filename: str,
    content_type: str,
    size: int,
    sha256: str,
    position: int | None = None,
    item_id: int | None = None,
    replaces_id: int | None = None,
) -> tuple[Page, Grant]:
    """Announce a photograph by its hash and get an address to send it to.

    Announcing again what has not arrived yet gives the same page a new address, also in the minutes after the end.
    Raises AttemptNotOpen, PageLimit, BadPage, PageNotChangeable, and what the uploads refuse (type, size, quota).
    """
    attempt = lock_attempt(attempt)
    awaited = attempt.pages.filter(state=PageState.DECLARED, sha256=sha256).select_related("replaces").first()
    if awaited is not None and timezone.now() <= finish_until(awaited, attempt):
        grant = _grant(attempt, filename, content_type, size, sha256)
        awaited.upload = grant.upload
        awaited.save(update_fields=["upload"])
        return awaited, grant
    replaces = _page_to_replace(attempt, replaces_id) if replaces_id is not None else None
    if not is_open(attempt) and not (replaces and _is_retake(replaces)):
        raise AttemptNotOpen
    if (
        item_id is not None
        and not PaperItem.objects.filter(pk=item_id, paper_version=attempt.paper_version_id).exists()
    ):
        raise BadPage(fields={"item": ["This question is not in the paper."]})
    counted = attempt.pages.counted()
    if counted.count() - (1 if replaces else 0) >= PAGE_LIMIT:
        raise PageLimit
    grant = _grant(attempt, filename, content_type, size, sha256)
    last = counted.aggregate(last=Max("position"))["last"] or 0
    page = Page.objects.create(
        attempt=attempt,
        upload=grant.upload,
        sha256=grant.upload.sha256,
        position=replaces.position if replaces else position or last + 1,
        item_id=item_id or (replaces.item_id if replaces else None),
        replaces=replaces,
    )
    return page, grant


def confirm_page(*, page: Page) -> Page:
    """Take the bytes as received; a second call gives the same receipt.

    Two transactions: the storage is asked before the attempt's row is held.
    Raises PageTooLate, PageNotChangeable, and what the uploads refuse (nothing there, other size, other hash).
    """
    if page.received_at is None and page.state == PageState.DECLARED:
        confirm_upload(upload=page.upload)
    return receive_page(page=page)


@transaction.atomic
def receive_page(*, page: Page) -> Page:
    """Record that the storage has the bytes. Raises PageTooLate, PageNotChangeable."""
    attempt = lock_attempt(page.attempt)
    page = Page.objects.select_related("upload", "replaces").get(pk=page.pk)
    if page.received_at is not None:
        return page
    if page.state != PageState.DECLARED:
        raise PageTooLate if page.state == PageState.EXPIRED else PageNotChangeable
    if not is_open(attempt) and timezone.now() > finish_until(page, attempt):
        raise PageTooLate
    page.state, page.received_at = PageState.RECEIVED, timezone.now()
    page.save(update_fields=["state", "received_at"])
    emit(PageReceived(page_id=page.pk, attempt_id=attempt.pk, student_id=attempt.student_id))
    return page


@transaction.atomic
def remove_page(*, page: Page) -> None:
    """Take a page back before the end; a second call changes nothing. Raises AttemptNotOpen."""
    attempt = lock_attempt(page.attempt)
    if not is_open(attempt):
        raise AttemptNotOpen
    attempt.pages.counted().filter(pk=page.pk).update(state=PageState.REMOVED)


@transaction.atomic
def order_pages(*, attempt: Attempt, page_ids: list[int]) -> None:
    """Put the pages that count into this order. Raises AttemptNotOpen, BadOrder."""
    attempt = lock_attempt(attempt)
    if not is_open(attempt):
        raise AttemptNotOpen
    pages = {page.pk: page for page in attempt.pages.counted()}
    if len(page_ids) != len(pages) or set(page_ids) != set(pages):
        raise BadOrder
    for position, pk in enumerate(page_ids, start=1):
        pages[pk].position = position
    Page.objects.bulk_update(pages.values(), ["position"])


def expire_awaited_pages(*, now: datetime | None = None) -> int:
    """Give up on declared pages whose time is over; return how many. One statement each, so any number may run."""
    now = now or timezone.now()
    expired = 0
    for page in Page.objects.filter(state=PageState.DECLARED).select_related("attempt", "replaces").iterator():
        if not is_open(page.attempt, now) and now > finish_until(page, page.attempt):
            expired += Page.objects.filter(pk=page.pk, state=PageState.DECLARED).update(state=PageState.EXPIRED)
    return expired


def lock_attempt(attempt: Attempt) -> Attempt:
    """Lock and return the attempt's row until the transaction ends, so that a page and the submission never cross."""
    return Attempt.objects.select_for_update(of=("self",)).select_related("student").get(pk=attempt.pk)


def is_open(attempt: Attempt, now: datetime | None = None) -> bool:
    return attempt.status == AttemptStatus.OPEN and (now or timezone.now()) < attempt.deadline_at


def finish_until(page: Page, attempt: Attempt) -> datetime:
    """Return the last moment at which the bytes of this page may arrive."""
    bounced_at = page.replaces.bounced_at if page.replaces else None
    return may_finish_until(ended_at=attempt.submitted_at or attempt.deadline_at, bounced_at=bounced_at)


def _grant(attempt: Attempt, filename: str, content_type: str, size: int, sha256: str) -> Grant:
    return grant_upload(
        owner=attempt.student,
        purpose=ANSWER_PAGE,
        filename=filename,
        content_type=content_type,
        size=size,
        sha256=sha256,
    )


def _page_to_replace(attempt: Attempt, pk: int) -> Page:
    page = attempt.pages.counted().filter(pk=pk).first()
    if page is None:
        raise BadPage(fields={"replaces": ["There is no such page to replace."]})
    return page


def _is_retake(page: Page) -> bool:
    """Whether a marker sent this page back and still waits for a better photograph of it."""
    if page.bounced_at is None or timezone.now() > may_finish_until(
        ended_at=page.bounced_at, bounced_at=page.bounced_at
    ):
        return False
    open_tasks: Any = MarkingTask.objects.filter(
        script__attempt=page.attempt_id, state__in=[TaskState.WAITING, TaskState.CLAIMED]
    )
    return bool(open_tasks.exists())
