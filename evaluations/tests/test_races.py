"""Real threads against PostgreSQL: one script never has two markers."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from evaluations.actions.leases import (
    CapacityReached,
    LeaseLost,
    NothingWaiting,
    claim_task,
    return_expired_leases,
)
from evaluations.actions.marks import put_marks
from evaluations.models import Mark, MarkingTask
from learning.classroom.models import Teaching
from mathvidya.testing.factories.evaluations import waiting_task
from mathvidya.testing.factories.exams import frozen_paper, open_exam
from mathvidya.testing.personas import person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def in_threads(*calls):
    """Run the calls at once, each with a connection of its own; their results or errors."""
    gate = threading.Barrier(len(calls))

    def run(call):
        try:
            gate.wait()
            return call()
        except Exception as error:  # noqa: BLE001  (whatever a thread meets is the test's to judge)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_eight_teachers_claim_forty_scripts_once_each(student, batch, maths_10):
    paper = frozen_paper()
    for _ in range(40):
        waiting_task(student=student, exam=open_exam(batch=batch, paper_version=paper), pages=0)
    teachers = [person("teacher", f"T{number}") for number in range(8)]
    for teacher in teachers:
        Teaching.objects.create(teacher=teacher, subject=maths_10, batch=batch)

    def claim_all(teacher):
        taken = []
        while True:
            try:
                taken.append(claim_task(teacher_id=teacher.pk).task_id)
            except (NothingWaiting, CapacityReached):  # the first thread may use up a whole day's capacity
                return taken

    results = in_threads(*(lambda teacher=teacher: claim_all(teacher) for teacher in teachers))
    taken = [task for result in results for task in result]
    assert len(taken) == len(set(taken)) == 40
    for teacher, mine in zip(teachers, results, strict=True):
        assert MarkingTask.objects.filter(marker=teacher).count() == len(mine)


def test_expiry_against_a_write_leaves_one_winner(student, batch, teacher, maths_10):
    for round_ in range(10):
        task = waiting_task(student=student, exam=open_exam(batch=batch, paper_version=frozen_paper(ref=f"r{round_}")))
        lease = claim_task(teacher_id=teacher.pk, task_id=task.pk)
        MarkingTask.objects.filter(pk=task.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        item = task.script.attempt.paper_version.items.filter(question_version__type="written").first()
        marks = [{"item": item.pk, "step": "s1", "award": "1"}]
        written, expired = in_threads(
            lambda task=task, marks=marks, lease=lease: put_marks(
                task=task, marker=teacher, fence=lease.fence, marks=marks
            ),
            return_expired_leases,
        )
        task.refresh_from_db()
        if isinstance(written, LeaseLost):
            assert (expired, task.state) == (1, "waiting")
            assert not Mark.objects.filter(task=task).exists()
        else:
            assert (expired, task.state) == (0, "claimed")
            assert Mark.objects.filter(task=task).count() == 1
        MarkingTask.objects.filter(pk=task.pk).update(state="done")


def test_a_late_write_is_fenced_off_by_the_next_claim(student, batch, teacher, maths_10):
    task = waiting_task(student=student, exam=open_exam(batch=batch))
    first = claim_task(teacher_id=teacher.pk)
    return_expired_leases(now=timezone.now() + timedelta(hours=1))
    colleague = person("teacher", "Colleague")
    Teaching.objects.create(teacher=colleague, subject=maths_10)
    second = claim_task(teacher_id=colleague.pk)
    assert second.fence > first.fence
    with pytest.raises(LeaseLost):
        put_marks(task=task, marker=teacher, fence=first.fence, marks=[])
    put_marks(task=task, marker=colleague, fence=second.fence, marks=[])
