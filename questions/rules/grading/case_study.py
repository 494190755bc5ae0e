"""Case studies: parts graded by their own types; of parts that are alternatives, the best one counts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from questions.rules.cases import Cases
from questions.rules.content import ItemContent
from questions.rules.grading import expression, grade_objective
from questions.rules.grading.misconceptions import misconception_of
from questions.rules.grading.verdicts import Graded, Verdict
from questions.rules.grading.written import grade_steps


def grade(
    item: ItemContent,
    spec: dict[str, Any],
    answer: dict[str, Any] | None,
    awards: Mapping[str, Mapping[str, Any]] | None,
    cases: Cases,
) -> tuple[Graded, dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """(verdict, parts, steps). `spec` has the corrected key; `parts` maps a part's key to {"score", "max", "verdict",
    "counted", "misconception" (if one is known)}."""
    answers = (answer or {}).get("parts", {})
    graded: dict[str, Graded] = {}
    decided: dict[str, dict[str, Any]] = {}
    for part in spec["parts"]:
        key, marks = part["key"], Decimal(part["marks"])
        steps: dict[str, dict[str, Any]] = {}
        if part["type"] == "written":
            mine = tuple(step for step in item.written_steps if step.key.startswith(f"{key}."))
            graded[key], steps = grade_steps(mine, awards, marks)
        elif part["type"] == "expression":
            (step,) = (step for step in item.typed_steps if step.key.startswith(f"{key}."))
            version = item.question_version_id
            graded[key], steps = expression.grade(
                part, answers.get(key), awards, step, marks, item.negative_marks, version_id=version, cases=cases
            )
        else:
            graded[key] = grade_objective(part["type"], part, answers.get(key), marks, item.negative_marks)
        decided |= steps
    counted = _counted(spec["parts"], graded)
    parts = {
        part["key"]: {
            "score": str(graded[part["key"]].score),
            "max": str(part["marks"]),
            "verdict": graded[part["key"]].verdict.value,
            "counted": part["key"] in counted,
            **_misconception(part, graded[part["key"]], answers.get(part["key"])),
        }
        for part in spec["parts"]
    }
    return _whole(graded, counted, spec["parts"]), parts, decided


def _misconception(part: dict[str, Any], graded: Graded, answer: dict[str, Any] | None) -> dict[str, str]:
    mistake = misconception_of(part["type"], part, answer) if answer and graded.verdict is Verdict.WRONG else ""
    return {"misconception": mistake} if mistake else {}


def _counted(parts: list[dict[str, Any]], graded: dict[str, Graded]) -> set[str]:
    counted: dict[str, str] = {}
    for part in parts:
        key, place = part["key"], part.get("choice") or f"={part['key']}"
        best = counted.get(place)
        if best is None or _rank(graded[key]) > _rank(graded[best]):
            counted[place] = key
    return set(counted.values())


def _rank(graded: Graded) -> tuple[Decimal, bool]:
    """More marks first; of equals the one that was attempted."""
    return graded.score, graded.verdict is not Verdict.UNANSWERED


def _whole(graded: dict[str, Graded], counted: set[str], parts: list[dict[str, Any]]) -> Graded:
    score = sum((graded[key].score for key in counted), Decimal(0))
    verdicts = {part.verdict for part in graded.values()}
    full = sum((Decimal(part["marks"]) for part in parts if part["key"] in counted), Decimal(0))
    if Verdict.AWAITING in verdicts:
        return Graded(score, Verdict.AWAITING)
    if verdicts == {Verdict.UNANSWERED}:
        return Graded(score, Verdict.UNANSWERED)
    if Verdict.MARKED in verdicts:
        return Graded(score, Verdict.MARKED)
    if score == full:
        return Graded(score, Verdict.RIGHT)
    return Graded(score, Verdict.PARTLY if score > 0 else Verdict.WRONG)
