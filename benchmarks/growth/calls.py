"""The hot queries as calls of the product: requests to its WSGI application, and the work of its workers."""

import io
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils import timezone

from benchmarks.hot import operations
from benchmarks.load.requests import Request
from benchmarks.school import School
from evaluations.actions.leases import return_expired_leases
from evaluations.actions.pages import expire_awaited_pages
from evaluations.actions.promises import warn_of_promised_times
from evaluations.queries.pages import pages_to_prepare
from exams.actions.attempts import submit_overdue
from exams.actions.results import publish_due
from mathvidya.notifications.queries.notices import waiting_delivery_ids
from mathvidya.outbox.relay import deliver_next, expand_events

Call = Callable[[], object]
API = "/api/v1"
OVERDUE = 3  # attempts that the sweep finds


class NotAnswered(RuntimeError):
    """A request that should succeed was refused, so its plans would show nothing."""


class Calls:
    """The named calls, each an endless iterator; where there are many people each call is about another one."""

    def __init__(self, school: School) -> None:
        self.school, self.application = school, WSGIHandler()
        self.factory = RequestFactory(SERVER_NAME="127.0.0.1")

    def named(self) -> dict[str, Callable[[], Iterator[Call]]]:
        """Return {name: makes the calls}; making them may prepare the database."""
        hot = {kind.name: lambda kind=kind: self._requests(kind(self.school, seconds=1).requests()) for kind in HOT}
        reads = {name: lambda row=row: self._reads(*row) for name, row in READS.items()}
        work = {name: lambda work=work: itertools.repeat(work) for name, work in WORK.items()}
        # The workers' calls first: the hot operations delete what waits for the relay.
        return {**work, **reads, **hot, "sweep: overdue attempts": self._overdue}

    def _requests(self, requests: Iterator[Request]) -> Iterator[Call]:
        for request in requests:
            yield lambda request=request: self._ask(request)

    def _ask(self, request: Request) -> None:
        environ = self.factory.generic(
            request.method, request.path, request.body, headers=request.headers, content_type="application/json"
        ).environ
        heads: list[Any] = []
        body = self.application({**environ, "wsgi.errors": io.StringIO()}, lambda *head: heads.append(head))
        try:
            text = b"".join(body)
        finally:
            body.close()
        if not heads[0][0].startswith(("200", "201")):
            raise NotAnswered(f"{request.method} {request.path}: {heads[0][0]} {text[:300]!r}")

    def _reads(self, role: str, path: str) -> Iterator[Call]:
        people = self.school.people(role)
        exam = self.school.number("SELECT max(exam_id) FROM exams_attempt")
        for person in itertools.cycle(people[:40]):
            door = self.school.headers(person, role) if path.startswith(API) else self.school.session(person)
            yield lambda door=door: self._ask(Request("GET", path.format(exam=exam), door))

    def _overdue(self) -> Iterator[Call]:
        """Yield calls of the sweep while everybody has an open attempt, and the time of a few has run out."""
        exam = self.school.live("exam-day")
        attempts = self.school.open_attempts(exam, self.school.people("student"), answered=0)
        self.school.connection.execute(
            "UPDATE exams_attempt SET deadline_at = now() - interval '1 minute' WHERE id = ANY(%s)",
            [list(attempts.values())[:OVERDUE]],
        )
        return itertools.repeat(submit_overdue)


HOT = [kind for kind in operations.OPERATIONS if kind.name not in {"login", "dashboard", "queue"}]
# name: (who asks, where)
READS = {
    "list: own attempts": ("student", f"{API}/users/attempts"),
    "list: notices": ("student", f"{API}/notifications"),
    "page: results": ("student", "/results"),
    "page: exams": ("student", "/exams"),
    "home: student": ("student", f"{API}/dashboard"),
    "home: guardian": ("parent", f"{API}/dashboard"),
    "home: teacher": ("teacher", f"{API}/dashboard"),
    "home: administrator": ("admin", f"{API}/dashboard"),
    "page: marking queue": ("teacher", "/marking"),
    "list: marking queue": ("teacher", f"{API}/evaluations/queue"),
    "list: promises": ("teacher", f"{API}/evaluations/sla"),
    "list: exams to manage": ("teacher", f"{API}/exams"),
    "list: pupils": ("teacher", f"{API}/students"),
    "list: results of an exam": ("teacher", f"{API}/exams/{{exam}}/results"),
    "list: live attempts": ("teacher", f"{API}/exams/{{exam}}/live"),
    "bank: newest": ("teacher", f"{API}/questions"),
    "bank: search": ("teacher", f"{API}/questions?search=ladder"),
    "bank: search, nothing": ("teacher", f"{API}/questions?search=nowhere"),
    "admin: audit": ("admin", "/admin/audit/auditentry/"),
    "admin: people": ("admin", "/admin/accounts/user/"),
    "admin: attempts": ("admin", "/admin/exams/attempt/"),
    "admin: results": ("admin", "/admin/exams/resultrun/"),
    "admin: marking tasks": ("admin", "/admin/evaluations/markingtask/"),
    "admin: events": ("admin", "/admin/outbox/event/"),
}
WORK: dict[str, Call] = {
    "relay: fetch events": expand_events,
    "relay: deliver one": lambda: (expand_events(1), deliver_next()),
    "sweep: leases": return_expired_leases,
    "sweep: promised times": warn_of_promised_times,
    "sweep: results to publish": publish_due,
    "sweep: pages awaited": expire_awaited_pages,
    "sweep: pages to prepare": lambda: list(pages_to_prepare(timezone.now())),
    "sweep: notices": waiting_delivery_ids,
}
