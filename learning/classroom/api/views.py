"""Students and teachers of the institute."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.permissions import HasRole
from accounts.access.signin import person_of
from accounts.actions.guardians import OwnGuardian
from accounts.actions.people import AddressTaken
from accounts.choices import Role
from accounts.models import User
from learning.classroom import access, queries
from learning.classroom.actions import WrongRole, change_student, change_teacher, engage_teacher, enrol_student
from learning.classroom.api.filters import read_filters
from learning.classroom.api.serializers import (
    FacultyChangeIn,
    FacultyOut,
    NewFacultyIn,
    NewStudentIn,
    StudentChangeIn,
    StudentOut,
)
from mathvidya.api.idempotency import idempotent
from mathvidya.lib.errors import refuses

FILTERS = [
    OpenApiParameter("status", enum=["active", "inactive"]),
    OpenApiParameter("class", str, description="in a programme of this class: X"),
    OpenApiParameter("programme", str, description="code: cbse-10"),
    OpenApiParameter("batch", int),
    OpenApiParameter("search", str, description="part of a name or an address"),
]


@extend_schema(tags=["classroom"])
class StudentListView(generics.GenericAPIView[User]):
    """The students one teaches; an administrator's: all."""

    permission_classes = [HasRole.of(Role.TEACHER, Role.COUNSELOR, Role.ADMIN)]
    serializer_class = StudentOut
    ordering = ("first_name", "last_name", "id")

    def get_queryset(self) -> QuerySet[User]:
        visible = access.students_visible_to(person_of(self.request))
        return queries.with_places(queries.find_people(visible, **read_filters(self.request)))

    @extend_schema(parameters=FILTERS, responses=StudentOut(many=True))
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        queries.attach_programmes(page or [])
        return self.get_paginated_response(StudentOut(page, many=True).data)

    @refuses(OwnGuardian, AddressTaken, WrongRole)
    @extend_schema(request=NewStudentIn, responses={201: StudentOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Make an account without a password; its owner chooses one through a mail."""
        form = NewStudentIn(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        access.check_may_enrol(person_of(request), form.validated_data["batches"])
        student = enrol_student(by=person_of(request), **form.validated_data)
        return Response(_shown_student(student), status=201)


@extend_schema(tags=["classroom"])
class StudentDetailView(generics.GenericAPIView[User]):
    """One student."""

    permission_classes = [HasRole.of(Role.TEACHER, Role.COUNSELOR, Role.ADMIN)]
    serializer_class = StudentOut

    @extend_schema(responses=StudentOut)
    def get(self, request: Request, pk: int) -> Response:
        return Response(_shown_student(access.get_student(person_of(request), pk)))

    @refuses(WrongRole)
    @extend_schema(request=StudentChangeIn, responses=StudentOut)
    def put(self, request: Request, pk: int) -> Response:
        student = access.get_student_to_change(person_of(request), pk)
        form = StudentChangeIn(data=request.data, context={"request": request, "student": student})
        form.is_valid(raise_exception=True)
        change_student(student=student, by=person_of(request), **form.validated_data)
        return Response(_shown_student(student))


@extend_schema(tags=["classroom"])
class FacultyListView(generics.GenericAPIView[User]):
    """The teachers."""

    permission_classes = [HasRole.of(Role.ADMIN)]
    serializer_class = FacultyOut
    ordering = ("first_name", "last_name", "id")

    @extend_schema(parameters=[FILTERS[0], FILTERS[-1]], responses=FacultyOut(many=True))
    def get(self, request: Request) -> Response:
        found = queries.find_people(queries.teachers(), **read_filters(request))
        page = self.paginate_queryset(queries.with_teachings(found))
        return self.get_paginated_response(FacultyOut(page, many=True).data)

    @refuses(AddressTaken, WrongRole)
    @extend_schema(request=NewFacultyIn, responses={201: FacultyOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Make an account without a password; its owner chooses one through a mail."""
        form = NewFacultyIn(data=request.data)
        form.is_valid(raise_exception=True)
        teacher = engage_teacher(by=person_of(request), **_places(form.validated_data))
        return Response(_shown_teacher(teacher), status=201)


@extend_schema(tags=["classroom"])
class FacultyDetailView(generics.GenericAPIView[User]):
    """One teacher."""

    permission_classes = [HasRole.of(Role.ADMIN)]
    serializer_class = FacultyOut

    @extend_schema(responses=FacultyOut)
    def get(self, request: Request, pk: int) -> Response:
        return Response(_shown_teacher(access.get_teacher(pk)))

    @refuses(WrongRole)
    @extend_schema(request=FacultyChangeIn, responses=FacultyOut)
    def put(self, request: Request, pk: int) -> Response:
        teacher = access.get_teacher(pk)
        form = FacultyChangeIn(data=request.data)
        form.is_valid(raise_exception=True)
        change_teacher(teacher=teacher, by=person_of(request), **_places(form.validated_data))
        return Response(_shown_teacher(teacher))


def _shown_student(student: User) -> dict[str, Any]:
    return StudentOut(queries.student_with_places(student.pk)).data


def _shown_teacher(teacher: User) -> dict[str, Any]:
    return FacultyOut(queries.teacher_with_teachings(teacher.pk)).data


def _places(data: dict[str, Any]) -> dict[str, Any]:
    """The body as the actions take it: `teachings` become `places`."""
    facts = {name: value for name, value in data.items() if name != "teachings"}
    if "teachings" in data:
        facts["places"] = [(entry["subject"], entry["batch"]) for entry in data["teachings"]]
    return facts
