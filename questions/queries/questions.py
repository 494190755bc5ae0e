"""Reading the bank: filters, search, history, export."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.curriculum.models import Chapter, Subject, Topic
from mathvidya.lib.decimals import as_marks
from mathvidya.lib.errors import DomainError, NotFound
from questions.choices import QuestionStatus
from questions.models import Question, QuestionImage, QuestionVersion
from questions.rules.spec_lines import Change, changes_between


def find_questions(
    questions: QuerySet[Question],
    *,
    subject: str = "",
    chapter: str = "",
    topic: str = "",
    type: str = "",
    difficulty: int | None = None,
    status: str = "",
    use: str = "",
    marks: str = "",
    search: str = "",
) -> QuerySet[Question]:
    """Return those of `questions` that fit the filters, newest first, with what a list shows.

    Without a status, retired ones are left out.
    """
    exact: dict[str, Any] = {
        "subject__code": subject,
        "chapter__code": chapter,
        "topic__code": topic,
        "current__type": type,
        "current__difficulty": difficulty,
        "current__marks": marks or None,
        "status": status,
        "use": use,
    }
    questions = questions.filter(**{name: value for name, value in exact.items() if value not in ("", None)})
    if not status:
        questions = questions.exclude(status=QuestionStatus.RETIRED)
    for word in search.split()[:6]:
        questions = questions.filter(Q(ref__icontains=word) | Q(current__text__icontains=word))
    return questions.select_related("subject", "chapter", "topic", "current").order_by("-pk")


def versions_of(question: Question) -> list[QuestionVersion]:
    """Return all versions, newest first, with who made them."""
    return list(question.versions.select_related("created_by").order_by("-number"))


def as_document(question: Question) -> dict[str, Any]:
    """Return a question as docs/question-format.md writes it, which an import reads again."""
    version = question.current
    if version is None:
        raise ValueError(f"{question.ref} has no version")
    return {
        "ref": question.ref,
        "subject": question.subject.code,
        **({"chapter": question.chapter.code} if question.chapter else {}),
        **({"topic": question.topic.code} if question.topic else {}),
        "type": version.type,
        "marks": as_marks(version.marks),
        "difficulty": version.difficulty,
        "source": question.source,
        "use": question.use,
        "spec": version.spec,
    }


def export_questions(questions: QuerySet[Question], *, most: int) -> dict[str, Any]:
    """Return at most so many questions as a document; one query."""
    rows = questions.exclude(current=None).select_related("subject", "chapter", "topic", "current")[:most]
    return {"questions": [as_document(question) for question in rows]}


class BadPlace(DomainError):
    code = "bad_place_in_syllabus"
    status = 400
    detail = gettext_lazy("The chapter or topic belongs to another subject or chapter.")


def place_of(subject: Subject, *, chapter: str, topic: str) -> tuple[Chapter | None, Topic | None]:
    """Return chapter and topic by their codes, empty ones as None. Raises BadPlace (400)."""
    found = Chapter.objects.filter(code=chapter, unit__subject=subject).select_related("unit").first()
    if chapter and found is None:
        raise BadPlace(fields={"chapter": [_("This subject has no such chapter.")]})
    narrow = Topic.objects.filter(code=topic, chapter=found).first() if found else None
    if topic and narrow is None:
        raise BadPlace(fields={"topic": [_("This chapter has no such topic.")]})
    return found, narrow


def suggest_ref(subject: Subject) -> str:
    """Return a free reference for a new question of `subject`: maths-10-q-7f3a91."""
    while Question.objects.filter(ref=(ref := f"{subject.code}-q-{secrets.token_hex(3)}")).exists():
        continue
    return ref


@dataclass(frozen=True)
class Step:
    """One version and what it changed against the one before."""

    version: QuestionVersion
    changes: list[Change]
    is_current: bool


def history_of(question: Question) -> list[Step]:
    """Return versions, newest first, each with its difference from the one before it."""
    versions = versions_of(question)
    return [
        Step(
            version, changes_between(_whole(older), _whole(version)) if older else [], version.pk == question.current_id
        )
        for version, older in zip(versions, [*versions[1:], None], strict=True)
    ]


def _whole(version: QuestionVersion) -> dict[str, Any]:
    return {"type": version.type, "marks": as_marks(version.marks), **version.spec}


def get_image(sha256: str) -> QuestionImage:
    """Return the picture with this hash. Raises NotFound (404)."""
    image = QuestionImage.objects.filter(sha256=sha256).first()
    if image is None:
        raise NotFound
    return image
