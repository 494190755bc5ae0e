"""A script in each of its states: the queue shows what a claim gives, and nothing else.

Each line: what the script is like, whether `teacher` may take it, and whether the queue shows it.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from evaluations.models import MarkingTask
from learning.classroom.models import Teaching

pytestmark = pytest.mark.django_db
CLAIM, QUEUE, BOARD = "/api/v1/evaluations/claim", "/api/v1/evaluations/queue", "/api/v1/evaluations/sla"
SOON, HELD = timedelta(minutes=5), {"state": "claimed"}

# {name: (columns, may be taken, shown)}; TEACHER and OTHER are the two teachers of the subject.
STATES: dict[str, tuple[dict[str, Any], bool, bool]] = {
    "waits": ({}, True, True),
    "waits for pages": ({"ready_at": SOON}, False, False),
    "reserved for me": ({"reserved_for": "TEACHER"}, True, True),
    "reserved for another": ({"reserved_for": "OTHER"}, False, False),
    "marked by me before": ({"not_for": "TEACHER"}, False, False),
    "marked by another before": ({"not_for": "OTHER"}, True, True),
    "on my desk": ({**HELD, "marker": "TEACHER", "lease_until": SOON}, False, True),
    "on another's desk": ({**HELD, "marker": "OTHER", "lease_until": SOON}, False, False),
    "done by me": ({"state": "done", "marker": "TEACHER"}, False, False),
}


@pytest.fixture(params=STATES)
def case(request: Any, task: MarkingTask, teacher: User, other_teacher: User, maths_10: Any) -> tuple[bool, bool]:
    Teaching.objects.create(teacher=other_teacher, subject=maths_10)
    columns, may_take, is_shown = STATES[request.param]
    people = {"TEACHER": teacher, "OTHER": other_teacher}
    values = {
        name: timezone.now() + value if isinstance(value, timedelta) else people.get(value, value)
        for name, value in columns.items()
    }
    MarkingTask.objects.filter(pk=task.pk).update(**values)
    return may_take, is_shown


@pytest.mark.parametrize("body", ["named", "next"])
def test_what_may_be_claimed(api, teacher, task, case, body):
    before = MarkingTask.objects.filter(pk=task.pk).values().get()
    answer = api(teacher).post(CLAIM, {"task": task.pk} if body == "named" else {})
    assert (answer.status_code == 200) is case[0]
    after = MarkingTask.objects.filter(pk=task.pk).values().get()
    assert (after != before) is case[0]


def test_what_the_queue_shows(api, browser, teacher, task, case):
    rows = api(teacher).get(QUEUE).json()["results"]
    assert [row["id"] for row in rows] == ([task.pk] if case[1] else [])
    counts = api(teacher).get(BOARD).json()
    assert counts["waiting"] + counts["claimed"] == case[1]
    page = browser(teacher).get("/marking").content.decode()
    assert (task.script.attempt.exam.title in page) is case[1]


def test_an_administrator_sees_all_that_is_not_done(api, admin, task, case):
    task.refresh_from_db()
    rows = api(admin).get(BOARD).json()
    assert rows["waiting"] + rows["claimed"] == (task.state != "done")


def test_the_days_capacity_counts_ones_own_scripts_of_today(api, teacher, other_teacher, task):
    """Not those of another day, of another marker, or given back; a teacher without a profile has none."""
    profile = teacher.teacher_profile
    type(profile).objects.filter(pk=profile.pk).update(daily_capacity=1)
    yesterday = timezone.now() - timedelta(days=2)
    MarkingTask.objects.filter(pk=task.pk).update(state="done", marker=other_teacher, claimed_at=timezone.now())
    script = task.script
    fields = {"script": script, "subject": task.subject, "student": task.student, "due_at": task.due_at}
    fields |= {"ready_at": yesterday}
    MarkingTask.objects.create(**fields, state="done", marker=teacher, claimed_at=yesterday)
    MarkingTask.objects.create(
        **fields, purpose="moderation", state="waiting", claimed_at=timezone.now(), marker=teacher
    )
    free = MarkingTask.objects.create(**fields)
    assert api(teacher).post(CLAIM, {"task": free.pk}).status_code == 200
    answer = api(teacher).post(CLAIM, {})
    assert (answer.status_code, answer.json()["code"]) == (409, "capacity_reached")
