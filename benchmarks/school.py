"""Access to the loaded institute for measurements: ids, tokens, sessions, and attempts that can be opened again."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore

from accounts.adapters.jwt import Claims, mint_pair
from accounts.models import User
from benchmarks.institute.exams import live_title

_CLEAR = """
DELETE FROM outbox_event WHERE sent_at IS NULL AND payload ? 'attempt_id';
DELETE FROM exams_response WHERE attempt_id IN (SELECT id FROM exams_attempt WHERE exam_id = {exam});
UPDATE exams_attempt SET published_run_id = NULL WHERE exam_id = {exam};
DELETE FROM exams_resultrun WHERE attempt_id IN (SELECT id FROM exams_attempt WHERE exam_id = {exam});
DELETE FROM exams_attempt WHERE exam_id = {exam};
"""
_OPEN = """
INSERT INTO exams_attempt (exam_id, exam_paper_id, paper_version_id, student_id, number, seed, status, started_at,
                           deadline_at, submitted_by, receipt)
SELECT %(exam)s, %(paper)s, %(version)s, student, 1, student * 7919, 'open', now() - interval '10 minutes',
       now() + interval '170 minutes', '', ''
FROM unnest(%(students)s::bigint[]) student RETURNING student_id, id
"""
_ANSWER = """
INSERT INTO exams_response (attempt_id, item_id, answer, client_seq, saved_at)
SELECT attempt.id, item.id, '{"option": "b"}', item.position, now() - interval '5 minutes'
FROM exams_attempt attempt JOIN exams_paperitem item ON item.paper_version_id = attempt.paper_version_id
WHERE attempt.exam_id = %(exam)s AND item.position <= %(answered)s
"""


@dataclass(frozen=True)
class LiveExam:
    """An exam that is open now, with its one paper."""

    exam_id: int
    paper_id: int
    version_id: int
    item_ids: list[int]


class School:
    """Reads and prepares the database directly. Django must be set up for the same database."""

    def __init__(self, database_url: str) -> None:
        self.connection = psycopg.connect(database_url, autocommit=True)

    def close(self) -> None:
        self.connection.close()

    def number(self, query: str, *values: object) -> int:
        """Return the one number that a query gives; 0 for NULL."""
        row = self.connection.execute(query, values).fetchone()
        return int(row[0] or 0) if row else 0

    def ids(self, query: str, *values: object) -> list[int]:
        """Return the first column of a query."""
        return [row[0] for row in self.connection.execute(query, values)]

    def people(self, role: str) -> list[int]:
        return self.ids("SELECT id FROM accounts_user WHERE role = %s ORDER BY id", role)

    def some(self, role: str, most: int) -> list[int]:
        """Return the ids of up to `most` people of a role."""
        people = self.people(role)
        return random.sample(people, min(most, len(people)))

    def live(self, operation: str) -> LiveExam:
        """Return the exam that belongs to an operation (benchmarks/institute/exams.py). Raises LookupError."""
        query = """SELECT exam_id, paper.id, paper_version_id FROM exams_exampaper paper
                   JOIN exams_exam exam ON exam.id = exam_id WHERE exam.title = %s"""
        row = self.connection.execute(query, [live_title(operation)]).fetchone()
        if row is None:
            raise LookupError(f"no exam for {operation}")
        exam, paper, version = row
        items = self.ids("SELECT id FROM exams_paperitem WHERE paper_version_id = %s ORDER BY position", version)
        return LiveExam(exam, paper, version, items)

    def headers(self, user_id: int, role: str = "student") -> dict[str, str]:
        """Return the headers of a signed-in person's app: a fresh token, JSON, and the address that a proxy adds."""
        claims = Claims(user_id=user_id, role=role, cleared=True, epoch=0, family="0" * 32)
        return {"Authorization": f"Bearer {mint_pair(claims).access}", **plain_headers(user_id)}

    def session(self, user_id: int) -> dict[str, str]:
        """Return the cookie header of somebody who signed in on the pages."""
        user, store = User.objects.get(pk=user_id), SessionStore()
        store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store.save()
        cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={store.session_key}", "Accept": "text/html"}
        return {**cookie, "X-Forwarded-For": address_of(user_id)}

    def clear_attempts(self, exam: LiveExam) -> None:
        """Delete every attempt of a live exam and what it caused, and leave no work to autovacuum."""
        self.connection.execute(_CLEAR.format(exam=exam.exam_id))
        self.connection.execute("VACUUM exams_attempt, exams_response, exams_resultrun, outbox_event")

    def open_attempts(self, exam: LiveExam, students: Sequence[int], *, answered: int) -> dict[int, int]:
        """Open an attempt for each student, with its first questions answered. Returns {student: attempt}."""
        self.clear_attempts(exam)
        places = {"exam": exam.exam_id, "paper": exam.paper_id, "version": exam.version_id}
        opened = self.connection.execute(_OPEN, {**places, "students": list(students)}).fetchall()
        self.connection.execute(_ANSWER, {**places, "answered": answered})
        self.connection.execute("VACUUM ANALYZE exams_attempt")
        return dict(opened)


def plain_headers(user_id: int) -> dict[str, str]:
    """Return the headers of an app without a token."""
    return {"Content-Type": "application/json", "X-Forwarded-For": address_of(user_id)}


def address_of(user_id: int) -> str:
    """Return a network address of this person's own: a thousand people do not share one."""
    return f"10.{user_id >> 16 & 255}.{user_id >> 8 & 255}.{user_id & 255}"
