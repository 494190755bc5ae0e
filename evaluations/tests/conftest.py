"""What the tests of the desk share."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from evaluations.models import MarkingTask
from exams.queries.content import get_paper_content
from mathvidya.testing.factories.evaluations import waiting_task
from mathvidya.testing.factories.exams import open_attempt, open_exam


@pytest.fixture
def exam(batch: Any, maths_10: Any) -> Any:
    return open_exam(batch=batch)


@pytest.fixture
def attempt(student: Any, exam: Any) -> Any:
    """An open attempt of `student`."""
    return open_attempt(student=student, exam=exam)


@pytest.fixture
def task(student: Any, exam: Any, teacher: Any) -> MarkingTask:
    """A waiting script of `student` with one page."""
    return waiting_task(student=student, exam=exam)


@pytest.fixture
def desk(api: Callable[..., Any], teacher: Any, task: MarkingTask) -> SimpleNamespace:
    """`teacher` has claimed `task` over HTTP: client, task, url, fence, page, marks (a full set)."""
    client = api(teacher)
    lease = client.post("/api/v1/evaluations/claim", {}).json()
    attempt = task.script.attempt
    content = get_paper_content(attempt.paper_version_id)
    full = [
        {"item": item.id, "step": step.key, "award": str(step.marks)}
        for item in content.items.values()
        for step in item.written_steps
    ]
    return SimpleNamespace(
        client=client,
        task=task,
        attempt=attempt,
        url=f"/api/v1/evaluations/{task.pk}",
        fence=lease["fence"],
        page=attempt.pages.get().pk,
        marks=full,
    )
