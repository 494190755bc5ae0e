"""Exams and tests by the API: reading, the teacher's CRUD, results, live state, key corrections."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet, prefetch_related_objects
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework import generics
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.permissions import HasRole, IsCleared
from accounts.access.signin import person_of
from accounts.choices import Role
from exams.access.attempts import attempts_visible_to
from exams.access.exams import exams_visible_to, get_exam, get_exam_to_manage, get_paper_of
from exams.actions.exams import BadExam, ExamInUse, create_exam, delete_exam, publish_exam, update_exam
from exams.actions.keys import correct_key
from exams.actions.results import ResultIncomplete, publish_exam_results
from exams.api.schemas import (
    CorrectionsIn,
    EffectsOut,
    ExamIn,
    ExamOut,
    ExamPaperOut,
    LiveOut,
    PublishedOut,
    RescoredOut,
    ResultRowOut,
)
from exams.choices import ExamKind
from exams.models import Attempt, Exam
from exams.queries.corrections import preview_corrections
from exams.queries.exams import papers_in_full
from exams.queries.live import get_live
from exams.queries.results import released_of
from mathvidya.api.idempotency import idempotent
from mathvidya.lib.errors import Forbidden, refuses
from mathvidya.web.windows import links
from questions.types import BadCorrection

LIVE_SHOWN = 100
BY_STAFF: list[type[BasePermission]] = [HasRole.of(Role.TEACHER, Role.ADMIN)]


def _shown(exam: Exam) -> dict[str, Any]:
    prefetch_related_objects([exam], papers_in_full())
    return ExamOut(exam).data


class ExamFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library has no types
    opens_after = django_filters.IsoDateTimeFilter("opens_at", "gte")
    closes_after = django_filters.IsoDateTimeFilter("closes_at", "gte")
    closes_before = django_filters.IsoDateTimeFilter("closes_at", "lt")
    subject = django_filters.CharFilter("subject__code")

    class Meta:
        model = Exam
        fields = ["kind"]


class ExamListView(generics.ListAPIView[Exam]):
    """The exams one may see, newest first."""

    serializer_class = ExamOut
    filterset_class = ExamFilter
    ordering = ("-opens_at", "-id")
    kind: ClassVar[str | None] = None

    def get_permissions(self) -> list[Any]:
        return [permission() for permission in (BY_STAFF if self.request.method == "POST" else [IsCleared])]

    def get_queryset(self) -> QuerySet[Exam]:
        exams = exams_visible_to(person_of(self.request))
        exams = exams.filter(kind=self.kind) if self.kind else exams
        return exams.select_related("subject").prefetch_related(papers_in_full())

    @refuses(BadExam, Forbidden)
    @extend_schema(operation_id="exams_create", request=ExamIn, responses={201: ExamOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Create an exam; nobody sees it until it is published."""
        exam = create_exam(**ExamIn(data=request.data, context={"request": request}).read(), by=person_of(request))
        return Response(_shown(exam), status=201)


class TestListView(ExamListView):
    """The tests one may see, newest first."""

    kind = ExamKind.TEST
    http_method_names = ["get", "head", "options"]


class ExamView(APIView):
    def get_permissions(self) -> list[Any]:
        return [permission() for permission in ([IsCleared] if self.request.method == "GET" else BY_STAFF)]

    @extend_schema(operation_id="exams_retrieve", responses={200: ExamOut})
    def get(self, request: Request, pk: int) -> Response:
        """One exam with its papers."""
        return Response(_shown(get_exam(person_of(request), pk)))

    @refuses(BadExam, ExamInUse, Forbidden)
    @extend_schema(operation_id="exams_update", request=ExamIn, responses={200: ExamOut})
    def put(self, request: Request, pk: int) -> Response:
        """Replace what the exam says; once students have begun, papers, kind and start stay."""
        exam = get_exam_to_manage(person_of(request), pk)
        body = ExamIn(data=request.data, context={"request": request}).read()
        return Response(_shown(update_exam(exam=exam, **body, by=person_of(request))))

    @refuses(ExamInUse, Forbidden)
    @extend_schema(operation_id="exams_delete", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Delete an exam that nobody has begun."""
        delete_exam(exam=get_exam_to_manage(person_of(request), pk), by=person_of(request))
        return Response(status=204)


class TestView(APIView):
    @extend_schema(operation_id="tests_retrieve", responses={200: ExamOut})
    def get(self, request: Request, pk: int) -> Response:
        """One test with its paper."""
        return Response(_shown(get_exam(person_of(request), pk, kind=ExamKind.TEST)))


class ExamPapersView(APIView):
    @extend_schema(operation_id="exams_papers", responses={200: ExamPaperOut(many=True)})
    def get(self, request: Request, pk: int) -> Response:
        """Return the papers of an exam, without their questions."""
        papers = get_exam(person_of(request), pk).papers.select_related("paper_version__paper").order_by("position")
        return Response(ExamPaperOut(papers, many=True).data)


class ExamPublishView(APIView):
    permission_classes = BY_STAFF

    @extend_schema(operation_id="exams_publish", request=None, responses={200: ExamOut})
    def post(self, request: Request, pk: int) -> Response:
        """Let students see the exam, and have it announced."""
        exam = get_exam_to_manage(person_of(request), pk)
        return Response(_shown(publish_exam(exam=exam, by=person_of(request))))


class ExamResultsView(generics.ListAPIView[Attempt]):
    """The released results of this exam that one may see, newest first."""

    serializer_class = ResultRowOut
    ordering = ("-published_at", "-id")
    kind: ClassVar[str | None] = None

    def get_queryset(self) -> QuerySet[Attempt]:
        seen = attempts_visible_to(person_of(self.request))
        if getattr(self, "swagger_fake_view", False):
            return released_of(seen)
        return released_of(seen.filter(exam=get_exam(person_of(self.request), self.kwargs["pk"], kind=self.kind)))


class TestResultsView(ExamResultsView):
    kind = ExamKind.TEST


class PublishResultsView(APIView):
    permission_classes = BY_STAFF

    @refuses(ResultIncomplete)
    @extend_schema(operation_id="exams_publish_results", request=None, responses={200: PublishedOut})
    def post(self, request: Request, pk: int) -> Response:
        """Publish every finished result; says how many went out and how many still wait."""
        exam = get_exam_to_manage(person_of(request), pk)
        published, waiting = publish_exam_results(exam=exam, by=person_of(request))
        return Response(PublishedOut({"published": published, "waiting": waiting}).data)


class ExamLiveView(APIView):
    permission_classes = BY_STAFF

    @extend_schema(
        operation_id="exams_live",
        parameters=[OpenApiParameter("search", str, description="words of a student's name")],
        responses={200: LiveOut},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return who writes the exam now: answers saved, seconds left, what the device last reported; they come first.

        `search`: words of a name. `next` and `previous` lead to the others.
        """
        live = get_live(get_exam_to_manage(person_of(request), pk), request.query_params, size=LIVE_SHOWN)
        attempts = [row.as_json() for row in live.rows]
        return Response(LiveOut({"server_now": live.now, **links(request, live), "attempts": attempts}).data)


CORRECTED = PolymorphicProxySerializer("Corrected", [RescoredOut, EffectsOut], resource_type_field_name=None)


class KeyView(APIView):
    permission_classes = BY_STAFF

    @refuses(ResultIncomplete, BadCorrection)
    @extend_schema(
        operation_id="exams_papers_key",
        request=CorrectionsIn,
        parameters=[
            OpenApiParameter("preview", str, description="anything: answer with the effects and change nothing")
        ],
        responses={200: CORRECTED},
    )
    def post(self, request: Request, pk: int, paper: int) -> Response:
        """Correct the key and rescore everyone; with `?preview=1` only say what would change."""
        version = get_paper_of(get_exam_to_manage(person_of(request), pk), paper).paper_version
        body = CorrectionsIn(data=request.data)
        body.is_valid(raise_exception=True)
        corrections = body.validated_data["corrections"]
        if request.query_params.get("preview"):
            effects = [effect.as_json() for effect in preview_corrections(version, corrections)]
            return Response(EffectsOut({"effects": effects}).data)
        key, done = correct_key(
            paper_version=version, corrections=corrections, reason=body.validated_data["reason"], by=person_of(request)
        )
        return Response(RescoredOut({"key": key.number, "rescored": len(done)}).data)
