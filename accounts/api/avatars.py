"""/users/me/avatar: a photo, through `mathvidya.uploads`."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.signin import person_of
from accounts.actions.avatars import AVATAR, set_avatar
from accounts.api.fields import PersonOut
from mathvidya.api.fields import StrictSerializer
from mathvidya.api.throttles import scope
from mathvidya.uploads.access import get_own_upload
from mathvidya.uploads.actions import grant_upload


class AvatarIn(StrictSerializer):
    filename = serializers.CharField(max_length=200)
    content_type = serializers.CharField(max_length=100)
    size = serializers.IntegerField(min_value=1)
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")


@extend_schema(tags=["people"])
class AvatarView(APIView):
    """Ask for an upload address for a new photo; DELETE takes the present one away."""

    throttle_classes = [scope("upload")]

    @extend_schema(request=AvatarIn, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request) -> Response:
        given = AvatarIn(data=request.data)
        given.is_valid(raise_exception=True)
        grant = grant_upload(owner=person_of(request), purpose=AVATAR, **given.validated_data)
        body = {"upload_id": grant.upload.pk, "url": grant.url, "method": grant.method, "fields": grant.fields}
        return Response(body | {"headers": grant.headers, "expires_at": grant.expires_at}, status.HTTP_201_CREATED)

    @extend_schema(responses={200: PersonOut})
    def delete(self, request: Request) -> Response:
        return Response(PersonOut(set_avatar(person=person_of(request), upload=None)).data)


@extend_schema(tags=["people"])
class AvatarDoneView(APIView):
    """The photo is uploaded: check it and show it."""

    @extend_schema(request=None, responses=PersonOut)
    def post(self, request: Request, upload: str) -> Response:
        photo = get_own_upload(person_of(request), upload)
        return Response(PersonOut(set_avatar(person=person_of(request), upload=photo)).data)
