"""/guardians: who answers for a child, and what they agreed to."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.guardians import get_link, get_link_to_consent, get_link_to_revoke, links_visible_to
from accounts.access.permissions import IsSignedIn
from accounts.access.signin import person_of
from accounts.actions.consent import LearningNeeded, change_consent
from accounts.actions.guardians import (
    LinkNotOpen,
    NotYours,
    OwnGuardian,
    ReasonNeeded,
    confirm_link,
    invite_guardian,
    request_child,
    revoke_link,
)
from accounts.api.fields import DetailOut, LinkOut, PurposesIn
from accounts.choices import Role
from accounts.models import Guardianship
from accounts.queries.consent import purposes_granted
from mathvidya.api.fields import StrictSerializer
from mathvidya.api.idempotency import idempotent
from mathvidya.api.requests import PlainRequestView
from mathvidya.api.throttles import check_rate
from mathvidya.lib.errors import Forbidden, refuses


class LinkIn(StrictSerializer):
    guardian_email = serializers.EmailField(required=False, help_text="A student names who answers for them")
    child_email = serializers.EmailField(required=False, help_text="A parent asks to be linked")
    relation = serializers.CharField(max_length=30, required=False, default="", allow_blank=True)


# A student sees the link that was made; a parent gets the same words whether there is such a child or not.
LINK_OR_WORDS = PolymorphicProxySerializer("LinkOrWords", [LinkOut, DetailOut], resource_type_field_name=None)


class ConsentOut(serializers.Serializer[Guardianship]):
    purposes = serializers.ListField(child=serializers.CharField())


@extend_schema(tags=["guardians"])
class LinksView(PlainRequestView, ListAPIView[Guardianship]):
    """One's links; a student invites, a parent asks. Neither grants anything before it is confirmed."""

    permission_classes = [IsSignedIn]
    serializer_class = LinkOut

    def get_queryset(self) -> QuerySet[Guardianship]:
        return links_visible_to(person_of(self.request))

    @refuses(OwnGuardian)
    @extend_schema(request=LinkIn, responses={201: LINK_OR_WORDS})
    @idempotent
    def post(self, request: Request) -> Response:
        given = LinkIn(data=request.data)
        given.is_valid(raise_exception=True)
        check_rate(self.http_request, "mail")
        role, facts = person_of(request).role, dict(given.validated_data)
        if role == Role.STUDENT and "guardian_email" in facts:
            link = invite_guardian(
                child=person_of(request), guardian_email=facts["guardian_email"], relation=facts["relation"]
            )
            return Response(LinkOut(link).data, status.HTTP_201_CREATED)
        if role == Role.PARENT and "child_email" in facts:
            request_child(parent=person_of(request), child_email=facts["child_email"], relation=facts["relation"])
            return Response({"detail": _("We have asked. The child or the institute has to confirm.")}, 201)
        raise ValidationError(
            {"guardian_email" if role == Role.STUDENT else "child_email": [_("This field is required.")]}
        )


@extend_schema(tags=["guardians"])
class ConfirmView(APIView):
    """Put a link into force; for a child under 18 the guardian agrees to `purposes` with it."""

    permission_classes = [IsSignedIn]

    @refuses(LearningNeeded, LinkNotOpen, NotYours)
    @extend_schema(request=PurposesIn, responses=LinkOut)
    def post(self, request: Request, pk: str) -> Response:
        link = get_link(person_of(request), pk)
        given = PurposesIn(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(LinkOut(confirm_link(link=link, by=person_of(request), **given.validated_data)).data)


@extend_schema(tags=["guardians"])
class RevokeView(APIView):
    """End a link; what it granted ends at once."""

    permission_classes = [IsSignedIn]

    @refuses(LinkNotOpen, ReasonNeeded, Forbidden)
    @extend_schema(request=PurposesIn, responses=LinkOut)
    def post(self, request: Request, pk: str) -> Response:
        link = get_link_to_revoke(person_of(request), pk)
        given = PurposesIn(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(
            LinkOut(revoke_link(link=link, by=person_of(request), reason=given.validated_data["reason"])).data
        )


@extend_schema(tags=["guardians"])
class ConsentView(APIView):
    """What a guardian agreed to for this child; PUT states the present choice, an empty list withdraws all."""

    permission_classes = [IsSignedIn]

    @extend_schema(responses=ConsentOut)
    def get(self, request: Request, pk: str) -> Response:
        return Response({"purposes": sorted(purposes_granted(get_link(person_of(request), pk).child))})

    @refuses(Forbidden)
    @extend_schema(request=PurposesIn, responses=ConsentOut)
    def put(self, request: Request, pk: str) -> Response:
        link = get_link_to_consent(person_of(request), pk)
        given = PurposesIn(data=request.data)
        given.is_valid(raise_exception=True)
        change_consent(child=link.child, by=person_of(request), purposes=given.validated_data["purposes"], link=link)
        return Response({"purposes": sorted(purposes_granted(link.child))})
