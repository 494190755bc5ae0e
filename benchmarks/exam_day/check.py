"""Compares acknowledgements with the database: whatever was acknowledged must be stored, and count once."""

from dataclasses import dataclass
from typing import Any

from benchmarks.exam_day.history import History
from benchmarks.school import LiveExam, School
from exams.rules.scoring import receipt_of

_ANSWERS = """
SELECT attempt_id, item_id, client_seq, answer FROM exams_response
JOIN exams_attempt attempt ON attempt.id = attempt_id WHERE exam_id = %s
"""
_PAGES = """
SELECT page.id, page.sha256 FROM evaluations_page page JOIN exams_attempt attempt ON attempt.id = attempt_id
WHERE exam_id = %s AND page.state IN ('received', 'ready')
"""
_SUBMITTED = """
SELECT attempt.id, receipt, count(DISTINCT run.id), count(DISTINCT script.id), count(DISTINCT task.id)
FROM exams_attempt attempt
LEFT JOIN exams_resultrun run ON run.attempt_id = attempt.id
LEFT JOIN evaluations_script script ON script.attempt_id = attempt.id
LEFT JOIN evaluations_markingtask task ON task.script_id = script.id
WHERE attempt.exam_id = %s AND attempt.status = 'submitted' GROUP BY attempt.id
"""


@dataclass(frozen=True)
class Finding:
    """How many acknowledgements of one kind there were, and which of them the database does not confirm."""

    what: str
    acknowledged: int
    wrong: list[str]

    def as_json(self) -> dict[str, Any]:
        return {"what": self.what, "acknowledged": self.acknowledged, "wrong": len(self.wrong), "first": self.wrong[:5]}


def check_stored(school: School, exam: LiveExam, history: History) -> list[Finding]:
    """Compare acknowledgements with the database. Call it when the relay has delivered every event."""
    stored: dict[int, dict[int, tuple[int, dict[str, Any]]]] = {}
    for attempt, item, sequence, answer in school.connection.execute(_ANSWERS, [exam.exam_id]):
        stored.setdefault(attempt, {})[item] = (sequence, answer)
    pages: dict[int, str] = dict(school.connection.execute(_PAGES, [exam.exam_id]).fetchall())
    submitted = {row[0]: row[1:] for row in school.connection.execute(_SUBMITTED, [exam.exam_id])}
    answers = [
        f"attempt {attempt} item {item}: acknowledged {answer}, stored {stored.get(attempt, {}).get(item)}"
        for (attempt, item), answer in history.answers.items()
        if not is_kept(answer, stored.get(attempt, {}).get(item))
    ]
    lost = [f"page {page}" for page, digest in history.pages.items() if pages.get(page) != digest]
    receipts = [
        f"attempt {attempt}: {_why(receipt, submitted.get(attempt), stored.get(attempt, {}))}"
        for attempt, receipt in history.receipts.items()
        if _why(receipt, submitted.get(attempt), stored.get(attempt, {}))
    ]
    return [
        Finding("answers", len(history.answers), answers),
        Finding("pages", len(history.pages), lost),
        Finding("submissions", len(history.receipts), receipts),
    ]


def is_kept(acknowledged: tuple[int, dict[str, Any]], stored: tuple[int, dict[str, Any]] | None) -> bool:
    """Return whether this acknowledged answer is stored, or a newer one in its place."""
    return stored is not None and (stored == acknowledged or stored[0] > acknowledged[0])


def _why(receipt: str, row: tuple[Any, ...] | None, answers: dict[int, tuple[int, dict[str, Any]]]) -> str:
    """What is wrong with an acknowledged submission; "" when all is right."""
    if row is None:
        return "not submitted"
    kept, runs, scripts, tasks = row
    scored = receipt_of({item: answer for item, (_sequence, answer) in sorted(answers.items())})
    if not receipt == kept == scored:
        return f"receipt {receipt[:8]}, stored {kept[:8]}, of the answers {scored[:8]}"
    return "" if (runs, scripts, tasks) == (1, 1, 1) else f"{runs} results, {scripts} scripts, {tasks} tasks"
