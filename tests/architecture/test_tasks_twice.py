"""Every Celery task may run twice. One that is new fails here until it says what it is called with.

Each app says it in `tests/task_world.py`, and puts work for its tasks into the world: an overdue attempt, a due
result, a lapsed lease, a received page without a preparation, a mail that was lost, an event nobody delivered. What
is there after the first run (rows of every table, mails sent) is unchanged after the second.
"""

import json
from typing import Any

import pytest
from django.apps import apps
from django.core import mail, serializers

from mathvidya.celery import app
from mathvidya.testing.project import root_packages
from mathvidya.testing.worlds import TaskWorld, build_task_world, calls_of_tasks

# What moves with the clock or belongs to delivery itself; whose effect is counted by the other tables.
PASSING = {"sessions.session", "outbox.event", "outbox.delivery", "outbox.publisherlease"}

app.loader.import_default_modules()  # one process of many tests has otherwise only some of them


def our_tasks() -> list[str]:
    return sorted(name for name in app.tasks if name.split(".")[0] in root_packages())


def snapshot() -> dict[str, Any]:
    tables = {
        model._meta.label_lower: json.loads(serializers.serialize("json", model._default_manager.order_by("pk")))
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in PASSING
    }
    return tables | {"mails": [message.subject for message in mail.outbox]}


@pytest.fixture
def world(api, student, other_student, teacher, admin, batch) -> TaskWorld:
    """Something for every task to do."""
    cast = {"student": student, "other_student": other_student, "teacher": teacher, "admin": admin}
    return build_task_world(TaskWorld(cast=cast, batch=batch, api=api))


def test_every_task_says_how_it_is_called():
    assert our_tasks() == sorted(calls_of_tasks())


@pytest.mark.parametrize("name", sorted(calls_of_tasks()))
@pytest.mark.django_db
def test_a_second_run_changes_nothing(name, world, deliver):
    task, arguments = app.tasks[name], calls_of_tasks()[name](world)
    before = snapshot()
    task.apply(args=arguments).get()
    deliver()
    first = snapshot()
    task.apply(args=arguments).get()
    deliver()
    assert snapshot() == first
    assert before != first or "prune" in name
