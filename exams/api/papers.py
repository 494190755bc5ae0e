"""Papers over the API: for teachers of the subject, authors and administrators."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.signin import person_of
from accounts.models import User
from exams.access.papers import get_paper, get_paper_version, papers_editable_by
from exams.actions.papers import (
    AlreadyFrozen,
    ItemDraft,
    PaperIncomplete,
    PaperInUse,
    PaperRefTaken,
    create_paper,
    delete_paper,
    draw_paper,
    freeze_paper,
    start_new_version,
    update_draft,
)
from exams.api.paper_serializers import (
    DrawIn,
    PaperContentOut,
    PaperIn,
    PaperOut,
    PaperVersionOut,
)
from exams.models import Paper, PaperVersion
from exams.queries.papers import find_papers, items_of, paper_document, repeated_labels, what_is_missing
from exams.rules.blueprints import BankTooSmall, UnknownBlueprint
from mathvidya.api.fields import fields_of
from mathvidya.api.idempotency import idempotent
from mathvidya.lib.errors import Forbidden, refuses
from questions.access.authors import AUTHORS
from questions.access.questions import NotInBank, current_versions, get_subject_to_author


def _shown(version: PaperVersion) -> dict[str, Any]:
    items = items_of(version)
    context = {"items": items, "missing": what_is_missing(version, items), "repeated": repeated_labels(version)}
    return PaperContentOut(version, context=context).data


def _content(user: User, data: dict[str, Any]) -> dict[str, Any]:
    """Sections and items as the actions take them; every question one that `user` may read."""
    refs = [item["question"] for section in data["sections"] for item in section["items"]]
    versions = current_versions(user, refs)
    return {
        "title": data["title"],
        "duration_minutes": data["duration_minutes"],
        "instructions": data["instructions"],
        "sections": [
            {
                "key": section["key"],
                "title": section["title"],
                "instructions": section["instructions"],
                "groups": [dict(group) for group in section["groups"]],
            }
            for section in data["sections"]
        ],
        "items": [
            ItemDraft(
                question_version=versions[item["question"]],
                section=section["key"],
                **{name: item[name] for name in ("label", "marks", "negative_marks", "group")},
            )
            for section in data["sections"]
            for item in section["items"]
        ],
    }


class _PapersView(generics.GenericAPIView[Paper]):
    permission_classes = AUTHORS
    serializer_class = PaperContentOut  # type: ignore[assignment]  # a paper is shown by one of its versions


@extend_schema(tags=["papers"])
class PaperListView(_PapersView):
    """Papers with their versions."""

    @extend_schema(
        parameters=[OpenApiParameter("subject", str), OpenApiParameter("search", str)],
        responses=PaperOut(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = {name: request.query_params.get(name, "")[:200] for name in ("subject", "search")}
        page = self.paginate_queryset(find_papers(papers_editable_by(person_of(request)), **asked))
        return self.get_paginated_response(PaperOut(page, many=True).data)

    @refuses(AlreadyFrozen, PaperRefTaken, Forbidden, NotInBank)
    @extend_schema(request=PaperIn, responses={201: PaperContentOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Create a paper and its draft; `sections` may stay empty at first."""
        body = PaperIn(data=request.data)
        body.is_valid(raise_exception=True)
        subject = get_subject_to_author(person_of(request), body.validated_data["subject"])
        content = _content(person_of(request), body.validated_data)
        version = create_paper(ref=body.validated_data["ref"], subject=subject, by=person_of(request), **content)
        return Response(_shown(version), status=201)


@extend_schema(tags=["papers"])
class PaperView(_PapersView):
    """The newest version of a paper; PUT replaces its draft, DELETE goes while no exam uses it."""

    @extend_schema(parameters=[OpenApiParameter("version", int)])
    def get(self, request: Request, pk: int) -> Response:
        number = request.query_params.get("version", "")
        asked = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else None
        return Response(_shown(get_paper_version(person_of(request), pk, asked)))

    @refuses(AlreadyFrozen, NotInBank)
    @extend_schema(request=PaperIn, responses=PaperContentOut)
    def put(self, request: Request, pk: int) -> Response:
        version = get_paper_version(person_of(request), pk)
        fixed = {"ref": version.paper.ref, "subject": version.paper.subject.code}
        body = PaperIn(data={**fields_of(request), **fixed})
        body.is_valid(raise_exception=True)
        content = _content(person_of(request), body.validated_data)
        return Response(_shown(update_draft(version=version, **content)))

    @refuses(PaperInUse)
    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        delete_paper(paper=get_paper(person_of(request), pk), by=person_of(request))
        return Response(status=204)


@extend_schema(tags=["papers"])
class PaperVersionsView(_PapersView):
    """The versions of a paper; POST begins a draft from the newest (or returns the draft there is)."""

    pagination_class = None

    @extend_schema(responses=PaperVersionOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        versions = get_paper(person_of(request), pk).versions.all()
        return Response(PaperVersionOut(versions, many=True).data)

    @refuses(AlreadyFrozen)
    @extend_schema(request=None, responses={201: PaperContentOut})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        version = start_new_version(paper=get_paper(person_of(request), pk), by=person_of(request))
        return Response(_shown(version), status=201)


@extend_schema(tags=["papers"])
class PaperFreezeView(_PapersView):
    """Close the draft for good; 409 `paper_incomplete` lists what is `missing`."""

    @refuses(AlreadyFrozen, PaperIncomplete)
    @extend_schema(request=None, responses=PaperContentOut)
    def post(self, request: Request, pk: int) -> Response:
        version = get_paper_version(person_of(request), pk)
        return Response(_shown(freeze_paper(version=version, by=person_of(request))))


@extend_schema(tags=["papers"])
class PaperDrawView(_PapersView):
    """Draw a draft paper from the bank; 409 `bank_too_small` names every shortage."""

    @refuses(AlreadyFrozen, PaperRefTaken, BankTooSmall, UnknownBlueprint, Forbidden)
    @extend_schema(request=DrawIn, responses={201: PaperContentOut})
    @idempotent
    def post(self, request: Request) -> Response:
        body = DrawIn(data=request.data)
        body.is_valid(raise_exception=True)
        subject = get_subject_to_author(person_of(request), body.validated_data["subject"])
        asked = {name: body.validated_data[name] for name in ("blueprint", "seed", "title", "exclude_used")}
        return Response(_shown(draw_paper(subject=subject, by=person_of(request), **asked)), status=201)


@extend_schema(tags=["papers"])
class PaperExportView(_PapersView):
    """The newest version with its questions, as a document that an import takes again."""

    @extend_schema(
        responses=inline_serializer(
            "PaperDocument", {"questions": serializers.ListField(), "papers": serializers.ListField()}
        )
    )
    def get(self, request: Request, pk: int) -> Response:
        return Response(paper_document(get_paper_version(person_of(request), pk)))
