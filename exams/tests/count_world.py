"""The bank, exams and attempts, one more of each every time."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from exams.actions.papers import ItemDraft, create_paper, draft_of, update_draft
from exams.actions.results import publish_result, record_result
from exams.models import Attempt, AttemptEvent, Exam, ExamPaper, PaperVersion, TimeEntry
from mathvidya.testing.factories import bank
from mathvidya.testing.factories import exams as make
from mathvidya.testing.factories.evaluations import photograph
from mathvidya.testing.worlds import CountWorld
from questions.actions.import_runs import start_import
from questions.models import ImportRun, QuestionImage

# Addresses below an attempt's that are about one that runs; what there is to see of the others is their result.
OF_A_RUNNING_ONE = (
    "/attempts/<int:pk>", "/room", "/panel", "/retake", "/pages",
    "/responses", "/events", "/submit", "/pause", "/resume", "/extra-time",
)  # fmt: skip


def start(world: CountWorld) -> None:
    """`shared` is everybody's exam; of the student's own, `running` is open and `result` is out."""
    world.version = make.frozen_paper(ref="past")
    # An open attempt hides the key of every result with the same questions.
    world.live = make.frozen_paper(ref="live")
    world.subject = world.version.paper.subject
    world.shared = make.open_exam(paper_version=world.version, title="Everybody's", batch=world.batch)
    world.everyone = make.open_exam(paper_version=world.live, title="Everybody's, now", batch=world.batch)
    own = make.open_exam(paper_version=world.version, title="Asha's", batch=world.batch)
    world.running = make.open_attempt(student=world.student, exam=make_exam(world, "Now", paper_version=world.live))
    world.result = _published(world, world.student, own)
    Exam.objects.filter(pk=own.pk).update(closes_at=timezone.now())
    world.question = bank.question(world.subject, ref="growing")
    world.draft = _draft(world, "draft")
    world.upcoming = make_exam(world, "Soon", opens_at=_in(1), closes_at=_in(2))
    picture = ContentFile(photograph(), "a.jpg")
    world.image = QuestionImage.objects.create(sha256="a" * 64, file=picture, width=600, height=800)
    world.import_run = _import(world)
    world.test = make_exam(world, "Quiz", kind="test", paper_version=world.live)
    make.open_attempt(student=world.student, exam=world.test)
    world.shown += [world.subject, world.shared, world.question, world.draft.paper, world.result]


def grow(world: CountWorld) -> None:
    _grow_bank(world)
    _grow_exams(world)


def things(world: CountWorld, path: str) -> dict[str, Any]:
    paper = world.draft if path.endswith(("/edit", "/bank")) else world.version
    exam = world.test if path.startswith("/api/v1/tests/") else world.shared
    attempt = world.running if path.endswith(OF_A_RUNNING_ONE) else world.result
    return {
        "attempts": attempt.pk,
        "attempt": attempt.pk,
        "exams": world.shared.pk,
        "manage": world.upcoming.pk if path.endswith("/edit") else world.shared.pk,
        "tests": world.test.pk,
        "paper": exam.papers.get().pk,
        "papers": paper.paper_id,
        "number": paper.number,
        "questions": world.question.pk,
        "imports": world.import_run.pk,
        "sha256": world.image.sha256,
    }


def make_exam(world: CountWorld, title: str, **more: Any) -> Exam:
    """A published exam of the past paper."""
    return make.open_exam(**{"paper_version": world.version, "title": title, **more})


def _grow_bank(world: CountWorld) -> None:
    bank.question(world.subject, chapter=world.new_chapter)
    spec = {**bank.SPECS["single_choice"][1], "stem": f"What is $2 + {world.size}$?"}
    bank.question(world.subject, ref="growing", spec=spec)
    _draft(world, f"paper-{world.size}")
    items = [draft_of(item) for item in world.draft.items.select_related("question_version")]
    fresh = bank.question(world.subject).current
    assert fresh is not None
    items.append(ItemDraft(question_version=fresh, section="A", label=str(world.size), marks=fresh.marks))
    update_draft(version=world.draft, items=items)
    world.import_run = _import(world)


def _grow_exams(world: CountWorld) -> None:
    """`published` are the newest results, of the student and of the child."""
    n = world.size
    make_exam(world, f"Test {n}", kind="test", batch=world.batch)
    make_exam(world, f"Soon {n}", opens_at=_in(1), closes_at=_in(2))
    own = make_exam(world, f"Own {n}", batch=world.batch)
    world.published = [_published(world, person, own) for person in (world.student, world.child)]
    ExamPaper.objects.create(
        exam=world.upcoming, paper_version=world.version, position=n + 1, title=f"Paper {n}", duration_minutes=60
    )
    make.open_attempt(student=world.student, exam=make_exam(world, f"Running {n}", paper_version=world.live))
    make.open_attempt(student=world.child, exam=world.everyone)
    make.open_attempt(student=world.pupil, exam=world.everyone)
    for attempt in (world.result, world.running):
        TimeEntry.objects.create(attempt=attempt, kind="extra", seconds=60, by=world.teacher, at=timezone.now())
        AttemptEvent.objects.create(attempt=attempt, kind="offline")
    written = make.full_marks(world.version)
    publish_result(run=record_result(attempt=world.result, reason=f"again {n}", written=written))


def _published(world: CountWorld, student: User, exam: Exam) -> Attempt:
    attempt = make.submitted_attempt(student=student, exam=exam)
    written = make.full_marks(world.version)
    publish_result(run=record_result(attempt=attempt, reason="marked", written=written))
    return attempt


def _draft(world: CountWorld, ref: str) -> PaperVersion:
    return create_paper(
        ref=ref, title=f"Paper {ref}", subject=world.subject, by=world.teacher, duration_minutes=60, instructions="",
        sections=[{"key": "A", "title": "A", "instructions": "", "groups": []}], items=[],
    )  # fmt: skip


def _import(world: CountWorld) -> ImportRun:
    line = {"options": ["A)1", "B)2"], "rationale": "B", "correct": "B"}
    lines = [json.dumps({"question": f"{n} + 3?", **line}) for n in range(world.size + 1)]
    return start_import(
        text="\n".join(lines), filename="a.json", subject="maths-10", by=world.teacher, dry_run=True, is_whole=False
    )


def _in(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)
