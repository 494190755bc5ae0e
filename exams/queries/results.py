"""What a result shows, question by question, on a page or in the API."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from exams.models import Attempt, ResultRun
from exams.queries.result_frames import get_frames
from mathvidya.lib.errors import DomainError
from mathvidya.lib.keysets import Window, window_of
from questions.types import Verdict


class ResultNotReleased(DomainError):
    code = "result_not_released"
    status = 404
    detail = _("The result is not out yet.")


def get_run_to_show(attempt: Attempt, *, is_staff: bool) -> ResultRun:
    """Return the published run; for staff, where none is out, the newest. Raises ResultNotReleased (404)."""
    run: ResultRun | None = attempt.published_run
    if run is None and is_staff:
        run = attempt.runs.select_related("key_version").order_by("-number").first()
    if run is None:
        raise ResultNotReleased
    return run


def result_summary(attempt: Attempt, run: ResultRun) -> dict[str, Any]:
    """Return marks and sections, without the questions."""
    return {
        "attempt": attempt.pk,
        "exam": attempt.exam_id,
        "title": attempt.exam.title,
        "paper": attempt.exam_paper.title,
        "student": {"id": attempt.student_id, "name": attempt.student.get_full_name()},
        "submitted_at": attempt.submitted_at,
        "is_published": attempt.published_run_id == run.pk,
        "published_at": attempt.published_at,
        "run": run.number,
        "is_complete": run.is_complete,
        "score": str(run.score),
        "max_score": str(run.max_score),
        "percentage": str(run.percentage),
        "grade": run.grade,
        "sections": run.body["sections"],
    }


def result_items(attempt: Attempt, run: ResultRun) -> list[dict[str, Any]]:
    """Return every question: own answer, verdict, awarded steps, key and solution."""
    answers = {str(item): answer for item, answer in attempt.responses.values_list("item_id", "answer")}
    return [
        {
            **frame.question,
            **frame.given(run.body["items"][frame.item], answers.get(frame.item)),
            **frame.key,
        }
        for frame in get_frames(attempt.pk, attempt.paper_version_id, run.key_version_id)
    ]


def released_of(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """Return the attempts whose results are out, with all that `result_summary` reads."""
    related = ("published_run", "exam", "exam_paper", "student")
    return attempts.filter(published_run__isnull=False).select_related(*related)


def submitted_of(attempts: QuerySet[Attempt], asked: Mapping[str, str], *, size: int) -> Window[Attempt]:
    """`size` attempts that were submitted, newest first, from where `asked` says, with marks where they are out."""
    submitted = attempts.exclude(submitted_at=None).select_related(None)
    shown = submitted.select_related("published_run", "exam__subject", "student").defer("published_run__body")
    return window_of([shown], ("-submitted_at", "-pk"), asked, size=size)


def result_groups(attempt: Attempt, run: ResultRun, *, with_key: bool) -> list[dict[str, Any]]:
    """Return a result page's sections: {**section, "percentage", "items": [{…, "is_lost", "sign", "steps_of"}]}."""
    items = [_for_page(item) for item in (result_items(attempt, run) if with_key else [])]
    return [
        {
            **section,
            "percentage": _percentage(section),
            "items": [item for item in items if item["section"] == section["key"]],
        }
        for section in run.body["sections"]
    ]


def _for_page(item: dict[str, Any]) -> dict[str, Any]:
    """`sign`: the verdict, of a teacher's marks by how many they are. `steps_of`: steps by part ("" outside a case
    study), without those of an alternative that was left alone."""
    steps_of: dict[str, list[dict[str, Any]]] = {}
    for step in item["steps"]:
        part = step["key"].rpartition(".")[0]
        if item.get("parts", {}).get(part, item)["counted"] or not step.get("not_attempted"):
            steps_of.setdefault(part, []).append(step)
    return {**item, "is_lost": _is_lost(item), "sign": _sign(item), "steps_of": steps_of}


def _sign(item: dict[str, Any]) -> str:
    if item["verdict"] != Verdict.MARKED:
        return str(item["verdict"])
    score, full = Decimal(item["score"]), Decimal(item["max"])
    return Verdict.RIGHT if score >= full else Verdict.PARTLY if score > 0 else Verdict.WRONG


def _percentage(section: dict[str, Any]) -> int:
    full = Decimal(section["max"])
    return max(round(Decimal(section["score"]) * 100 / full), 0) if full else 0


def _is_lost(item: dict[str, Any]) -> bool:
    """Whether marks were lost here: it counts, it is decided, and it did not get all."""
    is_decided = item["verdict"] not in (Verdict.AWAITING, Verdict.DROPPED, Verdict.EVERYONE)
    return bool(item["counted"]) and is_decided and Decimal(item["score"]) < Decimal(item["max"])


def is_revision(run: ResultRun) -> bool:
    """Return whether an earlier complete run of the same attempt is on record."""
    return ResultRun.objects.filter(attempt=run.attempt_id, number__lt=run.number, is_complete=True).exists()
