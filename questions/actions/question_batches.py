"""Writing many questions at once: a handful of queries for hundreds, by the same rules as for one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.curriculum.models import Chapter, Subject, Topic
from mathvidya.lib.errors import DomainError
from questions.choices import QuestionStatus, QuestionUse
from questions.models import Question, QuestionVersion
from questions.queries.questions import BadPlace
from questions.rules.import_reports import CHANGED, NEW, SAME
from questions.types import BadSpec, canonical_hash, validate_spec, words_of

AT_ONCE = 400  # rows in one statement; SQLite takes 32,766 parameters


class BankBusy(DomainError):
    code = "bank_busy"
    status = 409
    detail = _("Somebody is saving a question of the same reference. Try again.")


@dataclass(frozen=True, kw_only=True)
class QuestionDraft:
    """What a question is to be. `is_held`: a new one stays a draft until a teacher has looked at it.

    `use` as None leaves it as it is, so that an old file opens no exam question to practice; a new one is for both.
    """

    ref: str
    subject: Subject
    chapter: Chapter | None
    topic: Topic | None
    type: str
    spec: dict[str, Any]
    marks: Decimal | str
    difficulty: int
    source: str = ""
    use: str | None = None
    is_held: bool = False

    def check(self) -> None:
        """Check the specification and its place. Raises BadSpec, BadPlace (400) naming fields."""
        validate_spec(self.type, self.spec, self.marks)
        if self.difficulty not in range(1, 6):
            raise BadSpec(fields={"difficulty": [str(_("From 1 (easy) to 5 (hard)."))]})
        if self.use not in (None, *QuestionUse.values):
            raise BadSpec(fields={"use": [str(_("One of: both, practice, exam."))]})
        if self.chapter is not None and self.chapter.unit.subject_id != self.subject.pk:
            raise BadPlace(fields={"chapter": [str(_("This chapter belongs to another subject."))]})
        if self.topic is not None and (self.chapter is None or self.topic.chapter_id != self.chapter.pk):
            raise BadPlace(fields={"topic": [str(_("This topic belongs to another chapter."))]})


@dataclass(frozen=True)
class Saved:
    question: Question
    outcome: str


@transaction.atomic
def save_questions(*, drafts: Sequence[QuestionDraft], by: User | None) -> list[Saved]:
    """Create or update the question of each draft. The drafts have been checked, and no reference occurs twice.

    A version is made only where type, spec or marks differ; going back to an earlier wording makes that version
    current again. Raises BankBusy (409).
    """
    try:
        with transaction.atomic():
            return [saved for part in _parts(drafts) for saved in _save_part(part, by)]
    except IntegrityError as fault:
        raise BankBusy from fault


def _parts(drafts: Sequence[QuestionDraft]) -> Iterator[Sequence[QuestionDraft]]:
    for start in range(0, len(drafts), AT_ONCE):
        yield drafts[start : start + AT_ONCE]


def _save_part(drafts: Sequence[QuestionDraft], by: User | None) -> list[Saved]:
    locked = Question.objects.select_for_update().filter(ref__in=[draft.ref for draft in drafts])
    before = {question.ref: question for question in locked.order_by("pk")}
    new = [_new_question(draft, by) for draft in drafts if draft.ref not in before]
    known = set(before)
    questions = before | {question.ref: question for question in Question.objects.bulk_create(new)}
    versions = _versions_of([before[ref].pk for ref in known])
    current = {question.ref: question.current_id for question in before.values()}
    made: list[QuestionVersion] = []
    harder: list[QuestionVersion] = []
    chosen: dict[str, QuestionVersion] = {}
    for draft in drafts:
        question = questions[draft.ref]
        version = _version(draft, question, versions.setdefault(question.pk, {}), by)
        if version.pk is None:
            made.append(version)
        elif version.difficulty != draft.difficulty:
            version.difficulty = draft.difficulty
            harder.append(version)
        chosen[draft.ref] = version
    QuestionVersion.objects.bulk_create(made)
    for version in harder:
        QuestionVersion.objects.filter(pk=version.pk).update(difficulty=version.difficulty)
    _point_to_first(new)
    moved = [
        questions[draft.ref]
        for draft in drafts
        if _move(questions[draft.ref], draft, chosen[draft.ref]) and draft.ref in known
    ]
    Question.objects.bulk_update(moved, ["subject", "chapter", "topic", "source", "use", "current"], batch_size=AT_ONCE)
    return [
        Saved(
            questions[draft.ref],
            NEW if draft.ref not in known else SAME if current[draft.ref] == chosen[draft.ref].pk else CHANGED,
        )
        for draft in drafts
    ]


def _new_question(draft: QuestionDraft, by: User | None) -> Question:
    status = QuestionStatus.DRAFT if draft.is_held else QuestionStatus.ACTIVE
    place: dict[str, Any] = {name: getattr(draft, name) for name in ("subject", "chapter", "topic", "source")}
    return Question(ref=draft.ref, status=status, use=draft.use or QuestionUse.BOTH, created_by=by, **place)


def _versions_of(questions: list[int]) -> dict[int, dict[str, QuestionVersion]]:
    """Versions by question and content; their specifications stay in the database."""
    found: dict[int, dict[str, QuestionVersion]] = {}
    for version in QuestionVersion.objects.filter(question__in=questions).defer("spec", "text"):
        found.setdefault(version.question_id, {})[version.content_hash] = version
    return found


def _version(
    draft: QuestionDraft, question: Question, there: dict[str, QuestionVersion], by: User | None
) -> QuestionVersion:
    """The version of `question` with this content, not yet saved where there is none."""
    digest = canonical_hash(draft.type, draft.spec, draft.marks)
    if digest in there:
        return there[digest]
    return QuestionVersion(
        question=question,
        number=1 + max((version.number for version in there.values()), default=0),
        content_hash=digest,
        type=draft.type,
        spec=draft.spec,
        text=words_of(draft.type, draft.spec),
        marks=Decimal(draft.marks),
        difficulty=draft.difficulty,
        created_by=by,
    )


def _point_to_first(new: list[Question]) -> None:
    """Make the one version of each new question its current one, in one statement."""
    first = QuestionVersion.objects.filter(question=OuterRef("pk")).values("pk")[:1]
    Question.objects.filter(pk__in=[question.pk for question in new]).update(current_id=Subquery(first))


def _move(question: Question, draft: QuestionDraft, version: QuestionVersion) -> bool:
    """Give a question its place and its current version. Returns whether that changed anything."""
    before = _place_of(question)
    question.subject, question.chapter, question.topic = draft.subject, draft.chapter, draft.topic
    question.source, question.use, question.current = draft.source, draft.use or question.use, version
    return before != _place_of(question)


def _place_of(question: Question) -> tuple[Any, ...]:
    place = (question.subject_id, question.chapter_id, question.topic_id)
    return *place, question.source, question.use, question.current_id
