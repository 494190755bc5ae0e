"""One attempt as its screen needs it."""

from datetime import datetime
from typing import Any

from exams.adapters.clock import database_now
from exams.adapters.scoring_store import LockedAttempt
from exams.choices import AttemptStatus, TimeKind
from exams.models import Attempt
from exams.queries.content import get_attempt_content
from exams.queries.live import remaining_seconds
from exams.rules.ordering import item_order, option_orders


def clock_of(attempt: Attempt) -> dict[str, Any]:
    """Return status, deadline and what is left, by the database's clock."""
    now = database_now()
    return {
        "status": attempt.status,
        "deadline_at": attempt.deadline_at,
        "remaining_seconds": remaining_seconds(attempt, now, paused_since(attempt)),
        "server_now": now,
    }


def paused_since(attempt: Attempt) -> datetime | None:
    if attempt.status != AttemptStatus.PAUSED:
        return None
    return attempt.time_entries.filter(kind=TimeKind.PAUSE).latest("id").at


def order_of(attempt: Attempt) -> dict[str, Any]:
    """Return item ids in the order of the screen, and of each shuffled question its option ids."""
    content, paper = get_attempt_content(attempt.pk, attempt.paper_version_id), attempt.exam_paper
    return {
        "order": item_order(content, attempt.seed, shuffle=paper.shuffle_questions),
        "option_order": option_orders(content, attempt.seed, shuffle=paper.shuffle_options),
    }


def responses_of(attempt: Attempt) -> list[dict[str, Any]]:
    """Return the stored answers: [{"item", "answer", "client_seq"}]."""
    rows = attempt.responses.order_by("item_id").values_list("item_id", "answer", "client_seq")
    return [{"item": item, "answer": answer or None, "client_seq": seq} for item, answer, seq in rows]


def receipt_view(attempt: LockedAttempt) -> dict[str, Any]:
    """Return the answer to a submit; every repeat gets the same."""
    return {
        "attempt": attempt.pk,
        "status": attempt.status,
        "submitted_at": attempt.submitted_at,
        "submitted_by": attempt.submitted_by,
        "receipt": attempt.receipt,
    }


def answered_count(attempt: Attempt) -> int:
    """Return how many items have an answer that is not cleared."""
    return attempt.responses.exclude(answer={}).count()
