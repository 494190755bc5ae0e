"""/maths: what we read in a typed answer, and, for those who write questions, how it would be judged."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.permissions import HasRole
from accounts.choices import Role
from exams.api.questions import AUTHORS
from exams.rules.readings import judged_json, read_json
from mathvidya.api.fields import StrictSerializer
from mathvidya.api.throttles import scope

LONGEST = 1_000


class ReadBody(StrictSerializer):
    text = serializers.CharField(max_length=LONGEST, trim_whitespace=False)


class ReadProblem(serializers.Serializer[Any]):
    """`position` counts characters of `text` from 0."""

    position = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ReadAnswer(serializers.Serializer[Any]):
    """`latex` for KaTeX, or null with a `problem`. `is_ambiguous`: elsewhere it may be read otherwise."""

    latex = serializers.CharField(allow_null=True)
    is_ambiguous = serializers.BooleanField()
    problem = ReadProblem(allow_null=True)


@extend_schema(tags=["maths"])
class MathsRead(APIView):
    """How a typed answer is read. It never tells right from wrong: it does not know the question."""

    permission_classes = [HasRole.of(Role.STUDENT, Role.TEACHER, Role.ADMIN)]
    throttle_classes = [scope("maths")]

    @extend_schema(
        request=ReadBody,
        responses=ReadAnswer,
        examples=[
            OpenApiExample("A mixed number", value={"text": "3 1/2"}, request_only=True),
            OpenApiExample(
                "Read", value={"latex": "3\\tfrac{1}{2}", "is_ambiguous": False, "problem": None}, response_only=True
            ),
        ],
    )
    def post(self, request: Request) -> Response:
        body = ReadBody(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(read_json(body.validated_data["text"]))


class CheckBody(StrictSerializer):
    """`test` as in a question of the type `expression` (docs/maths.md); `answers` are judged one by one."""

    key = serializers.CharField(max_length=LONGEST)
    test = serializers.DictField()
    answers = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST, allow_blank=True), min_length=1, max_length=20
    )


class CheckedAnswer(ReadAnswer):
    """`verdict`: right, partly (right, but not in the form asked for), wrong, undecided or unreadable; `basis`: exact,
    points or algebra."""

    answer = serializers.CharField()
    verdict = serializers.CharField()
    why = serializers.CharField()
    basis = serializers.CharField()


class Checked(serializers.Serializer[Any]):
    key = ReadAnswer()
    answers = CheckedAnswer(many=True)


@extend_schema(tags=["maths"])
class MathsCheck(APIView):
    """Try answers against a key. Nothing is stored."""

    permission_classes = AUTHORS
    throttle_classes = [scope("maths")]

    @extend_schema(
        request=CheckBody,
        responses=Checked,
        examples=[
            OpenApiExample(
                "Expand",
                value={"key": "(x+1)^2", "test": {"kind": "equivalent"}, "answers": ["x^2+2x+1", "x^2+1"]},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        body = CheckBody(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(judged_json(**body.validated_data))
