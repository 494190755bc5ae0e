"""/users/me/avatar: a photo, through `mathvidya.uploads`."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.signin import person_of
from accounts.actions.avatars import AVATAR, NotAPhoto, set_avatar
from accounts.api.fields import PersonOut
from mathvidya.api.bodies import FileIn, UploadGrantOut
from mathvidya.api.throttles import scope
from mathvidya.lib.errors import refuses
from mathvidya.uploads.access import get_own_upload
from mathvidya.uploads.actions import grant_upload
from mathvidya.uploads.actions.confirming import UploadMissing, UploadRefused
from mathvidya.uploads.actions.granting import BadDeclaration, UploadQuota


@extend_schema(tags=["people"])
class AvatarView(APIView):
    """Ask for an upload address for a new photo; DELETE takes the present one away."""

    throttle_classes = [scope("upload")]

    @refuses(BadDeclaration, UploadQuota)
    @extend_schema(request=FileIn, responses={201: UploadGrantOut})
    def post(self, request: Request) -> Response:
        given = FileIn(data=request.data)
        given.is_valid(raise_exception=True)
        grant = grant_upload(owner=person_of(request), purpose=AVATAR, **given.validated_data)
        return Response(UploadGrantOut(grant.as_json()).data, status.HTTP_201_CREATED)

    @refuses(NotAPhoto, UploadMissing, UploadRefused)
    @extend_schema(responses={200: PersonOut})
    def delete(self, request: Request) -> Response:
        return Response(PersonOut(set_avatar(person=person_of(request), upload=None)).data)


@extend_schema(tags=["people"])
class AvatarDoneView(APIView):
    """The photo is uploaded: check it and show it."""

    @refuses(NotAPhoto, UploadMissing, UploadRefused)
    @extend_schema(request=None, responses=PersonOut)
    def post(self, request: Request, upload: str) -> Response:
        photo = get_own_upload(person_of(request), upload)
        return Response(PersonOut(set_avatar(person=person_of(request), upload=photo)).data)
