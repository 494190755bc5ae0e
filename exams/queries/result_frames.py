"""What every result of a paper under one key has in common, kept in the process: question, key and solution.

All of it is immutable. As bytes it is most of a result's answer, so that only what the student gave is serialised.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from exams.models import KeyVersion
from exams.queries.content import PAPERS_KEPT, get_attempt_content, get_paper_content
from mathvidya.lib.process_caches import remembered
from questions.types import ItemContent, Step, corrected_spec, student_view, type_of

LINES_KEPT = 10_000  # of about 1 kB
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, eq=False)
class Frame:
    """One question of a result: the JSON before and after the student's own part.

    `is_own`: of one attempt alone, with the values drawn for it.
    """

    item: str
    question: dict[str, Any]
    key: dict[str, Any]
    steps: tuple[Step, ...]
    typed: tuple[Step, ...] = ()
    is_own: bool = False

    def given(self, entry: dict[str, Any], answer: dict[str, Any] | None) -> dict[str, Any]:
        """Return the student's part: own answer, verdict and the awarded steps; `entry` is the run's for this item."""
        awarded = entry.get("steps", {})
        steps = [
            {"key": step.key, "label": step.label, "marks": str(step.marks), **awarded.get(step.key, {})}
            for step in (*self.steps, *(step for step in self.typed if step.key in awarded))
        ]
        return {"answer": answer or None, **entry, "steps": steps}

    def as_json(self, entry: dict[str, Any], answer: dict[str, Any] | None) -> str:
        """Return the whole question as JSON; what many students share, an option with its verdict, is encoded once."""
        if self.is_own:
            return self.encoded(entry, answer)
        try:
            return _as_json(self, tuple(entry.items()), tuple(answer.items()) if answer else ())
        except TypeError:  # steps, parts or several options: hardly two are alike
            return self.encoded(entry, answer)

    def encoded(self, entry: dict[str, Any], answer: dict[str, Any] | None) -> str:
        """Return the same JSON as `as_json` without keeping it."""
        return f"{self._head}{encode(self.given(entry, answer))[1:-1]}{self._tail}"

    @cached_property
    def _head(self) -> str:
        return encode(self.question)[:-1] + ","

    @cached_property
    def _tail(self) -> str:
        return "," + encode(self.key)[1:]


@remembered(maxsize=LINES_KEPT)
def _as_json(frame: Frame, entry: tuple[tuple[str, Any], ...], answer: tuple[tuple[str, Any], ...]) -> str:
    return frame.encoded(dict(entry), dict(answer))


def get_frames(attempt_id: int, paper_version_id: int, key_version_id: int) -> tuple[Frame, ...]:
    """Return the frames of a paper version in its order. Raises PaperVersion.DoesNotExist, KeyVersion.DoesNotExist."""
    if get_paper_content(paper_version_id).is_parametric:
        content = get_attempt_content(attempt_id, paper_version_id)
        corrections = KeyVersion.objects.get(pk=key_version_id).corrections
        return tuple(_frames(content.items.values(), corrections, is_own=True))
    return _shared_frames(paper_version_id, key_version_id)


@remembered(maxsize=PAPERS_KEPT)
def _shared_frames(paper_version_id: int, key_version_id: int) -> tuple[Frame, ...]:
    corrections = KeyVersion.objects.get(pk=key_version_id).corrections
    return tuple(_frames(get_paper_content(paper_version_id).items.values(), corrections))


def _frames(items: Any, corrections: dict[str, Any], *, is_own: bool = False) -> Iterator[Frame]:
    for item in items:
        type_, spec = type_of(item.type), corrected_spec(item, corrections.get(str(item.id), {}))
        yield Frame(
            item=str(item.id),
            question=_question(item),
            key={"key": type_.key(spec), "solution": type_.solution(spec)},
            steps=item.written_steps,
            typed=item.typed_steps,
            is_own=is_own,
        )


def _question(item: ItemContent) -> dict[str, Any]:
    return {
        "id": item.id,
        "label": item.label,
        "section": item.section,
        "group": item.group,
        "type": item.type,
        "question": student_view(item.type, item.spec),
    }
