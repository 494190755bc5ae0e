"""GET /attempts/{id}/result: every question a row that opens, and which of them lost marks."""

import re

from exams.actions.results import record_result, release_if_due
from mathvidya.testing.factories.exams import RIGHT, full_marks, items_by_name, open_exam, submitted_attempt


def rows(page):
    """{item id: its row's attributes}."""
    found = re.findall(r'<details class="([^"]*)" id="item-(\d+)"([^>]*)>', page.content.decode())
    return {int(pk): f"{classes} {more}" for classes, pk, more in found}


def test_rows_say_which_questions_lost_marks(browser, student, batch):
    answers = {**RIGHT, "single": {"option": "b"}}
    attempt = submitted_attempt(student=student, exam=open_exam(batch=batch), answers=answers)
    record_result(attempt=attempt, reason="marked", written=full_marks(attempt.paper_version))
    release_if_due(attempt=attempt)
    page = browser(student).get(f"/attempts/{attempt.pk}/result")
    assert page.status_code == 200
    items, shown = items_by_name(attempt.paper_version), rows(page)
    assert set(shown) == set(items.values())
    lost = {name for name, pk in items.items() if "data-lost" in shown[pk]}
    spare = {name for name, pk in items.items() if "result-item--spare" in shown[pk]}
    assert lost == {"single"}
    assert len(spare & {"written", "written_or"}) == 1  # of a choice, the other one does not count
    assert len(spare) == 1


def test_a_long_page_travels_compressed(browser, student, batch):
    attempt = submitted_attempt(student=student, exam=open_exam(batch=batch))
    record_result(attempt=attempt, reason="marked", written=full_marks(attempt.paper_version))
    release_if_due(attempt=attempt)
    page = browser(student).get(f"/attempts/{attempt.pk}/result", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
