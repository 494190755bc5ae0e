"""Reading papers: items with their questions, and the plain facts that the rules judge."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from exams.models import Paper, PaperItem, PaperVersion
from exams.rules.blueprints import Candidate
from exams.rules.papers import Item, faults, section_totals
from learning.curriculum.models import Subject
from mathvidya.lib.decimals import as_marks
from questions.choices import QuestionStatus, QuestionUse
from questions.models import Question
from questions.queries.questions import as_document
from questions.types import draw_values, instantiate, is_parametric


def items_of(version: PaperVersion) -> list[PaperItem]:
    """Return the items in order, each with its question version and question; one query."""
    return list(
        version.items.select_related(
            "question_version__question__subject",
            "question_version__question__chapter",
            "question_version__question__topic",
        ).order_by("position")
    )


def facts_of(items: list[PaperItem]) -> list[Item]:
    """Return `items` as the pure rules take them."""
    return [
        Item(
            label=item.label,
            section=item.section,
            group=item.group,
            marks=item.marks,
            negative_marks=item.negative_marks,
            question_id=item.question_version.question_id,
            type=item.question_version.type,
            question_marks=item.question_version.marks,
            content_hash=item.question_version.content_hash,
            is_retired=item.question_version.question.status == QuestionStatus.RETIRED,
            is_for_practice=item.question_version.question.use == QuestionUse.PRACTICE,
        )
        for item in items
    ]


def _on_frozen_papers(subject: Subject) -> QuerySet[PaperItem]:
    return PaperItem.objects.filter(paper_version__paper__subject=subject, paper_version__frozen_at__isnull=False)


def repeated_labels(version: PaperVersion) -> list[str]:
    """Return labels of the items whose question is also on another frozen paper of the subject, in order."""
    others = _on_frozen_papers(version.paper.subject).exclude(paper_version__paper=version.paper_id)
    repeated = version.items.filter(question_version__question__in=others.values("question_version__question"))
    return list(repeated.order_by("position").values_list("label", flat=True))


def bank_candidates(subject: Subject) -> list[Candidate]:
    """Return the questions of `subject` that a blueprint may draw: no drafts, retired or practice ones. Two queries."""
    used = set(_on_frozen_papers(subject).values_list("question_version__question_id", flat=True))
    rows = (
        Question.objects.filter(subject=subject, status=QuestionStatus.ACTIVE)
        .exclude(current=None)
        .exclude(use=QuestionUse.PRACTICE)
        .select_related("current", "chapter")
        .order_by("pk")
    )
    return [
        Candidate(
            version_id=question.current.pk,
            question_id=question.pk,
            type=question.current.type,
            marks=question.current.marks,
            unit=question.chapter.unit_id if question.chapter else None,
            difficulty=question.current.difficulty,
            has_choice=any(part.get("choice") for part in question.current.spec.get("parts", [])),
            is_used=question.pk in used,
        )
        for question in rows
        if question.current is not None
    ]


def unit_weights(subject: Subject) -> dict[int, int]:
    """Return marks of each unit in the board's paper, by its id; empty for a subject without such a paper."""
    return {unit.pk: unit.marks for unit in subject.units.all() if unit.marks is not None}


def find_papers(papers: QuerySet[Paper], *, subject: str = "", search: str = "") -> QuerySet[Paper]:
    """Return those of `papers` that fit the filters, newest first, with their versions; two queries."""
    if subject:
        papers = papers.filter(subject__code=subject)
    for word in search.split()[:6]:
        papers = papers.filter(Q(title__icontains=word) | Q(ref__icontains=word))
    versions = PaperVersion.objects.annotate(item_count=Count("items")).order_by("-number")
    return papers.select_related("subject").prefetch_related(Prefetch("versions", queryset=versions)).order_by("-pk")


def paper_document(version: PaperVersion) -> dict[str, Any]:
    """Return one version of a paper with its questions, as docs/question-format.md writes them."""
    items = items_of(version)
    return {
        "questions": [_pinned(item) for item in items],
        "papers": [
            {
                "ref": version.paper.ref,
                "title": version.paper.title,
                "subject": version.paper.subject.code,
                "duration_minutes": version.duration_minutes,
                "instructions": version.instructions,
                "sections": [
                    {**section, "items": [_item(item) for item in items if item.section == section["key"]]}
                    for section in version.sections
                ],
            }
        ],
    }


def _item(item: PaperItem) -> dict[str, str]:
    return {
        "question": item.question_version.question.ref,
        "label": item.label,
        "marks": as_marks(item.marks),
        "negative_marks": as_marks(item.negative_marks),
        "group": item.group,
    }


def _pinned(item: PaperItem) -> dict[str, Any]:
    """The question as this paper holds it, which may be older than the bank's."""
    question = item.question_version.question
    question.current = item.question_version
    return as_document(question)


def what_is_missing(version: PaperVersion, items: list[PaperItem]) -> list[str]:
    """Return what must be done before a draft can be frozen; nothing for a frozen version."""
    if version.frozen_at is not None:
        return []
    return faults(version.sections, facts_of(items), version.duration_minutes)


@dataclass(frozen=True)
class Place:
    """An item on a sheet or a board. `is_alternative`: printed after an "OR"."""

    item: PaperItem
    is_alternative: bool
    can_join: bool

    @property
    def number(self) -> str:
        """Return the number to print: "22 (a)" is printed as 22. once, then (a) and (b)."""
        return "" if self.is_alternative else self.item.label.partition(" ")[0]

    @property
    def letter(self) -> str:
        return self.item.label.partition(" ")[2]

    @property
    def spec(self) -> dict[str, Any]:
        """Return the question as printed: a parametric one with the values of one draw, the same in the key as on the
        paper.
        """
        spec: dict[str, Any] = self.item.question_version.spec
        return instantiate(spec, draw_values(spec, f"print:{self.item.pk}")) if is_parametric(spec) else spec


@dataclass(frozen=True)
class Part:
    """A section as it is printed. `pick`: any so many of its questions count; None: all."""

    key: str
    title: str
    instructions: str
    total: Decimal
    pick: int | None
    places: list[Place]


def paper_sheet(version: PaperVersion) -> list[Part]:
    """Return the sections of a version in order, with their items; one query."""
    items = items_of(version)
    totals = section_totals(version.sections, facts_of(items))
    return [_part(section, items, totals[section["key"]]) for section in version.sections]


def _part(section: dict[str, Any], items: list[PaperItem], total: Decimal) -> Part:
    mine = [item for item in items if item.section == section["key"]]
    whole = next((group for group in section.get("groups", []) if group["key"].startswith("any-")), None)
    places = []
    for above, item in zip([None, *mine], mine, strict=False):
        joined = bool(above and item.group and whole is None and above.group == item.group)
        places.append(Place(item, is_alternative=joined, can_join=above is not None and whole is None))
    return Part(
        key=section["key"],
        title=section["title"],
        instructions=section.get("instructions", ""),
        total=total,
        pick=whole["pick"] if whole else None,
        places=places,
    )


@dataclass(frozen=True)
class Board:
    """A draft as the editor shows it."""

    version: PaperVersion
    parts: list[Part]
    missing: list[str]
    count: int
    questions: set[int]


def draft_board(version_pk: int) -> Board:
    """Return the draft with its totals and what is missing; two queries."""
    version = PaperVersion.objects.select_related("paper__subject").get(pk=version_pk)
    items = items_of(version)
    totals = section_totals(version.sections, facts_of(items))
    return Board(
        version=version,
        parts=[_part(section, items, totals[section["key"]]) for section in version.sections],
        missing=what_is_missing(version, items),
        count=len(items),
        questions={item.question_version.question_id for item in items},
    )
