"""Case studies: of parts that are alternatives, the best one counts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from questions.rules.content import ItemContent
from questions.rules.verdicts import Graded, Verdict


def counted_parts(parts: Sequence[ItemContent], graded: Mapping[str, Graded]) -> set[str]:
    """Return the keys of the parts that count: of each choice the best."""
    counted: dict[str, str] = {}
    for part in parts:
        key = part.spec["key"]
        place = part.spec.get("choice") or f"={key}"
        best = counted.get(place)
        if best is None or _rank(graded[key]) > _rank(graded[best]):
            counted[place] = key
    return set(counted.values())


def _rank(graded: Graded) -> tuple[Decimal, bool]:
    """More marks first; of equals the one that was attempted."""
    return graded.score, graded.verdict is not Verdict.UNANSWERED


def whole(graded: Mapping[str, Graded], counted: set[str], parts: Sequence[ItemContent]) -> Graded:
    """Return what the whole study earns."""
    score = sum((graded[key].score for key in counted), Decimal(0))
    verdicts = {part.verdict for part in graded.values()}
    full = sum((part.marks for part in parts if part.spec["key"] in counted), Decimal(0))
    if Verdict.AWAITING in verdicts:
        return Graded(score, Verdict.AWAITING)
    if verdicts == {Verdict.UNANSWERED}:
        return Graded(score, Verdict.UNANSWERED)
    if Verdict.MARKED in verdicts:
        return Graded(score, Verdict.MARKED)
    if score == full:
        return Graded(score, Verdict.RIGHT)
    return Graded(score, Verdict.PARTLY if score > 0 else Verdict.WRONG)
