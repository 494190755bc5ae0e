"""What the tests of exams share."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from mathvidya.testing.factories.exams import items_by_name, open_exam


@pytest.fixture
def sit(api: Callable[..., Any], student: Any, batch: Any) -> Callable[..., SimpleNamespace]:
    """`sit(**exam fields)` starts an attempt over HTTP: client, exam, paper, id, url, items by short name."""

    def start(**fields: Any) -> SimpleNamespace:
        exam = open_exam(batch=batch, **fields)
        paper = exam.papers.get()
        client = api(student)
        body = client.post(f"/api/v1/exams/{exam.pk}/papers/{paper.pk}/start").json()
        return SimpleNamespace(
            client=client,
            exam=exam,
            paper=paper,
            body=body,
            id=body["attempt"]["id"],
            url=f"/api/v1/attempts/{body['attempt']['id']}",
            items=items_by_name(paper.paper_version),
        )

    return start
