"""/maths: what we read in a typed answer, and, for those who write questions, how it would be judged."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.permissions import HasRole
from accounts.access.signin import person_of
from accounts.choices import Role
from maths import MOST_LINES
from mathvidya.api.fields import StrictSerializer, fields_of
from mathvidya.api.throttles import scope
from mathvidya.lib.errors import NotFound, refuses
from questions.access.authors import AUTHORS
from questions.api.faults import named_as_sent
from questions.queries.typed_places import places, test_at
from questions.rules.faults import BadSpec
from questions.rules.readings import judged_json, read_json, working_json

LONGEST = 1_000


class TypedAnswerIn(StrictSerializer):
    """With a place (such as `attempt`) and `item`, of a case study also `part`, the text is read in that question's
    notation."""

    text = serializers.CharField(max_length=LONGEST, trim_whitespace=False)
    item = serializers.IntegerField(required=False, min_value=1)
    part = serializers.CharField(required=False, default="", max_length=10, allow_blank=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        ids = {
            name: serializers.IntegerField(required=False, min_value=1, help_text=place.help_text)
            for name, place in places.items()
        }
        return {**super().get_fields(), **ids}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        given = [name for name in places if name in attrs]
        if len(given) != ("item" in attrs):
            missing = "item" if given else next(iter(places))
            raise serializers.ValidationError({missing: [_("A question is named by its attempt and its item.")]})
        return attrs


class TypedProblemOut(serializers.Serializer[Any]):
    """`position` counts characters of `text` from 0."""

    position = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()


class TypedAnswerOut(serializers.Serializer[Any]):
    """`latex` for KaTeX, or null with a `problem`. `is_ambiguous`: elsewhere it may be read otherwise."""

    latex = serializers.CharField(allow_null=True)
    is_ambiguous = serializers.BooleanField()
    problem = TypedProblemOut(allow_null=True)


@extend_schema(tags=["maths"])
class MathsReadView(APIView):
    """How a typed answer is read. It never shows whether the answer is right: of the question it knows only the
    notation.
    """

    permission_classes = [HasRole.of(Role.STUDENT, Role.TEACHER, Role.ADMIN)]
    throttle_classes = [scope("maths")]

    @refuses(NotFound)
    @extend_schema(
        request=TypedAnswerIn,
        responses=TypedAnswerOut,
        examples=[
            OpenApiExample("A mixed number", value={"text": "3 1/2"}, request_only=True),
            OpenApiExample("In the exam room", value={"text": "p(x) + 1", "attempt": 7, "item": 12}, request_only=True),
            OpenApiExample(
                "Read", value={"latex": "3\\tfrac{1}{2}", "is_ambiguous": False, "problem": None}, response_only=True
            ),
        ],
    )
    def post(self, request: Request) -> Response:
        body = TypedAnswerIn(data=request.data)
        body.is_valid(raise_exception=True)
        asked = body.validated_data
        place = next((name for name in places if name in asked), "")
        if not place:
            return Response(read_json(asked["text"]))
        test = test_at(person_of(request), place, asked[place], asked["item"], asked["part"])
        return Response(read_json(asked["text"], test))


class AnswersIn(StrictSerializer):
    """`test` as in a question of the type `expression` (docs/maths.md); `answers` are judged one by one."""

    key = serializers.CharField(max_length=LONGEST)
    test = serializers.DictField()
    answers = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST, allow_blank=True), min_length=1, max_length=20
    )


class CheckedAnswer(TypedAnswerOut):
    """`verdict`: right, partly (right, but not in the form asked for), wrong, undecided or unreadable; `basis`: exact,
    points or algebra."""

    answer = serializers.CharField()
    verdict = serializers.CharField()
    why = serializers.CharField()
    basis = serializers.CharField()


class CheckedAnswersOut(serializers.Serializer[Any]):
    key = TypedAnswerOut()
    answers = CheckedAnswer(many=True)


class LinesIn(StrictSerializer):
    """A working, line by line. Of `test` only what letters mean counts; the first `given` lines are the question's."""

    lines = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST, allow_blank=True, trim_whitespace=False),
        min_length=1,
        max_length=MOST_LINES,
    )
    test = serializers.DictField(required=False, default=dict)
    given = serializers.IntegerField(required=False, default=1, min_value=1, max_value=MOST_LINES)


class CheckedLine(TypedAnswerOut):
    """`follows`: from the lines above; null for given lines, for unreadable ones, and where it cannot be decided."""

    line = serializers.CharField()
    follows = serializers.BooleanField(allow_null=True)
    why = serializers.CharField()


class CheckedLinesOut(serializers.Serializer[Any]):
    """`first_wrong` counts from 0; null where no line was found wrong. `is_judged`: every line could be decided."""

    lines = CheckedLine(many=True)
    first_wrong = serializers.IntegerField(allow_null=True)
    is_judged = serializers.BooleanField()


CHECK_BODY = PolymorphicProxySerializer("CheckBody", [AnswersIn, LinesIn], resource_type_field_name=None)
CHECKED = PolymorphicProxySerializer("Checked", [CheckedAnswersOut, CheckedLinesOut], resource_type_field_name=None)


@extend_schema(tags=["maths"])
class MathsCheckView(APIView):
    """Try answers against a key, or check a working line by line. Nothing is stored."""

    permission_classes = AUTHORS
    throttle_classes = [scope("maths")]

    @refuses(BadSpec)
    @extend_schema(
        request=CHECK_BODY,
        responses=CHECKED,
        examples=[
            OpenApiExample(
                "Expand",
                value={"key": "(x+1)^2", "test": {"test": "equivalent"}, "answers": ["x^2+2x+1", "x^2+1"]},
                request_only=True,
            ),
            OpenApiExample("A working", value={"lines": ["x^2 = 3x", "x = 3"]}, request_only=True),
            OpenApiExample(
                "A lost solution",
                value={
                    "lines": [
                        {
                            "line": "x^2 = 3x", "latex": "x^{2}=3x", "is_ambiguous": False, "problem": None,
                            "follows": None, "why": "This is given.",
                        },
                        {
                            "line": "x = 3", "latex": "x=3", "is_ambiguous": False, "problem": None, "follows": False,
                            "why": "The solution 0 is lost here. Was there a division by something that can be 0?",
                        },
                    ],
                    "first_wrong": 1,
                    "is_judged": True,
                },
                response_only=True,
            ),
        ],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        data = fields_of(request)
        body = LinesIn(data=data) if "lines" in data else AnswersIn(data=data)
        body.is_valid(raise_exception=True)
        check = working_json if "lines" in data else judged_json
        with named_as_sent("test", outside=("key",)):
            return Response(check(**body.validated_data))
