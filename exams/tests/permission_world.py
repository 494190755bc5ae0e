"""The bank, the exams and the attempts of the permission matrix; the owner's hold canaries."""

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from exams.access.attempts import get_ref_to_answer
from exams.actions.attempts import save_responses
from exams.actions.papers import ItemDraft, create_paper
from exams.actions.time_ledger import pause_attempt
from exams.models import Attempt, Exam
from learning.classroom.models import Batch
from learning.curriculum.models import Subject
from mathvidya.testing.factories import bank
from mathvidya.testing.factories import exams as make
from mathvidya.testing.factories.uploads import declared, png, receive
from mathvidya.testing.worlds import PermissionWorld
from questions.actions.cases import decide_answer
from questions.actions.images import grant_image, save_image
from questions.choices import ImportState
from questions.models import ImportRun, Question

PAPER = ("single", "written")


def build(world: PermissionWorld) -> None:
    _attempts(world)
    _bank(world)
    _papers(world)
    _pictures(world)
    _words(world)


def sockets(people: dict[str, User], batch: Batch) -> dict[str, int]:
    facts = {"batch": batch, "paper_version": make.frozen_paper(names=("single",))}
    return {
        "live_exam": make.open_exam(**facts).pk,
        "live_test": make.open_exam(**facts, kind="test").pk,
        "draft_exam": make.open_exam(**facts, published_at=None).pk,
    }


def make_exam(world: PermissionWorld, name: str, **more: Any) -> Exam:
    """A published exam of the batch with a paper of its own; named `name` and `name_paper`."""
    version = make.frozen_paper(ref=f"{name}-sheet", names=PAPER)
    batch = Batch.objects.get(pk=world.names["batch"])
    exam = make.open_exam(paper_version=version, batch=batch, title=f"Exam {name}", attempts_allowed=3, **more)
    world.name(**{name: exam, f"{name}_paper": exam.papers.get()})
    return exam


def _sit(world: PermissionWorld, word: str, exam: Exam, who: str = "owner") -> Attempt:
    """An open attempt with one answer; the owner's holds a canary."""
    student = world.people[who]
    attempt = make.open_attempt(student=student, exam=exam)
    items = make.items_by_name(attempt.paper_version)
    text = f"canary answer {word}" if who == "owner" else f"an answer of {who}"
    save_responses(
        attempt=get_ref_to_answer(student.pk, student.role, attempt.pk),
        responses=[{"item": items["written"], "answer": {"text": text}, "client_seq": 1}],
    )
    world.name(**{word: attempt, f"{word}_item": items["written"], f"{word}_choice": items["single"]})
    return attempt


def _attempts(world: PermissionWorld) -> None:
    world.canaries.append("canary answer")
    live, test = make_exam(world, "live_exam"), make_exam(world, "live_test", kind="test")
    make_exam(world, "fresh_exam")
    make_exam(world, "fresh_test", kind="test")
    _sit(world, "open_attempt", live)
    _sit(world, "test_attempt", test)
    _sit(world, "classmates_attempt", live, "classmate")
    _sit(world, "classmates_test", test, "classmate")
    held = _sit(world, "paused_attempt", make_exam(world, "paused_exam"))
    pause_attempt(attempt=held, reason="A fire drill.", by=world.people["teacher"])


def _bank(world: PermissionWorld) -> None:
    maths, far = (Subject.objects.get(pk=world.names[word]) for word in ("subject_pk", "far_subject"))
    secret = {**bank.SPECS["single_choice"][1], "solution": "canary solution", "hint": "canary hint"}
    retired = bank.question(maths, ref="retired-question")
    Question.objects.filter(pk=retired.pk).update(status="retired")
    typed = bank.question(maths, ref="typed-question", type="expression")
    word = {"part": "", "answer": "canary answer", "verdict": "right", "source": "author", "note": "canary note"}
    case = decide_answer(version=typed.current, by=world.people["teacher"], **word)
    imported = ImportRun.objects.create(
        by=world.people["teacher"], filename="canary-import.json", text='{"questions": []}', dry_run=True,
        state=ImportState.DONE, total=0, report={},
    )  # fmt: skip
    world.name(
        question=bank.question(maths, spec=secret, ref="bank-question"),
        unused_question=bank.question(maths, ref="unused-question"),
        far_question=bank.question(far, ref="far-question"),
        retired_question=retired,
        typed_question=typed,
        case=case,
        import_run=imported,
    )
    world.canaries += ["canary solution", "canary hint", "canary-import"]


def _papers(world: PermissionWorld) -> None:
    version = make.frozen_paper(ref="closed-sheet", names=PAPER)
    world.name(paper=version.paper, paper_ref=version.paper.ref, paper_version=version)
    for word in ("draft", "empty", "ripe"):
        world.name(**{f"{word}_paper": _draft(world, word).paper})
    for word in ("draft_exam", "spare_exam"):
        exam = make_exam(world, word, created_by=world.people["teacher"], published_at=None)
        exam.papers.update(title="canary paper")
    world.canaries.append("canary paper")


def _draft(world: PermissionWorld, word: str) -> Any:
    current = Question.objects.get(pk=world.names["question"]).current
    assert current is not None
    item = ItemDraft(
        question_version=current,
        section="A",
        label="1",
        marks=current.marks,
        negative_marks=current.marks * 0,
        group="",
    )
    return create_paper(
        ref=f"{word}-paper", title=f"Paper {word}", subject=Subject.objects.get(pk=world.names["subject_pk"]), by=None,
        duration_minutes=60, instructions="",
        sections=[{"key": "A", "title": "Section A", "instructions": "", "groups": []}],
        items=[] if word == "empty" else [item],
    )  # fmt: skip


def _pictures(world: PermissionWorld) -> None:
    """A picture of the bank, and one that the teacher has sent."""
    sent = grant_image(by=world.people["teacher"], **declared(png(2), "image/png", "picture.png"))
    receive(sent.upload, png(2))
    world.name(image=save_image(data=png(1)), image_upload=sent.upload)


def _words(world: PermissionWorld) -> None:
    """Return what request bodies need besides things."""
    tomorrow, next_week = (timezone.now() + timedelta(days=days) for days in (1, 7))
    world.name(
        tomorrow=tomorrow.isoformat(),
        next_week=next_week.isoformat(),
        tomorrow_local=f"{tomorrow:%Y-%m-%dT%H:%M}",
        next_week_local=f"{next_week:%Y-%m-%dT%H:%M}",
        spec=json.dumps({"stem": "True?", "answer": {"value": True}}),
    )
