"""The life of one attempt: start, save, submit. docs/exam-engine.md describes it in full."""

import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

import structlog
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from exams.access.attempts import AttemptRef
from exams.access.exams import watch_group
from exams.actions.facts import items_answered
from exams.actions.results import is_release_due
from exams.adapters.attempt_store import Entry, OpenAttempt, insert_attempt
from exams.adapters.clock import database_now
from exams.adapters.response_store import HeldAnswer, NewAnswer, StoreOutcome, store_answers
from exams.adapters.scoring_store import (
    Closing,
    FirstRun,
    Inputs,
    LockedAttempt,
    close_attempt,
    lock_attempt,
)
from exams.adapters.ticks import tick
from exams.choices import AttemptStatus, SubmittedBy
from exams.events import AttemptSubmitted, ResultPublished
from exams.models import Attempt, AttemptEvent
from exams.queries.content import get_attempt_content, get_paper_content
from exams.queries.entry import read_entry
from exams.rules.personal import draw_paper
from exams.rules.scoring import RULES_VERSION, Scored, cases_met, inputs_hash, receipt_of, score
from mathvidya.lib.errors import DomainError, NotFound
from mathvidya.outbox.events import DomainEvent
from mathvidya.outbox.registry import emission_of
from questions.queries.cases import cases_for
from questions.types import BadAnswer, check_answer

logger = structlog.get_logger(__name__)

to_json = json.JSONEncoder(ensure_ascii=False).encode
LARGEST_BATCH = 100
LARGEST_ANSWER = 20_000
LARGEST_SEQUENCE = 2**53
PAUSED_AT_MOST = timedelta(hours=24)  # counted from the exam's close


class ExamNotOpen(DomainError):
    code = "exam_not_open"
    status = 409
    members = {"opens_at": {"type": "string", "format": "date-time"}}
    detail = _("This exam has not begun.")


class ExamClosed(DomainError):
    code = "exam_closed"
    status = 409
    detail = _("This exam is over.")


class AttemptsUsedUp(DomainError):
    code = "attempts_used_up"
    status = 409
    detail = _("You have sat this paper as often as it allows.")


CLOCK = {
    "attempt_status": {"type": "string", "enum": list(AttemptStatus.values)},
    "server_now": {"type": "string", "format": "date-time"},
}


class AttemptClosed(DomainError):
    code = "attempt_closed"
    status = 409
    members = CLOCK
    detail = _("This attempt is closed; its answers can no longer change.")


class AttemptPaused(DomainError):
    code = "attempt_paused"
    status = 409
    members = CLOCK
    detail = _("This attempt is paused. It goes on when the teacher resumes it.")


class BadResponses(DomainError):
    code = "bad_responses"
    status = 400
    detail = _("Some answers cannot be stored.")


class HasIdentity(Protocol):
    @property
    def pk(self) -> int: ...


class Started(NamedTuple):
    """`is_new` is False when an open attempt continues."""

    attempt: OpenAttempt
    entry: Entry
    is_new: bool


class Saved(NamedTuple):
    """`stale` are the stored answers that were newer than the ones sent."""

    saved: list[int]
    stale: list[HeldAnswer]
    deadline_at: datetime
    now: datetime


def start_attempt(*, student_id: int, exam_id: int, exam_paper_id: int | None = None) -> Started:
    """Start a paper, or return the student's open attempt of it. Without a paper id: the paper of a test.

    One statement writes one row, so there is no transaction: the constraints decide what two concurrent starts may
    write. Raises NotFound (not published, or not meant for this student), ExamNotOpen,
    ExamClosed, AttemptsUsedUp.
    """
    entry = read_entry(student_id, exam_id, exam_paper_id)
    if entry is None or not entry.is_published:
        raise NotFound
    if entry.open is not None:
        return Started(entry.open, entry, is_new=False)
    if not entry.is_meant:
        raise NotFound
    if entry.now < entry.opens_at:
        raise ExamNotOpen(extra={"opens_at": entry.opens_at.isoformat()})
    if entry.now >= entry.closes_at:
        raise ExamClosed
    if entry.attempts_made >= entry.attempts_allowed:
        raise AttemptsUsedUp
    fresh: dict[str, Any] = {
        "number": entry.attempts_made + 1,
        "seed": secrets.randbelow(2**53),
        "started_at": entry.now,
        "deadline_at": min(entry.now + timedelta(minutes=entry.duration_minutes), entry.closes_at),
    }
    pk = insert_attempt(entry, student_id=student_id, **fresh)
    if pk is None:
        return _started_beside(student_id, entry)
    content = get_paper_content(entry.paper_version_id)
    if content.is_parametric:
        Attempt.objects.filter(pk=pk).update(drawn=draw_paper(content, fresh["seed"]))
    tick(watch_group(exam_id), pk)
    return Started(OpenAttempt(id=pk, status=AttemptStatus.OPEN, **fresh), entry, is_new=True)


def _started_beside(student_id: int, entry: Entry) -> Started:
    """The row that a start in another request wrote a moment earlier."""
    again = read_entry(student_id, entry.exam_id, entry.exam_paper_id)
    if again is None or again.open is None:
        raise AttemptsUsedUp
    return Started(again.open, again, is_new=False)


def save_responses(*, attempt: AttemptRef, responses: object) -> Saved:
    """Store the newer of `responses`: a list of {"item": id, "answer": …, "client_seq": n}.

    No transaction of its own: it is one statement. Raises BadResponses (400), AttemptClosed, AttemptPaused (409).
    """
    answers = _read_batch(attempt, responses)
    outcome = store_answers(attempt.pk, list(answers.values()))
    if outcome.deadline_at is None:
        raise _why_closed(attempt.pk, outcome.now)
    saved, stale = _sort_out(answers, outcome)
    return Saved(saved=saved, stale=stale, deadline_at=outcome.deadline_at, now=outcome.now)


def _why_closed(pk: int, now: datetime) -> DomainError:
    status = Attempt.objects.values_list("status", flat=True).get(pk=pk)
    error = AttemptPaused if status == AttemptStatus.PAUSED else AttemptClosed
    return error(extra={"attempt_status": status, "server_now": now.isoformat()})


def _read_batch(attempt: AttemptRef, responses: object) -> dict[int, NewAnswer]:
    """The answers by item, the newest of each. Nothing is stored unless all of it can be."""
    if not isinstance(responses, list) or not 1 <= len(responses) <= LARGEST_BATCH:
        raise BadResponses(fields={"responses": [f"A list of 1 to {LARGEST_BATCH} answers."]})
    items = get_paper_content(attempt.paper_version_id).items
    answers: dict[int, NewAnswer] = {}
    faults: dict[str, list[str]] = {}
    for index, response in enumerate(responses):
        if not isinstance(response, dict) or set(response) != {"item", "answer", "client_seq"}:
            faults[f"responses.{index}"] = ["An object with item, answer and client_seq."]
            continue
        item_id, seq = response["item"], response["client_seq"]
        if type(item_id) is not int or item_id not in items:
            faults[f"responses.{index}.item"] = ["The paper has no such item."]
            continue
        if type(seq) is not int or not 0 < seq <= LARGEST_SEQUENCE:
            faults[f"responses.{index}.client_seq"] = ["A whole number from 1."]
            continue
        try:
            answer = check_answer(items[item_id], response["answer"])
        except BadAnswer as error:
            faults[f"responses.{index}.answer"] = [str(error)]
            continue
        text = to_json(answer)
        if len(text.encode()) > LARGEST_ANSWER:
            faults[f"responses.{index}.answer"] = [f"The answer is larger than {LARGEST_ANSWER} bytes."]
        elif item_id not in answers or answers[item_id].client_seq < seq:
            answers[item_id] = NewAnswer(item_id, answer, seq, text)
    if faults:
        raise BadResponses(fields=faults)
    return answers


def _sort_out(answers: dict[int, NewAnswer], outcome: StoreOutcome) -> tuple[list[int], list[HeldAnswer]]:
    """A repeat of what is stored counts as saved: its first acknowledgement may have been lost on the way."""
    if not outcome.held:
        return list(answers), []
    stale = [held for item, held in outcome.held.items() if held != answers[item][:3]]
    missed = {held.item_id for held in stale}
    return [item for item in answers if item not in missed], stale


def submit_attempt(*, attempt: HasIdentity) -> LockedAttempt:
    """Close an attempt, score it, and return it; a repeat returns the same receipt.

    After the deadline the clock has submitted, not the student: what counts was saved in time either way.
    Raises NotFound, AttemptPaused (409).
    """
    return _submit(attempt.pk, None)


def submit_own_attempt(*, attempt_id: int, student_id: int) -> LockedAttempt:
    """Submit the student's own attempt as `submit_attempt` does; the locked row says whose it is.

    Raises NotFound, AttemptPaused (409).
    """
    return _submit(attempt_id, student_id)


@transaction.atomic
def _submit(attempt_id: int, student_id: int | None) -> LockedAttempt:
    locked = lock_attempt(attempt_id)
    if locked is None or student_id not in (None, locked[0].student_id):
        raise NotFound
    row, inputs = locked
    if row.status == AttemptStatus.SUBMITTED:
        return row
    if row.status == AttemptStatus.PAUSED:
        raise AttemptPaused
    return _close(row, inputs)


def submit_overdue(*, limit: int = 500) -> int:
    """Submit attempts whose time has run out, and those still paused a day after their exam has closed.

    Many may run at once; each attempt goes to one of them.
    """
    closed = 0
    for is_due in (_out_of_time(), _left_paused()):
        due = Attempt.objects.filter(is_due).order_by("deadline_at")
        for pk in list(due.values_list("pk", flat=True)[:limit]):
            try:
                closed += _submit_if_due(pk, is_due)
            except Exception:
                logger.exception("overdue_attempt_not_submitted", attempt_id=pk)
    return closed


def _out_of_time() -> Q:
    return Q(status=AttemptStatus.OPEN, deadline_at__lte=Now())


def _left_paused() -> Q:
    return Q(status=AttemptStatus.PAUSED, exam__closes_at__lte=database_now() - PAUSED_AT_MOST)


@transaction.atomic
def _submit_if_due(pk: int, is_due: Q) -> int:
    free = Attempt.objects.select_for_update(of=("self",), skip_locked=True).filter(is_due, pk=pk)
    locked = lock_attempt(pk) if free.first() else None
    if locked is None:
        return 0
    _close(*locked)
    return 1


def _close(row: LockedAttempt, inputs: Inputs) -> LockedAttempt:
    """Score the locked attempt and store receipt, first run and events; publish the run where that is due."""
    content = get_attempt_content(row.pk, row.paper_version_id)
    cases = cases_for(content.typed_items, inputs.answers)
    scored = score(content, inputs.corrections, inputs.answers, None, cases)
    is_out = scored.is_complete and is_release_due(row.release_rule, row.release_at, inputs.now)
    was_paused = row.status == AttemptStatus.PAUSED
    in_time = inputs.now < row.deadline_at
    closing = Closing(
        # A paused clock never ran out: its deadline means nothing, and the due time of the marking counts from now.
        submitted_at=inputs.now if in_time or was_paused else row.deadline_at,
        submitted_by=SubmittedBy.STUDENT if in_time and not was_paused else SubmittedBy.CLOCK,
        receipt=receipt_of(inputs.answers),
        published_at=inputs.now if is_out else None,
    )
    met = cases_met(content, inputs.corrections, inputs.answers, cases)
    run = _first_run(scored, inputs, met)
    ids = {"attempt_id": row.pk, "student_id": row.student_id}
    events: list[DomainEvent] = [AttemptSubmitted(**ids, exam_id=row.exam_id)]
    if is_out:
        paper = {"paper_version_id": row.paper_version_id, "number": row.number}
        facts = items_answered(**ids, **paper, submitted_at=closing.submitted_at, body=scored.body, is_revision=False)
        events += [ResultPublished(**ids, run_id=run.id, is_revision=False), facts]
    close_attempt(row.pk, closing, run, and_then=emission_of(*events))
    return row._replace(
        status=AttemptStatus.SUBMITTED,
        submitted_at=closing.submitted_at,
        submitted_by=closing.submitted_by,
        receipt=closing.receipt,
    )


def _first_run(scored: Scored, inputs: Inputs, met: Sequence[str]) -> FirstRun:
    if inputs.run_id is None:
        raise ValueError("inputs that were read without a lock name no run")
    return FirstRun(
        id=inputs.run_id,
        key_id=inputs.key_id,
        rules_version=RULES_VERSION,
        inputs_hash=inputs_hash(inputs.answers, None, met),
        is_complete=scored.is_complete,
        score=str(scored.score),
        max_score=str(scored.max_score),
        percentage=str(scored.percentage),
        grade=scored.grade,
        body=scored.body,
        reason="submitted",
        created_at=inputs.now,
    )


@transaction.atomic
def record_events(*, attempt: HasIdentity, events: Iterable[tuple[str, datetime | None]]) -> int:
    """Keep what the device reported about the attempt: (kind, its own time). Returns how many were kept."""
    rows: Sequence[Any] = [
        AttemptEvent(attempt_id=attempt.pk, kind=kind, client_at=client_at) for kind, client_at in events
    ]
    return len(AttemptEvent.objects.bulk_create(rows))
