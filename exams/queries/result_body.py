"""A result as the API returns it: bytes, of which only the student's own part is serialised for each answer."""

from typing import Any

from exams.adapters.result_store import StoredResult, read_result
from exams.queries.result_frames import encode, get_frames
from exams.queries.results import ResultNotReleased
from mathvidya.lib.instants import as_iso

__all__ = ["StoredResult", "read_result", "result_body"]


def result_body(result: StoredResult, *, with_key: bool) -> bytes:
    """Return the JSON of a result (docs/results.md).

    Without `with_key` it has no questions: answer with verdict would give the key away.

    Raises ResultNotReleased (404).
    """
    if result.run_id is None:
        raise ResultNotReleased
    items = ",".join(_items(result)) if with_key else ""
    return f'{encode(_summary(result))[:-1]},"items":[{items}]}}'.encode()


def _summary(result: StoredResult) -> dict[str, Any]:
    return {
        "attempt": result.attempt_id,
        "exam": result.exam_id,
        "title": result.title,
        "paper": result.paper,
        "student": {"id": result.student_id, "name": result.student},
        "submitted_at": as_iso(result.submitted_at),
        "is_published": result.published_run_id == result.run_id,
        "published_at": as_iso(result.published_at),
        "run": result.number,
        "is_complete": result.is_complete,
        "score": result.score,
        "max_score": result.max_score,
        "percentage": result.percentage,
        "grade": result.grade,
        "sections": result.body["sections"],
    }


def _items(result: StoredResult) -> list[str]:
    entries, answers = result.body["items"], result.answers
    frames = get_frames(result.attempt_id, result.paper_version_id, result.key_version_id)
    return [frame.as_json(entries[frame.item], answers.get(frame.item)) for frame in frames]
