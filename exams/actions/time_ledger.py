"""The time ledger: why an attempt's deadline is what it is.

The base grant is in the row itself (start plus duration, not beyond the exam's close), so that starting writes one
row; the ledger holds what changed it afterwards. Extra time may pass the exam's close: a person decided so.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exams.access.exams import sitter_group, watch_group
from exams.actions.attempts import AttemptClosed
from exams.adapters.clock import database_now
from exams.choices import AttemptStatus, TimeKind
from exams.models import Attempt, TimeEntry
from mathvidya.audit.records import record
from mathvidya.lib.errors import DomainError
from mathvidya.realtime.push import push

LONGEST_EXTRA = timedelta(hours=4)


class BadExtraTime(DomainError):
    code = "bad_extra_time"
    status = 400
    detail = _("Extra time is a whole number of minutes, from 1 to 240.")


class AttemptNotPaused(DomainError):
    code = "attempt_not_paused"
    status = 409
    detail = _("This attempt is not paused.")


def _lock(attempt: Attempt) -> Attempt:
    row = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if row.status == AttemptStatus.SUBMITTED:
        raise AttemptClosed
    return row


def _enter(row: Attempt, kind: TimeKind, by: User, now: datetime, *, seconds: int = 0, reason: str = "") -> None:
    TimeEntry.objects.create(attempt=row, kind=kind, seconds=seconds, reason=reason, by=by, at=now)
    record(
        actor=by,
        action=f"attempt.{kind.value}",
        target=row,
        reason=reason,
        facts={"seconds": seconds} if seconds else {},
    )
    message = {
        "attempt": row.pk,
        "status": row.status,
        "deadline_at": row.deadline_at.isoformat(),
        "server_now": now.isoformat(),
        "reason": reason,
    }
    push(sitter_group(row.exam_id, row.student_id), "clock", message)
    push(watch_group(row.exam_id), "clock", message)


@transaction.atomic
def extend_attempt(*, attempt: Attempt, seconds: int, reason: str, by: User) -> Attempt:
    """Give extra time. Raises BadExtraTime (400), AttemptClosed (409)."""
    if type(seconds) is not int or not 60 <= seconds <= LONGEST_EXTRA.total_seconds():
        raise BadExtraTime(fields={"minutes": [str(BadExtraTime.detail)]})
    row = _lock(attempt)
    row.deadline_at += timedelta(seconds=seconds)
    row.save(update_fields=["deadline_at"])
    _enter(row, TimeKind.EXTRA, by, database_now(), seconds=seconds, reason=reason)
    return row


@transaction.atomic
def pause_attempt(*, attempt: Attempt, reason: str, by: User) -> Attempt:
    """Stop the clock; nothing is saved meanwhile. A repeat changes nothing. Raises AttemptClosed (409)."""
    row = _lock(attempt)
    now = database_now()
    if row.status == AttemptStatus.PAUSED:
        return row
    if row.deadline_at <= now:
        raise AttemptClosed
    row.status = AttemptStatus.PAUSED
    row.save(update_fields=["status"])
    _enter(row, TimeKind.PAUSE, by, now, reason=reason)
    return row


@transaction.atomic
def resume_attempt(*, attempt: Attempt, by: User) -> Attempt:
    """Let the clock run again, with the paused time given back. Raises AttemptNotPaused, AttemptClosed (409)."""
    row = _lock(attempt)
    if row.status != AttemptStatus.PAUSED:
        raise AttemptNotPaused
    now = database_now()
    paused_at = row.time_entries.filter(kind=TimeKind.PAUSE).latest("id").at
    given_back = now - paused_at
    row.status = AttemptStatus.OPEN
    row.deadline_at += given_back
    row.save(update_fields=["status", "deadline_at"])
    _enter(row, TimeKind.RESUME, by, now, seconds=round(given_back.total_seconds()))
    return row
