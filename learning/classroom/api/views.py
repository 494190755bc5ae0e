"""Students and teachers of the institute."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.permissions import HasRole
from accounts.access.signin import person_of
from accounts.choices import Role
from accounts.models import User
from learning.classroom import access, queries
from learning.classroom.actions import change_student, change_teacher, engage_teacher, enrol_student
from learning.classroom.api.filters import read_filters
from learning.classroom.api.serializers import (
    FacultyChange,
    FacultySerializer,
    NewFaculty,
    NewStudent,
    StudentChange,
    StudentSerializer,
)
from mathvidya.api.idempotency import idempotent

FILTERS = [
    OpenApiParameter("status", enum=["active", "inactive"]),
    OpenApiParameter("class", str, description="in a programme of this class: X"),
    OpenApiParameter("programme", str, description="code: cbse-10"),
    OpenApiParameter("batch", int),
    OpenApiParameter("search", str, description="part of a name or an address"),
]


@extend_schema(tags=["classroom"])
class StudentList(generics.GenericAPIView[User]):
    """The students one teaches; an administrator's: all."""

    permission_classes = [HasRole.of(Role.TEACHER, Role.COUNSELOR, Role.ADMIN)]
    serializer_class = StudentSerializer
    ordering = ("first_name", "last_name", "id")

    def get_queryset(self) -> QuerySet[User]:
        visible = access.students_visible_to(person_of(self.request))
        return queries.with_places(queries.find_people(visible, **read_filters(self.request)))

    @extend_schema(parameters=FILTERS, responses=StudentSerializer(many=True))
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset()) or []
        queries.attach_programmes(page)
        return self.get_paginated_response(StudentSerializer(page, many=True).data)

    @extend_schema(request=NewStudent, responses={201: StudentSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Make an account without a password; its owner chooses one through a mail."""
        form = NewStudent(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        access.check_may_enrol(person_of(request), form.validated_data["batches"])
        student = enrol_student(by=person_of(request), **form.validated_data)
        return Response(_shown_student(student), status=201)


@extend_schema(tags=["classroom"])
class StudentDetail(generics.GenericAPIView[User]):
    """One student."""

    permission_classes = [HasRole.of(Role.TEACHER, Role.COUNSELOR, Role.ADMIN)]
    serializer_class = StudentSerializer

    @extend_schema(responses=StudentSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(_shown_student(access.get_student(person_of(request), pk)))

    @extend_schema(request=StudentChange, responses=StudentSerializer)
    def put(self, request: Request, pk: int) -> Response:
        student = access.get_student_to_change(person_of(request), pk)
        form = StudentChange(data=request.data, context={"request": request, "student": student})
        form.is_valid(raise_exception=True)
        change_student(student=student, by=person_of(request), **form.validated_data)
        return Response(_shown_student(student))


@extend_schema(tags=["classroom"])
class FacultyList(generics.GenericAPIView[User]):
    """The teachers."""

    permission_classes = [HasRole.of(Role.ADMIN)]
    serializer_class = FacultySerializer
    ordering = ("first_name", "last_name", "id")

    @extend_schema(parameters=[FILTERS[0], FILTERS[-1]], responses=FacultySerializer(many=True))
    def get(self, request: Request) -> Response:
        found = queries.find_people(queries.teachers(), **read_filters(request))
        page = self.paginate_queryset(queries.with_teachings(found))
        return self.get_paginated_response(FacultySerializer(page, many=True).data)

    @extend_schema(request=NewFaculty, responses={201: FacultySerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Make an account without a password; its owner chooses one through a mail."""
        form = NewFaculty(data=request.data)
        form.is_valid(raise_exception=True)
        teacher = engage_teacher(by=person_of(request), **_places(form.validated_data))
        return Response(_shown_teacher(teacher), status=201)


@extend_schema(tags=["classroom"])
class FacultyDetail(generics.GenericAPIView[User]):
    """One teacher."""

    permission_classes = [HasRole.of(Role.ADMIN)]
    serializer_class = FacultySerializer

    @extend_schema(responses=FacultySerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(_shown_teacher(access.get_teacher(pk)))

    @extend_schema(request=FacultyChange, responses=FacultySerializer)
    def put(self, request: Request, pk: int) -> Response:
        teacher = access.get_teacher(pk)
        form = FacultyChange(data=request.data)
        form.is_valid(raise_exception=True)
        change_teacher(teacher=teacher, by=person_of(request), **_places(form.validated_data))
        return Response(_shown_teacher(teacher))


def _shown_student(student: User) -> dict[str, Any]:
    return StudentSerializer(queries.student_with_places(student.pk)).data


def _shown_teacher(teacher: User) -> dict[str, Any]:
    return FacultySerializer(queries.teacher_with_teachings(teacher.pk)).data


def _places(data: dict[str, Any]) -> dict[str, Any]:
    """The body as the actions take it: `teachings` become `places`."""
    facts = {name: value for name, value in data.items() if name != "teachings"}
    if "teachings" in data:
        facts["places"] = [(entry["subject"], entry["batch"]) for entry in data["teachings"]]
    return facts
