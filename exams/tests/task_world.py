"""An overdue attempt, a result that is due, and an answer to rescore."""

from datetime import timedelta

from django.utils import timezone

from exams.choices import ReleaseRule
from exams.models import Attempt, Exam
from mathvidya.testing.factories.exams import OBJECTIVE, frozen_paper, open_attempt, open_exam, submitted_attempt
from mathvidya.testing.factories.typed_maths import typed_paper
from mathvidya.testing.worlds import TaskWorld
from questions.actions.cases import decide_answer

CALLED_WITH = {
    "exams.tasks.publish_due_results": lambda world: (),
    "exams.tasks.rescore_answer": lambda world: (world.names["case"],),
    "exams.tasks.submit_overdue_attempts": lambda world: (),
}


def prepare(world: TaskWorld) -> None:
    student, past = world.cast["student"], timezone.now() - timedelta(hours=1)
    quick = open_exam(
        paper_version=frozen_paper(ref="quick", names=OBJECTIVE),
        batch=world.batch,
        release_rule=ReleaseRule.AT,
        release_at=timezone.now() + timedelta(days=1),
    )
    submitted_attempt(student=student, exam=quick)
    Exam.objects.filter(pk=quick.pk).update(release_at=past)
    overdue = open_attempt(
        student=student, exam=open_exam(paper_version=frozen_paper(ref="overdue"), batch=world.batch)
    )
    Attempt.objects.filter(pk=overdue.pk).update(deadline_at=past)
    exam = open_exam(paper_version=typed_paper("power", "expand"), batch=world.batch)
    answers = {"power": {"text": "2^x = 8"}, "expand": {"text": "x^2 + 1"}}
    typed = submitted_attempt(student=student, exam=exam, answers=answers)
    version = typed.paper_version.items.get(label="2").question_version
    word = {"part": "", "answer": "x^2 + 1", "verdict": "right", "source": "author", "note": ""}
    case = decide_answer(version=version, by=world.cast["teacher"], **word)
    world.names |= {"typed": typed.pk, "case": case.pk}
