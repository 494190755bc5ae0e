"""Loads the demo: people, syllabus, bank, papers, exams, attempts in every state. It may run any number of times."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from exams.actions.exams import ExamFields, PaperPlace, create_exam, publish_exam
from exams.actions.papers import draw_paper, freeze_paper
from exams.choices import ExamKind
from exams.models import Exam, PaperVersion
from learning.classroom.actions import add_member, assign_teaching, create_batch
from learning.classroom.models import Batch
from learning.curriculum.actions import load_shipped_syllabuses
from learning.curriculum.models import Subject
from mathvidya.demo.actions import add_person, close_exam, move_attempt
from mathvidya.demo.attempts import CONTENT, mark, read_demo_attempt, sit
from mathvidya.demo.people import BATCH, PEOPLE, PUPILS
from mathvidya.institute.actions import save_institute
from mathvidya.institute.queries import get_institute
from mathvidya.outbox.relay import deliver_due
from questions.actions.imports import import_document

STANDARD, QUICK, TYPED = "mv-x-standard-1", "mv-x-quick-1", "mv-x-typed-1"
MOCK, TEST, PRACTICE, BOARD = "Half-yearly mock", "Quick check", "Practice paper", "Pre-board 1"
MATHS = "Typed answers"
# Student's address: the key in content/answers.json of the answers they give.
HANDS = {"student@example.org": "rohan", "zoya@example.org": "ananya", "kabir@example.org": "kabir"}


def load_demo() -> Iterator[str]:
    """Load what is missing; yield a line about each step."""
    if Exam.objects.filter(title=BOARD).exists():
        yield "the demo is loaded already"
        return
    institute = get_institute()
    institute.name = "Kaveri Maths Academy"
    save_institute(institute=institute)
    load_shipped_syllabuses()
    yield "syllabus of classes X and XII"
    people = {person.email: add_person(person=person) for person in PEOPLE}
    subject = Subject.objects.get(code="maths-10")
    batch = _batch(people, subject)
    yield f"{len(people)} people, batch {batch.name}"
    yield f"{_import_content()} questions, with papers and figures"
    teacher = people["teacher@example.org"]
    _load_exams(people, teacher, subject, batch)
    yield "exams, marked and waiting scripts"


def _batch(people: dict[str, User], subject: Subject) -> Batch:
    year = timezone.localdate().year
    batch = Batch.objects.filter(name=BATCH).first()
    if batch is None:
        batch = create_batch(name=BATCH, programme=subject.programme, year=f"{year}-{(year + 1) % 100:02}")
        for email in PUPILS:
            add_member(batch=batch, student=people[email])
        for name in ("teacher@example.org", "joseph@example.org"):
            assign_teaching(teacher=people[name], subject=subject, batch=None)
        twelve = Subject.objects.get(code="maths-12")
        assign_teaching(teacher=people["teacher@example.org"], subject=twelve, batch=None)
    return batch


def _import_content() -> int:
    """Import every file of content/; return how many of its questions are in the bank. Raises ValueError."""
    taken = 0
    for file in sorted(CONTENT.glob("*.json")):
        if file.name == "answers.json":
            continue
        document = json.loads(file.read_text())
        images = {name: (CONTENT / name).read_bytes() for name in document.get("images", {}).values()}
        report = import_document(document=document, images=images, by=None, dry_run=False)
        refused = [line for line in report.lines if line.outcome == "refused"]
        if refused:
            raise ValueError(f"{file.name}: {refused[0]}")
        taken += len(document.get("questions", []))
    return taken


@transaction.atomic
def _load_exams(people: dict[str, User], teacher: User, subject: Subject, batch: Batch) -> None:
    """Load past exams, all or nothing, so that an interrupted load can be started again."""
    now = timezone.now()
    standard = PaperVersion.objects.get(paper__ref=STANDARD, number=1)
    quick = PaperVersion.objects.get(paper__ref=QUICK, number=1)
    drawn = freeze_paper(
        version=draw_paper(blueprint="cbse-80", subject=subject, seed=2026, by=teacher, title="Practice paper 2")
    )
    mock = _exam(MOCK, standard, teacher, batch, now - timedelta(hours=1), now + timedelta(hours=6))
    # For the whole programme, so that everybody who registers in the demo finds an exam.
    test = _exam(TEST, quick, teacher, None, now - timedelta(days=1), now + timedelta(days=14), kind=ExamKind.TEST)
    typed = PaperVersion.objects.get(paper__ref=TYPED, number=1)
    _exam(MATHS, typed, teacher, None, now - timedelta(days=1), now + timedelta(days=14), ExamKind.TEST, attempts=3)
    _exam(PRACTICE, drawn, teacher, batch, now - timedelta(days=1), now + timedelta(days=21), attempts=2)
    for email in PUPILS:
        due = {"kabir@example.org": now + timedelta(minutes=95), "zoya@example.org": now + timedelta(hours=20)}
        _past(people[email], mock, teacher, due.get(email), timedelta(days=1))
    close_exam(exam=mock, closed_at=now - timedelta(hours=20))
    _past(people["zoya@example.org"], test, teacher, None, timedelta(hours=5))
    _past(people["kabir@example.org"], test, teacher, now + timedelta(hours=3), timedelta(hours=4))
    _exam(BOARD, drawn, teacher, batch, now + timedelta(days=6), now + timedelta(days=6, hours=4))
    _deliver()


def _exam(
    title: str,
    version: PaperVersion,
    teacher: User,
    batch: Batch | None,
    opens_at: datetime,
    closes_at: datetime,
    kind: str = ExamKind.EXAM,
    attempts: int = 1,
) -> Exam:
    fields = ExamFields(
        title=title,
        subject=version.paper.subject,
        opens_at=opens_at,
        closes_at=closes_at,
        kind=kind,
        batches=[batch] if batch else [],
        attempts_allowed=attempts,
    )
    exam = create_exam(fields=fields, papers=[PaperPlace(paper_version=version)], by=teacher)
    return publish_exam(exam=exam, by=teacher)


def _past(student: User, exam: Exam, teacher: User, due_at: datetime | None, ago: timedelta) -> None:
    """A entry of `ago`; marked and published, or, with `due_at`, waiting for its marker."""
    entry = read_demo_attempt(HANDS[student.email], exam.papers.get().paper_version.paper.ref)
    attempt = sit(student=student, exam=exam, entry=entry)
    _deliver()
    move_attempt(attempt=attempt, ago=ago, due_at=due_at or timezone.now())
    if due_at is None:
        mark(attempt=attempt, teacher=teacher, entry=entry)
        _deliver()


def _deliver() -> None:
    while deliver_due():
        pass
