"""/questions/images: pictures for questions, through `mathvidya.uploads`."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.signin import person_of
from mathvidya.api.bodies import FileIn, UploadGrantOut
from mathvidya.api.throttles import scope
from mathvidya.lib.errors import refuses
from mathvidya.lib.images import ImageRefused, ImageTooLarge
from mathvidya.uploads.access import get_own_upload
from mathvidya.uploads.actions.confirming import UploadMissing, UploadRefused
from mathvidya.uploads.actions.granting import BadDeclaration, UploadQuota
from questions.access.authors import AUTHORS
from questions.actions.images import BadImage, grant_image, take_image


class PictureOut(serializers.Serializer[Any]):
    """`markdown` goes into a text of a question, with words between its brackets."""

    sha256 = serializers.CharField()
    markdown = serializers.CharField()


@extend_schema(tags=["bank"])
class QuestionImagesView(APIView):
    """Announce a picture (PNG, JPEG, WebP, at most 3 MB); the answer says where to send its bytes."""

    permission_classes = AUTHORS
    throttle_classes = [scope("upload")]

    @refuses(BadDeclaration, UploadQuota, BadImage)
    @extend_schema(request=FileIn, responses={201: UploadGrantOut})
    def post(self, request: Request) -> Response:
        body = FileIn(data=request.data)
        body.is_valid(raise_exception=True)
        grant = grant_image(by=person_of(request), **body.validated_data)
        return Response(UploadGrantOut(grant.as_json()).data, status=201)


@extend_schema(tags=["bank"])
class QuestionImageDoneView(APIView):
    """The bytes were sent: check them and take the picture into the bank. Asking again answers the same."""

    permission_classes = AUTHORS
    throttle_classes = [scope("upload")]

    @refuses(ImageRefused, ImageTooLarge, UploadMissing, UploadRefused, BadImage)
    @extend_schema(request=None, responses=PictureOut)
    def post(self, request: Request, upload: str) -> Response:
        sha256 = take_image(upload=get_own_upload(person_of(request), upload))
        return Response(PictureOut({"sha256": sha256, "markdown": f"![](image:{sha256})"}).data)
