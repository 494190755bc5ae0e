"""Attempts by the API: read, events, result, and the clock as a teacher controls it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.permissions import HasRole
from accounts.access.signin import person_of
from accounts.choices import Role
from exams.access.attempts import (
    get_attempt_to_manage,
    get_attempt_to_read,
    get_attempt_to_submit,
    may_see_questions,
)
from exams.actions.attempts import AttemptClosed, record_events
from exams.actions.time_ledger import AttemptNotPaused, BadExtraTime, extend_attempt, pause_attempt, resume_attempt
from exams.api.schemas import AttemptInFullOut, AttemptOut, ClockOut, EventsIn, ExtraTimeIn, ReasonIn
from exams.queries.attempts import clock_of, order_of, responses_of
from exams.queries.content import get_attempt_content
from mathvidya.lib.errors import Forbidden, refuses

STAFF = (Role.TEACHER, Role.ADMIN)
BY_STAFF: list[type[BasePermission]] = [HasRole.of(*STAFF)]


class AttemptView(APIView):
    @extend_schema(operation_id="attempts_retrieve", responses={200: AttemptInFullOut})
    def get(self, request: Request, pk: int) -> Response:
        """Return one attempt with its clock; for its student and the staff also the order, the questions and the
        answers.
        """
        attempt = get_attempt_to_read(person_of(request), pk)
        body: dict[str, Any] = {**AttemptOut(attempt).data, **clock_of(attempt)}
        if may_see_questions(person_of(request), attempt):
            body |= order_of(attempt)
            body |= {
                "responses": responses_of(attempt),
                "etag": get_attempt_content(attempt.pk, attempt.paper_version_id).etag,
            }
        return Response(body)


class AttemptEventsView(APIView):
    @refuses(Forbidden)
    @extend_schema(request=EventsIn, responses={204: None})
    def post(self, request: Request, pk: int) -> Response:
        """Record what the device reports about the attempt: offline, online. Never about the child."""
        attempt = get_attempt_to_submit(person_of(request), pk)
        body = EventsIn(data=request.data)
        body.is_valid(raise_exception=True)
        events = [(event["kind"], event["client_at"]) for event in body.validated_data["events"]]
        record_events(attempt=attempt, events=events)
        return Response(status=204)


_CLOCK = {200: ClockOut}


class PauseView(APIView):
    permission_classes = BY_STAFF

    @refuses(AttemptClosed)
    @extend_schema(operation_id="attempts_pause", request=ReasonIn, responses=_CLOCK)
    def post(self, request: Request, pk: int) -> Response:
        """Stop the clock of an attempt; nothing can be saved meanwhile."""
        attempt = get_attempt_to_manage(person_of(request), pk)
        body = ReasonIn(data=request.data)
        body.is_valid(raise_exception=True)
        row = pause_attempt(attempt=attempt, reason=body.validated_data["reason"], by=person_of(request))
        return Response(ClockOut(clock_of(row)).data)


class ResumeView(APIView):
    permission_classes = BY_STAFF

    @refuses(AttemptClosed, AttemptNotPaused)
    @extend_schema(operation_id="attempts_resume", request=None, responses=_CLOCK)
    def post(self, request: Request, pk: int) -> Response:
        """Let a paused attempt go on; the paused time is given back."""
        attempt = get_attempt_to_manage(person_of(request), pk)
        return Response(ClockOut(clock_of(resume_attempt(attempt=attempt, by=person_of(request)))).data)


class ExtraTimeView(APIView):
    permission_classes = BY_STAFF

    @refuses(AttemptClosed, BadExtraTime)
    @extend_schema(operation_id="attempts_extra_time", request=ExtraTimeIn, responses=_CLOCK)
    def post(self, request: Request, pk: int) -> Response:
        """Give a running attempt more minutes."""
        attempt = get_attempt_to_manage(person_of(request), pk)
        body = ExtraTimeIn(data=request.data)
        body.is_valid(raise_exception=True)
        seconds, reason = body.validated_data["minutes"] * 60, body.validated_data["reason"]
        row = extend_attempt(attempt=attempt, seconds=seconds, reason=reason, by=person_of(request))
        return Response(ClockOut(clock_of(row)).data)
