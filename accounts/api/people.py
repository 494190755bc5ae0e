"""/auth/me and what belongs to it."""

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.people import answers_for_oneself, children_of, get_child
from accounts.access.permissions import ConsentPending, HasRole, IsCleared, IsSignedIn
from accounts.access.signin import person_of
from accounts.actions.erasure import GuardianDecides, LastAdministrator, request_erasure
from accounts.actions.people import finish_onboarding, update_person
from accounts.api.fields import ChildChangeIn, PersonChangeIn, PersonOut, StudentPartsIn
from accounts.choices import Role
from accounts.models import User
from accounts.queries.export import build_export
from accounts.queries.student_parts import split_answers
from mathvidya.api.throttles import scope
from mathvidya.lib.errors import refuses


class OnboardingIn(StudentPartsIn):
    school = serializers.CharField(max_length=200, allow_blank=True, required=False, default="")
    subjects = serializers.ListField(
        child=serializers.CharField(max_length=50), max_length=20, required=False, default=list
    )
    goals = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=20, required=False, default=list
    )
    study_preferences = serializers.DictField(
        child=serializers.CharField(max_length=200, allow_blank=True), required=False, default=dict
    )

    def validate_study_preferences(self, value: dict[str, str]) -> dict[str, str]:
        if len(value) > 20 or any(len(key) > 50 for key in value):
            raise serializers.ValidationError("At most 20 preferences with short names.")
        return value


def changed(person: User, request: Request, kind: type[PersonChangeIn]) -> Response:
    """Apply a PUT or PATCH to a person's profile."""
    change = kind(data=request.data, partial=request.method == "PATCH", context={"student": person})
    change.is_valid(raise_exception=True)
    return Response(PersonOut(update_person(person=person, facts=change.validated_data)).data)


def download(person: User) -> FileResponse:
    """Return the person's data as a file."""
    response = FileResponse(build_export(person), as_attachment=True, filename="my-data.zip")
    response["Cache-Control"] = "no-store"
    return response


@extend_schema(tags=["people"])
class MeView(APIView):
    """Oneself."""

    permission_classes = [IsSignedIn]

    @extend_schema(responses=PersonOut)
    def get(self, request: Request) -> Response:
        return Response(PersonOut(person_of(request)).data)

    @refuses(ConsentPending)
    @extend_schema(request=PersonChangeIn, responses=PersonOut)
    def put(self, request: Request) -> Response:
        IsCleared().has_permission(request, self)
        return changed(person_of(request), request, PersonChangeIn)

    @refuses(ConsentPending)
    @extend_schema(request=PersonChangeIn, responses=PersonOut)
    def patch(self, request: Request) -> Response:
        IsCleared().has_permission(request, self)
        return changed(person_of(request), request, PersonChangeIn)

    @refuses(GuardianDecides, LastAdministrator)
    @extend_schema(responses={202: PersonOut})
    def delete(self, request: Request) -> Response:
        """Ask for erasure: every sign-in ends now; signing in again within 30 days takes the request back."""
        person = request_erasure(person=person_of(request), by=person_of(request))
        return Response(PersonOut(person).data, status.HTTP_202_ACCEPTED)


@extend_schema(tags=["people"])
class ExportView(APIView):
    """All that is kept of oneself, as a ZIP of JSON and files."""

    permission_classes = [IsSignedIn]
    throttle_classes = [scope("export")]

    @refuses(GuardianDecides)
    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request) -> FileResponse:
        if not answers_for_oneself(person_of(request)):
            raise GuardianDecides
        return download(person_of(request))


@extend_schema(tags=["people"])
class OnboardingView(APIView):
    """What a student says about themselves at the start."""

    permission_classes = [HasRole.of(Role.STUDENT)]

    @extend_schema(request=OnboardingIn, responses=PersonOut)
    def post(self, request: Request) -> Response:
        given = OnboardingIn(data=request.data, context={"student": person_of(request)})
        given.is_valid(raise_exception=True)
        facts, answers = split_answers(given.validated_data)
        preferences = facts.pop("study_preferences")
        student = finish_onboarding(student=person_of(request), preferences=preferences, answers=answers, **facts)
        return Response(PersonOut(student).data)


@extend_schema(tags=["people"])
class ChildrenView(APIView):
    """The children one answers for."""

    permission_classes = [HasRole.of(Role.PARENT)]

    @extend_schema(responses=PersonOut(many=True))
    def get(self, request: Request) -> Response:
        people = children_of(person_of(request)).select_related("student_profile").order_by("first_name")
        people = people.prefetch_related("authenticator_set")
        return Response(PersonOut(people, many=True).data)


@extend_schema(tags=["people"])
class ChildView(APIView):
    """One child: read, correct, or have erased (after 30 days, unless withdrawn)."""

    permission_classes = [HasRole.of(Role.PARENT)]

    @extend_schema(responses=PersonOut)
    def get(self, request: Request, pk: str) -> Response:
        return Response(PersonOut(get_child(person_of(request), pk)).data)

    @extend_schema(request=ChildChangeIn, responses=PersonOut)
    def patch(self, request: Request, pk: str) -> Response:
        return changed(get_child(person_of(request), pk), request, ChildChangeIn)

    @refuses(GuardianDecides, LastAdministrator)
    @extend_schema(responses={202: PersonOut})
    def delete(self, request: Request, pk: str) -> Response:
        person = request_erasure(person=get_child(person_of(request), pk), by=person_of(request))
        return Response(PersonOut(person).data, status.HTTP_202_ACCEPTED)


@extend_schema(tags=["people"])
class ChildExportView(APIView):
    """All that is kept of one's child."""

    permission_classes = [HasRole.of(Role.PARENT)]
    throttle_classes = [scope("export")]

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: str) -> FileResponse:
        return download(get_child(person_of(request), pk))
