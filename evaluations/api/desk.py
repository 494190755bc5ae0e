"""The queue, one task, and the promised times."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.people import get_person
from accounts.access.permissions import HasRole
from accounts.access.signin import person_of
from accounts.choices import Role
from evaluations.access.desk import get_task, requests_visible_to
from evaluations.actions.leases import LeaseLost, NotATeacherOfThis, NotFree, extend_lease, reassign_task, release_task
from evaluations.actions.requests import AskedAlready, AskedTooLate, BadRequest, NotReleased, request_re_evaluation
from evaluations.api import serializers as bodies
from evaluations.api.pages import _valid
from evaluations.queries.desk import as_entry, in_full, keys_of, queue_of, sla_of
from evaluations.queries.sheet import sheet_of
from exams.access.attempts import get_attempt_to_read
from mathvidya.api.idempotency import idempotent
from mathvidya.lib.errors import Forbidden, refuses

IsStaff = HasRole.of(Role.TEACHER, Role.ADMIN)


class QueueView(GenericAPIView[Any]):
    """Scripts that this teacher holds or may claim, the most urgent first."""

    permission_classes = [IsStaff]
    serializer_class = bodies.TaskOut
    filter_backends = []
    ordering = ("due_at", "id")

    def get_queryset(self) -> Any:
        return keys_of(queue_of(person_of(self.request)))

    @extend_schema(operation_id="evaluations_queue", responses=bodies.TaskOut(many=True))
    def get(self, request: Request) -> Response:
        """Return the scripts that one holds and those that wait, the most urgent first."""
        tasks = in_full(self.paginate_queryset(self.get_queryset()) or [])
        return self.get_paginated_response(bodies.TaskOut([as_entry(task) for task in tasks], many=True).data)


class TaskView(APIView):
    @extend_schema(responses=bodies.SheetOut)
    def get(self, request: Request, task: int) -> Response:
        """Return pages, questions with their scheme, and the marks and drawings so far."""
        found = get_task(person_of(request), task)
        return Response(sheet_of(found, person_of(request).pk))


class HeartbeatView(APIView):
    @refuses(LeaseLost)
    @extend_schema(request=bodies.FenceIn, responses=bodies.LeaseOut)
    def post(self, request: Request, task: int) -> Response:
        """Keep the script for another half hour."""
        found = get_task(person_of(request), task)
        held = extend_lease(task=found, marker=person_of(request), **_valid(bodies.FenceIn, request))
        return Response(bodies.LeaseOut(held).data)


class ReleaseView(APIView):
    @refuses(LeaseLost)
    @extend_schema(request=bodies.FenceIn, responses={204: None})
    def post(self, request: Request, task: int) -> Response:
        """Give the script back to the queue; what was marked stays on it."""
        found = get_task(person_of(request), task)
        release_task(task=found, marker=person_of(request), **_valid(bodies.FenceIn, request))
        return Response(status=204)


class ReassignView(APIView):
    permission_classes = [HasRole.of(Role.ADMIN)]

    @refuses(NotATeacherOfThis, NotFree)
    @extend_schema(request=bodies.ReassignIn, responses=bodies.TaskOut)
    def post(self, request: Request, task: int) -> Response:
        """Reserve a script for a teacher (null: for anyone), with a reason that goes to the audit."""
        body = _valid(bodies.ReassignIn, request)
        found = get_task(person_of(request), task)
        to = get_person(person_of(request), body["teacher"]) if body["teacher"] else None
        reassign_task(task=found, to=to, by=person_of(request), reason=body["reason"])
        return Response(bodies.TaskOut(as_entry(get_task(person_of(request), task))).data)


class SlaView(APIView):
    permission_classes = [IsStaff]

    @extend_schema(responses=bodies.SlaOut)
    def get(self, request: Request) -> Response:
        """Return counts of tasks before and after their due time: a teacher's own, an administrator's all."""
        return Response(bodies.SlaOut(sla_of(person_of(request))).data)


class NewReEvaluationView(APIView):
    @refuses(AskedAlready, AskedTooLate, BadRequest, NotReleased, Forbidden)
    @extend_schema(request=bodies.ReEvaluationIn, responses={201: bodies.ReEvaluationOut})
    @idempotent
    def post(self, request: Request, attempt: int) -> Response:
        """Ask for another teacher's look, once, within seven days of the result."""
        found = get_attempt_to_read(person_of(request), attempt)
        if person_of(request).role == Role.TEACHER:
            raise Forbidden
        body = _valid(bodies.ReEvaluationIn, request)
        asked = request_re_evaluation(
            attempt=found,
            by=person_of(request),
            reason=body["reason"],
            item_ids=body.get("items", []),
        )
        return Response(bodies.ReEvaluationOut(asked).data, status=201)


class ReEvaluationListView(ListAPIView[Any]):
    """Requests of one's own, one's children's, or one's pupils'."""

    serializer_class = bodies.ReEvaluationOut
    filter_backends = []
    ordering = ("-id",)

    def get_queryset(self) -> Any:
        return requests_visible_to(person_of(self.request))
