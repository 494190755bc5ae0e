"""Verdicts on typed answers that stand already."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from exams.choices import CaseSource
from exams.models import AnswerCase
from exams.rules.cases import NONE, Case, Cases, Place, answer_digest, key_digest, typed_answers
from exams.rules.content import PaperContent

__all__ = ["answer_digest", "cases_for", "cases_of_paper", "key_digest", "typed_answers"]


def cases_for(content: PaperContent, answers: Mapping[int, dict[str, Any]]) -> Cases:
    """The cases that these answers ({item id: answer}) meet. One query, and none for a paper without typed maths."""
    if not content.has_typed:
        return NONE
    versions: set[int] = set()
    digests: set[str] = set()
    for item in content.items.values():
        for _part, _spec, text in typed_answers(item, answers.get(item.id)):
            versions.add(item.question_version_id)
            digests.add(answer_digest(text))
    if not digests:
        return NONE
    return _by_place(AnswerCase.objects.filter(question_version__in=versions, answer_digest__in=digests))


def cases_of_paper(content: PaperContent) -> Cases:
    """All cases of a paper's questions, to score many sittings. One query, and none for a paper without typed maths."""
    if not content.has_typed:
        return NONE
    versions = {item.question_version_id for item in content.items.values()}
    return _by_place(AnswerCase.objects.filter(question_version__in=versions))


def _by_place(rows: QuerySet[AnswerCase]) -> Cases:
    found: dict[Place, tuple[Case, ...]] = {}
    for row in rows.order_by("pk"):
        place = (row.question_version_id, row.part, row.answer_digest)
        found[place] = (*found.get(place, ()), _case(row))
    return found


def _case(row: AnswerCase) -> Case:
    return Case(row.verdict, row.key_digest, row.source != CaseSource.ALGEBRA, row.note)
