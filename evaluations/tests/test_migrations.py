"""Rows that existed before a migration, after it."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from evaluations.models import MarkingTask
from evaluations.rules.promises import warn_from


@pytest.mark.parametrize("promised", [timedelta(hours=1), timedelta(hours=8), timedelta(hours=9), timedelta(days=3)])
def test_tasks_that_stood_before_are_warned_of_in_time(task, promised):
    created = timezone.now().replace(microsecond=123)
    MarkingTask.objects.update(created_at=created, due_at=created + promised, warn_at=None)
    import_module("evaluations.migrations.0002_warn_at").set_warn_at(apps, None)
    assert MarkingTask.objects.get().warn_at == warn_from(created, created + promised)


def test_other_tasks_stay_as_they_are(task):
    MarkingTask.objects.update(state="done", warn_at=None)
    import_module("evaluations.migrations.0002_warn_at").set_warn_at(apps, None)
    assert MarkingTask.objects.get().warn_at is None
