"""The institute of the table: two batches of class X, one of class XII, and everybody whose access differs.

`build()` makes it in the open transaction. What ended (a place, a teaching, a consent) ends by the product's actions.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.actions.guardians import request_child, revoke_link
from accounts.models import Guardianship, User
from evaluations.models import MarkingTask, ReEvaluation
from exams.models import Exam
from learning.classroom.actions import assign_teaching, end_teaching, remove_member, set_batches
from learning.classroom.models import Batch
from learning.curriculum.models import Subject
from mathvidya.testing.factories import exams as make
from mathvidya.testing.factories.accounts import GuardianshipFactory
from mathvidya.testing.factories.classroom import batch_of
from mathvidya.testing.factories.curriculum import programme, subject_of
from mathvidya.testing.factories.evaluations import waiting_task
from mathvidya.testing.personas import person
from tests.people.visitors import Visitor

GROWN = date(2000, 1, 31)


@dataclass
class Institute:
    """All by name: people, signed in as visitors; exams, and `coming` ones; the tasks of scripts by their student."""

    people: dict[str, User] = field(default_factory=dict)
    visitors: dict[str, Visitor] = field(default_factory=dict)
    exams: dict[str, Exam] = field(default_factory=dict)
    coming: dict[str, Exam] = field(default_factory=dict)
    tasks: dict[str, MarkingTask] = field(default_factory=dict)


def build() -> Institute:
    made = Institute()
    subjects = {
        "maths": make.subject_maths_10(),
        "science": Subject.objects.create(code="science-10", name="Science X", programme=programme("cbse-10")),
        "maths_12": subject_of("cbse-12"),
    }
    batches = {
        name: batch_of(code, name=name) for name, code in (("X A", "cbse-10"), ("X B", "cbse-10"), ("XII C", "cbse-12"))
    }
    _students(made, batches)
    _guardians(made)
    _teachers(made, subjects, batches)
    _exams(made, batches["X A"])
    return made


def _students(made: Institute, batches: dict[str, Batch]) -> None:
    a, b, c = batches["X A"], batches["X B"], batches["XII C"]
    places: dict[str, list[Batch]] = {
        "member": [a], "left": [a], "moved": [a], "other_batch": [b], "no_batch": [], "other_class": [c],
        "grown": [a], "grown_open": [a], "inactive": [a], "was_student": [a],
    }  # fmt: skip
    for name, sits_in in places.items():
        more = {"date_of_birth": GROWN} if name.startswith("grown") else {}
        programmes = ["cbse-12"] if c in sits_in else ["cbse-10"]
        made.people[name] = person("student", name, programmes=programmes, **more)
        set_batches(student=made.people[name], batches=sits_in)
    made.people["waiting"] = person("student", "waiting", consented_at=None, date_of_birth=date(2012, 5, 1))
    set_batches(student=made.people["waiting"], batches=[a])
    remove_member(batch=a, student=made.people["left"])
    set_batches(student=made.people["moved"], batches=[b])
    User.objects.filter(pk=made.people["inactive"].pk).update(is_active=False)
    # The role changes; the place stays until somebody ends it.
    User.objects.filter(pk=made.people["was_student"].pk).update(role="teacher")


def _guardians(made: Institute) -> None:
    people = made.people
    children = {
        "guardian": "member", "guardian_of_left": "left", "guardian_of_other": "other_batch", "revoked": "member",
        "guardian_of_grown": "grown", "guardian_let_in": "grown_open", "guardian_of_inactive": "inactive",
    }  # fmt: skip
    for name, child in children.items():
        people[name] = person("parent", name)
        let_in = timezone.now() if name == "guardian_let_in" else None
        GuardianshipFactory(child=people[child], guardian=people[name], granted_by_child_at=let_in)
    revoke_link(link=Guardianship.objects.get(guardian=people["revoked"]), by=people["revoked"])
    people["asking"] = person("parent", "asking")
    request_child(parent=people["asking"], child_email=people["member"].email)
    people["stranger"] = person("parent", "stranger")


def _teachers(made: Institute, subjects: dict[str, Subject], batches: dict[str, Batch]) -> None:
    a, b = batches["X A"], batches["X B"]
    teachings: dict[str, list[tuple[str, Batch | None]]] = {
        "of_batch": [("maths", a)],
        "of_other_batch": [("maths", b)],
        "of_institute": [("maths", None)],
        "of_other_subject": [("science", a)],
        "of_science": [("science", None)],
        "of_maths_12": [("maths_12", None)],
        "crossed": [("science", a), ("maths", b)],
        "ended": [("maths", a), ("maths", None)],
        "was_teacher": [("maths", a), ("maths", None)],
        "author": [],
        "author_teaching": [("maths", b)],
    }
    for name, places in teachings.items():
        made.people[name] = person("teacher", name)
        for subject, batch in places:
            teaching = assign_teaching(teacher=made.people[name], subject=subjects[subject], batch=batch)
            if name == "ended":
                end_teaching(teaching=teaching)
    # The role changes; the teachings stay until somebody ends them.
    User.objects.filter(pk=made.people["was_teacher"].pk).update(role="counselor")
    made.people |= {"counselor": person("counselor", "counselor"), "admin": person("admin", "admin")}


def _exams(made: Institute, a: Batch) -> None:
    """Exams of batch X A and of the whole class; a script of each student who may sit the latter."""
    version = make.frozen_paper(ref="sheet", names=("single", "written"))
    facts: dict[str, Any] = {"paper_version": version, "attempts_allowed": 3}
    made.exams = {
        "batch_exam": make.open_exam(batch=a, title="Exam of batch A", created_by=made.people["author"], **facts),
        "class_exam": make.open_exam(title="Exam of class ten", **facts),
        "draft": make.open_exam(
            batch=a, title="Exam in draft", published_at=None, created_by=made.people["author_teaching"], **facts
        ),
    }
    tomorrow = timezone.now() + timedelta(days=1)
    later = {**facts, "opens_at": tomorrow, "closes_at": tomorrow + timedelta(days=1)}
    made.coming = {
        "batch_exam": make.open_exam(batch=a, title="Coming exam of batch A", **later),
        "draft": make.open_exam(
            batch=a,
            title="Coming exam in draft",
            published_at=None,
            **{**later, "opens_at": tomorrow - timedelta(hours=1)},
        ),
    }
    for name in ("member", "left", "moved", "other_batch", "no_batch"):
        task = waiting_task(student=made.people[name], exam=made.exams["class_exam"])
        made.tasks[name] = task
        ReEvaluation.objects.create(
            attempt=task.script.attempt, requested_by=made.people[name], reason="Again, please."
        )
