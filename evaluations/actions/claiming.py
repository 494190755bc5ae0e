"""The claim: one statement, so that no script goes to two teachers.

Reading first and writing after gave 31 of 40 scripts to more than one; `./run drill F18` has eight teachers claim.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.access.people import daily_capacity_of
from evaluations.access.desk import is_free_for
from evaluations.models import MarkingTask
from learning.classroom.access import places_taught_by, teachings_everywhere
from mathvidya.fastlane.compiled import Place, compiled, compiled_condition
from mathvidya.fastlane.statements import VENDOR, Statement, as_stored
from mathvidya.lib.instants import instant
from mathvidya.lib.process_caches import pure

LEASE = timedelta(minutes=30)

_TAKE = """
    UPDATE evaluations_markingtask SET state = 'claimed', marker_id = %(user)s, claimed_at = %(now)s,
        lease_until = %(until)s, fence = fence + 1
    WHERE state = 'waiting' AND id = ({chosen})
        AND (SELECT count(*) FROM evaluations_markingtask d WHERE d.marker_id = %(user)s
             AND d.state IN ('claimed', 'done') AND d.claimed_at >= %(since)s)
            < coalesce(({capacity}), %(capacity)s)
    RETURNING id, fence, due_at, lease_until"""
# Who teaches a subject to the whole institute takes the head of its partial index; who teaches batches, the earliest
# among their pupils' scripts. Neither reads more when the queue grows. A row is locked when it is about to be taken,
# and PostgreSQL passes over rows that another claim holds.
_ON_POSTGRES = """
        SELECT head.id FROM (
            SELECT wide.id, wide.due_at FROM
                ({subjects}) s
                CROSS JOIN LATERAL (
                    SELECT id, due_at FROM evaluations_markingtask
                    WHERE evaluations_markingtask.subject_id = s.subject_id AND {free}
                    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                ) wide
            UNION ALL
            SELECT own.id, own.due_at FROM (
                SELECT evaluations_markingtask.id, due_at FROM ({pupils}) pupil
                JOIN evaluations_markingtask ON evaluations_markingtask.student_id = pupil.student_id
                                            AND evaluations_markingtask.subject_id = pupil.taught
                WHERE {free}
                ORDER BY due_at, id LIMIT 1 FOR UPDATE OF evaluations_markingtask SKIP LOCKED
            ) own
        ) head ORDER BY head.due_at, head.id LIMIT 1"""
_ON_SQLITE = """
        SELECT id FROM evaluations_markingtask WHERE {free}
        AND (subject_id IN ({subjects}) OR (student_id, subject_id) IN ({pupils}))
        ORDER BY due_at, id LIMIT 1"""

USUAL_CAPACITY = 20


@pure()
def _claim(is_named: bool) -> Statement:
    """Return the statement of a claim; `is_named`: of one task.

    As a condition on a parameter a task's id would be planned again each time, which costs twice the claim.
    """
    teacher = Place("user")
    free = MarkingTask.objects.filter(is_free_for(teacher, Place("now")))
    free = free.filter(pk=Place("task")) if is_named else free
    chosen = (_ON_POSTGRES if VENDOR == "postgresql" else _ON_SQLITE).format(
        free=compiled_condition(free),
        subjects=compiled(teachings_everywhere(teacher).values("subject_id")),
        pupils=compiled(places_taught_by(teacher).values("student_id", "taught")),
    )
    return Statement(_TAKE.format(chosen=chosen, capacity=compiled(daily_capacity_of(teacher))))


@dataclass(frozen=True)
class Lease:
    """What a claim hands out; `fence` must come with every write."""

    task_id: int
    fence: int
    due_at: datetime
    lease_until: datetime


def take_next(*, user_id: int, now: datetime, day_began: datetime, task_id: int = 0) -> Lease | None:
    """Claim the most urgent free task (or `task_id`) for this teacher; None where there is none to be had.

    `day_began` is the local midnight from which the daily capacity counts.
    """
    values: dict[str, Any] = {
        "user": user_id,
        "now": as_stored(now),
        "until": as_stored(now + LEASE),
        "since": as_stored(day_began),
        "capacity": USUAL_CAPACITY,
    }
    if task_id:
        values["task"] = task_id
    row = _claim(bool(task_id)).row(values)
    if row is None:
        return None
    return Lease(task_id=row[0], fence=row[1], due_at=instant(row[2]), lease_until=instant(row[3]))
