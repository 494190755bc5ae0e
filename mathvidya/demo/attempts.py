"""Past attempts: answers, handwritten pages and marks of content/answers.json, through the real actions."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accounts.models import User
from evaluations.actions.annotations import put_annotations, see_page
from evaluations.actions.leases import claim_task
from evaluations.actions.marks import put_marks
from evaluations.actions.pages import confirm_page, declare_page
from evaluations.actions.preparation import prepare_page
from evaluations.actions.submission import submit_marking
from evaluations.models import MarkingTask, Page
from exams.access.attempts import get_attempt_to_submit, get_ref_to_answer
from exams.actions.attempts import save_responses, start_attempt, submit_attempt
from exams.models import Attempt, Exam, PaperItem
from mathvidya.demo.handwriting import draw_page, find_labels
from mathvidya.uploads.actions import receive_upload

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class DemoAttempt:
    """One entry of answers.json."""

    paper: str
    seed: int
    responses: dict[str, Any]
    pages: list[list[str]]
    marks: dict[str, dict[str, dict[str, Any]]]


def read_demo_attempt(student: str, paper: str) -> DemoAttempt:
    """Return what `student` (a key of answers.json) answered in `paper`. Raises StopIteration for an unknown pair."""
    document = json.loads((CONTENT / "answers.json").read_text())
    entry = next(row for row in document["attempts"] if (row["student"], row["paper"]) == (student, paper))
    return DemoAttempt(paper, entry["seed"], entry["responses"], entry["pages"], entry["marks"])


def sit(*, student: User, exam: Exam, entry: DemoAttempt) -> Attempt:
    """Start, answer, send the pages and submit; return the attempt. Raises what these actions raise."""
    paper = exam.papers.order_by("position")[0]
    started = start_attempt(student_id=student.pk, exam_id=exam.pk, exam_paper_id=paper.pk)
    attempt = get_attempt_to_submit(student, started.attempt.id)
    items = _items(attempt)
    responses = [{"item": items[ref], "answer": answer, "client_seq": 1} for ref, answer in entry.responses.items()]
    save_responses(attempt=get_ref_to_answer(student.pk, student.role, attempt.pk), responses=responses)
    for number, lines in enumerate(entry.pages, start=1):
        _send_page(attempt, draw_page(lines, seed=entry.seed, number=number), f"page-{number}.jpg")
    submit_attempt(attempt=attempt)
    return attempt


def _send_page(attempt: Attempt, picture: bytes, name: str) -> None:
    digest = hashlib.sha256(picture).hexdigest()
    page, grant = declare_page(
        attempt=attempt, filename=name, content_type="image/jpeg", size=len(picture), sha256=digest
    )
    receive_upload(upload=grant.upload, read=io.BytesIO(picture).read, declared_length=len(picture))
    confirm_page(page=page)
    prepare_page(page_id=page.pk)


def mark(*, attempt: Attempt, teacher: User, entry: DemoAttempt) -> None:
    """Claim the script, look at every page, award every step, tick and comment on the paper, submit."""
    task = MarkingTask.objects.get(script__attempt=attempt)
    lease = claim_task(teacher_id=teacher.pk, task_id=task.pk)
    task.refresh_from_db()
    items = _items(attempt)
    held: dict[str, Any] = {"task": task, "marker": teacher, "fence": lease.fence}
    for number, page in enumerate(attempt.pages.order_by("position")):
        see_page(**held, page_id=page.pk)
        put_annotations(**held, page_id=page.pk, annotations=_ink(page, entry, number))
    marks: list[Mapping[str, Any]] = [
        {"item": items[ref], "step": step, **decision}
        for ref, steps in entry.marks.items()
        for step, decision in steps.items()
    ]
    put_marks(**held, marks=marks)
    submit_marking(**held)


def _ink(page: Page, entry: DemoAttempt, number: int) -> list[Mapping[str, Any]]:
    """Return a tick or cross beside each answer of the page, and the teacher's first comment on it."""
    ink: list[Mapping[str, Any]] = []
    for label, (x, y) in find_labels(entry.pages[number], seed=entry.seed).items():
        steps = _steps_at(label, entry)
        lost = [step for step in steps if step["error_tag"] or step["comment"]]
        kind = "cross" if steps and len(lost) == len(steps) else "tick"
        shape: dict[str, Any] = {"x": max(x - 0.05, 0.02), "y": y, "size": 0.045}
        ink.append({"client_id": f"{page.pk}-{label}", "kind": kind, "shape": shape})
        comment = next((step["comment"] for step in lost if step["comment"]), "")
        if comment:
            shape = {"x": 0.62, "y": min(y + 0.03, 0.98), "text": comment}
            ink.append({"client_id": f"{page.pk}-{label}-c", "kind": "comment", "shape": shape})
    return ink


def _steps_at(label: str, entry: DemoAttempt) -> list[dict[str, Any]]:
    """Return the decisions on the answer with this number in the margin: "22(a)" means the question …-22a."""
    wanted = label.rstrip(".").replace("(", "").replace(")", "").lower()
    return [
        step
        for ref, steps in entry.marks.items()
        if ref.rsplit("-", 1)[-1] == wanted
        for step in steps.values()
        if not step["not_attempted"]
    ]


def _items(attempt: Attempt) -> dict[str, int]:
    """Return {question ref: item id} of the attempt's paper."""
    items = PaperItem.objects.filter(paper_version=attempt.paper_version_id)
    return dict(items.values_list("question_version__question__ref", "pk"))
