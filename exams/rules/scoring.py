"""A result as a pure function of the paper, its key, the answers and the teacher's marks."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from exams.rules.content import PaperContent, SectionContent
from exams.rules.grades import grade_of
from questions.types import (
    NONE,
    Cases,
    Graded,
    ItemContent,
    Verdict,
    answer_digest,
    as_decided,
    corrected,
    find,
    grade,
    misconception_of,
    typed_answers,
)

RULES_VERSION = 1
CENT = Decimal("0.01")
ZERO = Decimal(0)

Answers = Mapping[int, dict[str, Any]]
Written = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True)
class Scored:
    """`body` is the JSON of a ResultRun (docs/results.md)."""

    score: Decimal
    max_score: Decimal
    percentage: Decimal
    grade: str
    is_complete: bool
    body: dict[str, Any]


@dataclass
class _Line:
    item: ItemContent
    graded: Graded
    entry: dict[str, Any]
    is_counted: bool = True


def score(
    content: PaperContent, key: Mapping[str, Any], responses: Answers, written: Written | None, cases: Cases = NONE
) -> Scored:
    """Score an attempt.

    `key`: corrections {str(item id): {"answer"} | {"everyone": true} | {"dropped": true}}.
    `written`: {str(item id): {step key: {"award", "not_attempted", "error_tag", "comment"}}}; None before marking.
    `cases`: verdicts on typed answers that are already decided (questions.queries.cases).
    """
    lines = {
        item.id: _line(
            item, key.get(str(item.id), {}), responses.get(item.id), (written or {}).get(str(item.id)), cases
        )
        for item in content.items.values()
    }
    sections = [
        _section(section, [lines[item.id] for item in content.items_of(section.key)]) for section in content.sections
    ]
    total = max(sum((Decimal(section["score"]) for section in sections), ZERO), ZERO)
    full = sum((Decimal(section["max"]) for section in sections), ZERO)
    percentage = (total * 100 / full).quantize(CENT, ROUND_HALF_UP) if full else ZERO
    is_complete = all(line.graded.verdict is not Verdict.AWAITING for line in lines.values())
    return Scored(
        score=total,
        max_score=full,
        percentage=percentage,
        grade=grade_of(percentage) if is_complete else "",
        is_complete=is_complete,
        body={
            "sections": sections,
            "items": {str(line.item.id): {**line.entry, "counted": line.is_counted} for line in lines.values()},
        },
    )


def _line(
    item: ItemContent,
    correction: Mapping[str, Any],
    answer: dict[str, Any] | None,
    awards: Mapping[str, Any] | None,
    cases: Cases,
) -> _Line:
    item = corrected(item, correction) if correction else item
    graded, parts, steps = grade(item, answer, awards, cases)
    if correction.get("dropped"):
        graded = Graded(ZERO, Verdict.DROPPED)
    elif correction.get("everyone"):
        graded = Graded(item.marks, Verdict.EVERYONE)
    entry: dict[str, Any] = {"score": str(graded.score), "max": str(item.marks), "verdict": graded.verdict.value}
    if mistake := misconception_of(item, answer, graded.verdict):
        entry["misconception"] = mistake
    if parts:
        entry["parts"] = parts
    if steps:
        entry["steps"] = steps
    return _Line(item, graded, entry)


def _section(section: SectionContent, lines: list[_Line]) -> dict[str, Any]:
    """Of a group the `pick` best count; a dropped question leaves its group and the maximum."""
    live = [line for line in lines if line.graded.verdict is not Verdict.DROPPED]
    for line in lines:
        line.is_counted = line.graded.verdict is not Verdict.DROPPED and not line.item.group
    for key in dict.fromkeys(line.item.group for line in live if line.item.group):
        group = [line for line in live if line.item.group == key]
        best = sorted(group, key=_rank, reverse=True)[: section.groups.get(key, len(group))]
        for line in best:
            line.is_counted = True
    counted = [line for line in lines if line.is_counted]
    return {
        "key": section.key,
        "title": section.title,
        "score": str(sum((line.graded.score for line in counted), ZERO)),
        "max": str(sum((line.item.marks for line in counted), ZERO)),
    }


def _rank(line: _Line) -> tuple[Decimal, bool, int]:
    return line.graded.score, line.graded.verdict is not Verdict.UNANSWERED, -line.item.position


def written_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the teacher's marks inside a run's body, in the form that `score` takes, because a rescoring must not lose
    them.
    """
    return {item: entry["steps"] for item, entry in body["items"].items() if entry.get("steps")}


def receipt_of(responses: Answers) -> str:
    """Return the SHA-256 (hex) of the answers as submitted; the same answers give the same receipt on every machine."""
    return _digest({str(item): responses[item] for item in responses})


def inputs_hash(responses: Answers, written: Written | None, met: Sequence[str] = ()) -> str:
    """Return the SHA-256 (hex) of everything a result is computed from besides the paper and its key.

    `met`: the cases that decide something, as `cases_met` gives them.
    """
    marks = {
        item: {step: as_decided(award) for step, award in awards.items()} for item, awards in (written or {}).items()
    }
    inputs: dict[str, Any] = {"answers": {str(item): responses[item] for item in responses}, "written": marks}
    return _digest({**inputs, "cases": list(met)} if met else inputs)


def cases_met(content: PaperContent, key: Mapping[str, Any], responses: Answers, cases: Cases) -> list[str]:
    """Return the cases that decide something in this attempt, each as "item.part: verdict"."""
    return (
        [
            f"{item.id}.{part}: {case.verdict}"
            for item in content.items.values()
            for part, spec, text in typed_answers(corrected(item, key.get(str(item.id), {})), responses.get(item.id))
            if (case := find(cases, (item.question_version_id, part, answer_digest(text)), spec))
        ]
        if cases
        else []
    )


def _digest(value: object) -> str:
    return hashlib.sha256(
        json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    ).hexdigest()
