"""The bank over the API: for teachers of the subject, authors and administrators."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.signin import person_of
from accounts.models import User
from mathvidya.api.fields import fields_of
from mathvidya.api.idempotency import idempotent
from mathvidya.lib.errors import refuses
from mathvidya.lib.images import ImageRefused, ImageTooLarge
from questions.access.authors import AUTHORS
from questions.access.questions import (
    get_question,
    get_subject_to_author,
    may_write_in,
    questions_editable_by,
)
from questions.actions.images import BadImage
from questions.actions.imports import import_document
from questions.actions.question_batches import BankBusy
from questions.actions.questions import (
    QuestionInUse,
    RefTaken,
    create_question,
    delete_question,
    save_question,
    set_status,
)
from questions.api.faults import named_as_sent
from questions.api.serializers import QuestionFiltersIn, QuestionIn, QuestionOut, QuestionVersionOut
from questions.choices import QuestionStatus, QuestionUse
from questions.models import Question
from questions.queries.import_places import BadImport
from questions.queries.questions import BadPlace, export_questions, find_questions, place_of, versions_of
from questions.rules.faults import BadSpec
from questions.rules.imports import MOST
from questions.types import all_types

FILTERS = [
    OpenApiParameter("subject", str, description="code: maths-10"),
    OpenApiParameter("chapter", str),
    OpenApiParameter("topic", str),
    OpenApiParameter("type", enum=[type_.code for type_ in all_types()]),
    OpenApiParameter("difficulty", int),
    OpenApiParameter("status", enum=QuestionStatus.values, description="without it: all but retired ones"),
    OpenApiParameter("use", enum=QuestionUse.values),
    OpenApiParameter("search", str),
]

BESIDE_SPEC = ("type", "marks", "spec")


def _filtered(request: Request) -> QuerySet[Question]:
    form = QuestionFiltersIn(data={name: value for name, value in request.query_params.items() if value})
    form.is_valid(raise_exception=True)
    return find_questions(questions_editable_by(person_of(request)), **form.validated_data)


def _content(user: User, data: dict[str, Any]) -> dict[str, Any]:
    """A body as the actions take it, its codes turned into the subject (which `user` teaches), chapter and topic."""
    subject = get_subject_to_author(user, data["subject"])
    chapter, topic = place_of(subject, chapter=data.get("chapter", ""), topic=data.get("topic", ""))
    plain = {name: data[name] for name in ("type", "marks", "difficulty", "spec", "source")}
    return {"subject": subject, "chapter": chapter, "topic": topic, "use": data.get("use"), **plain}


@extend_schema(tags=["bank"])
class QuestionListView(generics.GenericAPIView[Question]):
    """Questions with their keys."""

    permission_classes = AUTHORS
    serializer_class = QuestionOut

    @extend_schema(parameters=FILTERS, responses=QuestionOut(many=True))
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(_filtered(request))
        return self.get_paginated_response(QuestionOut(page, many=True).data)

    @refuses(BankBusy, RefTaken, BadPlace, BadSpec)
    @extend_schema(request=QuestionIn, responses={201: QuestionOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Write a question; `ref` must be free."""
        body = QuestionIn(data=request.data)
        body.is_valid(raise_exception=True)
        content = _content(person_of(request), body.validated_data)
        with named_as_sent("spec", outside=BESIDE_SPEC):
            question = create_question(ref=body.validated_data["ref"], by=person_of(request), **content)
        return Response(QuestionOut(question).data, status=201)


@extend_schema(tags=["bank"])
class QuestionView(generics.GenericAPIView[Question]):
    """One question: read, correct (a new version where it changed), delete (only when no paper ever held it)."""

    permission_classes = AUTHORS
    serializer_class = QuestionOut

    def get(self, request: Request, pk: int) -> Response:
        return Response(QuestionOut(get_question(person_of(request), pk)).data)

    @refuses(BankBusy, BadPlace, BadSpec)
    @extend_schema(request=QuestionIn, responses=QuestionOut)
    def put(self, request: Request, pk: int) -> Response:
        question = get_question(person_of(request), pk)
        body = QuestionIn(data={**fields_of(request), "ref": question.ref})
        body.is_valid(raise_exception=True)
        content = _content(person_of(request), body.validated_data)
        with named_as_sent("spec", outside=BESIDE_SPEC):
            question = save_question(ref=question.ref, by=person_of(request), **content)
        return Response(QuestionOut(question).data)

    @refuses(QuestionInUse)
    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        question = get_question(person_of(request), pk)
        delete_question(question=question, by=person_of(request))
        return Response(status=204)


@extend_schema(tags=["bank"])
class QuestionVersionsView(generics.GenericAPIView[Question]):
    """All versions of a question, newest first."""

    permission_classes = AUTHORS
    pagination_class = None
    serializer_class = QuestionVersionOut  # type: ignore[assignment]  # the view is found by its question

    @extend_schema(responses=QuestionVersionOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        versions = versions_of(get_question(person_of(request), pk))
        return Response(QuestionVersionOut(versions, many=True).data)


@extend_schema(tags=["bank"])
class QuestionRetireView(generics.GenericAPIView[Question]):
    """Take a question out of the bank; papers that hold it stay as they are."""

    permission_classes = AUTHORS
    serializer_class = QuestionOut
    status: ClassVar[str] = QuestionStatus.RETIRED

    @extend_schema(request=None, responses=QuestionOut)
    def post(self, request: Request, pk: int) -> Response:
        question = get_question(person_of(request), pk)
        set_status(question=question, status=self.status, by=person_of(request))
        return Response(QuestionOut(get_question(person_of(request), pk)).data)


@extend_schema(tags=["bank"])
class QuestionRestore(QuestionRetireView):
    """Put a retired or a draft question into the bank."""

    status: ClassVar[str] = QuestionStatus.ACTIVE


@extend_schema(tags=["bank"])
class QuestionExportView(generics.GenericAPIView[Question]):
    """The filtered questions (at most 5,000) as a document that can be imported again."""

    permission_classes = AUTHORS
    pagination_class = None

    @extend_schema(
        parameters=FILTERS,
        responses=inline_serializer("QuestionDocument", {"questions": serializers.ListField(child=QuestionIn())}),
    )
    def get(self, request: Request) -> Response:
        return Response(export_questions(_filtered(request), most=MOST))


@extend_schema(tags=["bank"])
class QuestionImportView(generics.GenericAPIView[Question]):
    """Import a document of questions and papers; `dry_run=true` only reports what would happen."""

    permission_classes = AUTHORS

    @refuses(ImageRefused, ImageTooLarge, BadImage, BankBusy, BadImport)
    @extend_schema(
        parameters=[
            OpenApiParameter("dry_run", bool),
            OpenApiParameter("all_or_nothing", bool, description="one refusal, and nothing is kept"),
        ],
        request=inline_serializer(
            "ImportDocument",
            {"questions": serializers.ListField(required=False), "papers": serializers.ListField(required=False)},
        ),
        responses=inline_serializer(
            "ImportReport",
            {
                "dry_run": serializers.BooleanField(),
                "is_kept": serializers.BooleanField(),
                "totals": serializers.DictField(),
                "lines": serializers.ListField(child=serializers.DictField()),
            },
        ),
    )
    @idempotent
    def post(self, request: Request) -> Response:
        if not isinstance(request.data, dict):
            raise BadImport
        report = import_document(
            document=request.data,
            images={},
            by=person_of(request),
            dry_run=request.query_params.get("dry_run") == "true",
            is_whole=request.query_params.get("all_or_nothing") == "true",
            may_write=may_write_in(person_of(request)),
        )
        return Response(report.as_dict())
