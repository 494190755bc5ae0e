"""Verdicts on typed answers that are already decided."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from questions.choices import CaseSource
from questions.models import AnswerCase
from questions.rules.cases import NONE, Case, Cases, Place, answer_digest
from questions.types import ItemContent, typed_answers


def cases_for(items: Iterable[ItemContent], answers: Mapping[int, dict[str, Any]]) -> Cases:
    """Return the cases that match these answers ({item id: answer}) to typed `items`. One query, or none."""
    versions: set[int] = set()
    digests: set[str] = set()
    for item in items:
        for _part, _spec, text in typed_answers(item, answers.get(item.id)):
            versions.add(item.question_version_id)
            digests.add(answer_digest(text))
    if not digests:
        return NONE
    return _by_place(AnswerCase.objects.filter(question_version__in=versions, answer_digest__in=digests))


def cases_of(items: Iterable[ItemContent]) -> Cases:
    """Return all cases of typed `items`, to score many attempts. One query, and none without items."""
    versions = {item.question_version_id for item in items}
    return _by_place(AnswerCase.objects.filter(question_version__in=versions)) if versions else NONE


def _by_place(rows: QuerySet[AnswerCase]) -> Cases:
    found: dict[Place, tuple[Case, ...]] = {}
    for row in rows.order_by("pk"):
        place = (row.question_version_id, row.part, row.answer_digest)
        found[place] = (*found.get(place, ()), _case(row))
    return found


def _case(row: AnswerCase) -> Case:
    return Case(row.verdict, row.key_digest, row.source != CaseSource.ALGEBRA, row.note)
