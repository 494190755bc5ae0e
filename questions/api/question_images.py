"""/questions/images: pictures for questions, through `mathvidya.uploads`."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.signin import person_of
from mathvidya.api.fields import StrictSerializer
from mathvidya.api.throttles import scope
from mathvidya.uploads.access import get_own_upload
from questions.access.authors import AUTHORS
from questions.actions.images import grant_image, take_image


class PictureIn(StrictSerializer):
    filename = serializers.CharField(max_length=200)
    content_type = serializers.CharField(max_length=100)
    size = serializers.IntegerField(min_value=1)
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")


class PictureGrantOut(serializers.Serializer[Any]):
    """Where to send the bytes: `method` to `url`, with `headers`, or as a form with `fields` before the file."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    method = serializers.CharField()
    fields = serializers.DictField()  # type: ignore[assignment]
    headers = serializers.DictField()
    expires_at = serializers.DateTimeField()


class PictureOut(serializers.Serializer[Any]):
    """`markdown` goes into a text of a question, with words between its brackets."""

    sha256 = serializers.CharField()
    markdown = serializers.CharField()


@extend_schema(tags=["bank"])
class QuestionImagesView(APIView):
    """Announce a picture (PNG, JPEG, WebP, at most 3 MB); the answer says where to send its bytes."""

    permission_classes = AUTHORS
    throttle_classes = [scope("upload")]

    @extend_schema(request=PictureIn, responses={201: PictureGrantOut})
    def post(self, request: Request) -> Response:
        body = PictureIn(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(grant_image(by=person_of(request), **body.validated_data).as_json(), status=201)


@extend_schema(tags=["bank"])
class QuestionImageDoneView(APIView):
    """The bytes were sent: check them and take the picture into the bank. Asking again answers the same."""

    permission_classes = AUTHORS
    throttle_classes = [scope("upload")]

    @extend_schema(request=None, responses=PictureOut)
    def post(self, request: Request, upload: str) -> Response:
        sha256 = take_image(upload=get_own_upload(person_of(request), upload))
        return Response({"sha256": sha256, "markdown": f"![](image:{sha256})"})
