"""Every Celery task may run twice. One that is new fails here until it says what it is called with.

The world holds work for each of them: an overdue sitting, a due result, a lapsed lease, a late promise, a received page
without a preparation, a mail that was lost, an event nobody delivered. What stands after the first run (rows of every
table, mails sent) stands unchanged after the second.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail, serializers
from django.utils import timezone

from evaluations.models import MarkingTask, Page
from exams.choices import ReleaseRule
from exams.models import Attempt, Exam
from mathvidya.celery import app
from mathvidya.notifications.actions import notify, post_letter
from mathvidya.notifications.choices import Kind
from mathvidya.notifications.models import MailDelivery
from mathvidya.testing.factories.evaluations import hand_in, photograph, waiting_task
from mathvidya.testing.factories.exams import OBJECTIVE, QUESTIONS, attempt, frozen_paper, open_exam, submitted_attempt
from mathvidya.testing.factories.typed_maths import typed_paper
from questions.actions.cases import decide_answer
from questions.models import ImportRun
from tests.packages import PRODUCT

# What moves with the clock or belongs to delivery itself; whose effect is counted by the other tables.
PASSING = {"sessions.session", "outbox.event", "outbox.delivery"}

# Arguments of each task, made from the world.
CALLED_WITH: dict[str, Callable[[dict[str, int]], tuple[int, ...]]] = {
    "evaluations.tasks.open_marking": lambda world: (world["typed"],),
    "evaluations.tasks.prepare_page": lambda world: (world["page"],),
    "evaluations.tasks.return_expired_leases": lambda world: (),
    "evaluations.tasks.sweep_pages": lambda world: (),
    "evaluations.tasks.warn_of_promised_times": lambda world: (),
    "exams.tasks.publish_due_results": lambda world: (),
    "exams.tasks.rescore_answer": lambda world: (world["case"],),
    "questions.tasks.take_import": lambda world: (world["import"],),
    "exams.tasks.submit_overdue_attempts": lambda world: (),
    "mathvidya.notifications.tasks.send_letter": lambda world: (world["letter"],),
    "mathvidya.notifications.tasks.send_mail": lambda world: (world["mail"],),
    "mathvidya.notifications.tasks.send_waiting_mail": lambda world: (),
    "mathvidya.ops.tasks.prune": lambda world: (),
    "mathvidya.outbox.tasks.prune_outbox": lambda world: (),
    "mathvidya.outbox.tasks.reconcile_outbox": lambda world: (),
}


app.loader.import_default_modules()  # one process of many tests has otherwise only some of them


def our_tasks() -> list[str]:
    return sorted(name for name in app.tasks if name.split(".")[0] in PRODUCT)


def snapshot() -> dict[str, Any]:
    tables = {
        model._meta.label_lower: json.loads(serializers.serialize("json", model._default_manager.order_by("pk")))
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in PASSING
    }
    return tables | {"mails": [message.subject for message in mail.outbox]}


@pytest.fixture
def world(api, student, other_student, teacher, admin, batch) -> dict[str, int]:
    """Something for every task to do."""
    past = timezone.now() - timedelta(hours=1)
    written = open_exam(batch=batch, attempts_allowed=9)
    lapsed = waiting_task(student=student, exam=written)
    MarkingTask.objects.filter(pk=lapsed.pk).update(
        state="claimed", marker=teacher, claimed_at=past, lease_until=past, due_at=past
    )
    quick = open_exam(
        paper_version=frozen_paper(ref="quick", names=OBJECTIVE),
        batch=batch,
        release_rule=ReleaseRule.AT,
        release_at=timezone.now() + timedelta(days=1),
    )
    submitted_attempt(student=student, exam=quick)
    Exam.objects.filter(pk=quick.pk).update(release_at=past)
    paged = attempt(student=student, exam=written)
    receipt = hand_in(api(student), paged.pk, photograph())
    Page.objects.filter(pk=receipt["page"]).update(received_at=past)
    Attempt.objects.filter(pk=paged.pk).update(deadline_at=past)
    exam = open_exam(paper_version=typed_paper("power", "expand"), batch=batch)
    answers = {"power": {"text": "2^x = 8"}, "expand": {"text": "x^2 + 1"}}
    typed = submitted_attempt(student=student, exam=exam, answers=answers)
    version = typed.paper_version.items.get(label="2").question_version
    word = {"part": "", "answer": "x^2 + 1", "verdict": "right", "source": "author", "note": ""}
    case = decide_answer(version=version, by=teacher, **word)
    notify(user_ids=[student.pk], kind=Kind.ACCOUNT_NOTICE, facts={"title": "T", "text": "T"}, url="/me", key="twice")
    kind, marks, spec = QUESTIONS["single"]
    question = {"ref": "new", "subject": "maths-10", "type": kind, "marks": marks, "spec": spec}
    how = {"subject": "maths-10", "filename": "new.json", "dry_run": False, "is_whole": False, "total": 1}
    handed_in = ImportRun.objects.create(text=json.dumps({"questions": [question]}), by=admin, **how)
    letter = post_letter(message=mail.EmailMultiAlternatives("Key", "1-abc", to=["new@example.org"]))
    mail_id = MailDelivery.objects.latest("pk").pk
    return {
        "import": handed_in.pk,
        "page": receipt["page"],
        "mail": mail_id,
        "letter": letter.pk,
        "typed": typed.pk,
        "case": case.pk,
    }


def test_every_task_says_how_it_is_called():
    assert our_tasks() == sorted(CALLED_WITH)


@pytest.mark.parametrize("name", sorted(CALLED_WITH))
@pytest.mark.django_db
def test_a_second_run_changes_nothing(name, world, deliver):
    task, arguments = app.tasks[name], CALLED_WITH[name](world)
    before = snapshot()
    task.apply(args=arguments).get()
    deliver()
    first = snapshot()
    task.apply(args=arguments).get()
    deliver()
    assert snapshot() == first
    assert before != first or "prune" in name
