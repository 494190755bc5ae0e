"""What /metrics shows of the desk."""

from datetime import timedelta

from django.utils import timezone
from prometheus_client import REGISTRY

from evaluations.models import MarkingTask


def read():
    return [REGISTRY.get_sample_value(f"marking_tasks_{name}") for name in ("waiting", "overdue")]


def test_waiting_and_overdue_scripts_are_counted(task):
    assert read() == [1, 0]
    MarkingTask.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert read() == [1, 1]
    MarkingTask.objects.update(state="done")
    assert read() == [0, 0]
