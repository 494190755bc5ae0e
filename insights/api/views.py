"""Home screens and progress for the app."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.signin import person_of
from exams.access.attempts import attempts_visible_to
from exams.models import Attempt
from insights.access import get_student
from insights.api.serializers import (
    AnalyticsOut,
    AttemptCardOut,
    ProgressOut,
)
from insights.queries.progress import get_progress
from mathvidya.lib.errors import NotFound, refuses

STUDENT = OpenApiParameter(
    "student", int, description="Which child; a student, or the parent of one child, may leave it out"
)


def _asked_student(request: Request) -> int | None:
    """The id in ?student=; None where absent. What is no number names nobody."""
    text = request.query_params.get("student")
    return None if text is None else int(text) if text.isdecimal() and len(text) < 18 else 0


@refuses(NotFound)
class OwnProgressView(APIView):
    """Marks by chapter, own or a linked child's."""

    @extend_schema(responses=ProgressOut, parameters=[STUDENT])
    def get(self, request: Request) -> Response:
        student = get_student(person_of(request), _asked_student(request))
        return Response(ProgressOut(get_progress(student.pk)).data)


@refuses(NotFound)
class OwnAnalyticsView(APIView):
    """Progress with its results one by one, own or a linked child's."""

    @extend_schema(responses=AnalyticsOut, parameters=[STUDENT])
    def get(self, request: Request) -> Response:
        student = get_student(person_of(request), _asked_student(request))
        return Response(AnalyticsOut(get_progress(student.pk)).data)


@refuses(NotFound)
@extend_schema(parameters=[STUDENT])
class OwnAttemptsView(ListAPIView[Attempt]):
    """Attempts, newest first, own or a linked child's."""

    serializer_class = AttemptCardOut

    def get_queryset(self) -> QuerySet[Attempt]:
        student = get_student(person_of(self.request), _asked_student(self.request))
        return attempts_visible_to(person_of(self.request)).filter(student=student)


class StudentProgressView(APIView):
    """A student's progress, for teachers, guardians and administrators."""

    @extend_schema(responses=ProgressOut)
    def get(self, request: Request, pk: int) -> Response:
        student = get_student(person_of(request), pk)
        return Response(ProgressOut(get_progress(student.pk)).data)
