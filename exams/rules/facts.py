"""What a published result says about each item, as `ItemAnswered` carries it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from questions.choices import ItemVerdict
from questions.types import Verdict

# A number that cannot be read says no more about the student than no answer. What a correction of the key decided says
# nothing: full marks for everyone, or for nobody.
_VERDICTS = {
    Verdict.RIGHT: ItemVerdict.RIGHT,
    Verdict.PARTLY: ItemVerdict.PARTLY,
    Verdict.WRONG: ItemVerdict.WRONG,
    Verdict.UNANSWERED: ItemVerdict.UNANSWERED,
    Verdict.UNREADABLE: ItemVerdict.UNANSWERED,
    Verdict.MARKED: ItemVerdict.PERSON,
    Verdict.EVERYONE: ItemVerdict.VOID,
    Verdict.DROPPED: ItemVerdict.VOID,
}

Fact = dict[str, int | str | bool | None]


class ItemPlace(NamedTuple):
    """Which question an item asks, and where it belongs in the syllabus; codes, empty where there is none."""

    question_version_id: int
    question_id: int
    topic: str
    chapter: str


def facts_of_items(body: Mapping[str, Any], places: Mapping[int, ItemPlace], *, is_first_try: bool) -> list[Fact]:
    """Return the facts of all items of a complete run's `body`, in the paper's order."""
    return [
        {
            **place._asdict(),
            "verdict": _VERDICTS[Verdict(entry["verdict"])].value,
            "score": entry["score"],
            "max": entry["max"],
            "first_try": is_first_try,
            "hints": 0,
            "seconds": None,
        }
        for item, place in places.items()
        for entry in [body["items"][str(item)]]
    ]
