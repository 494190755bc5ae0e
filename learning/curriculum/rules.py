"""The form of a syllabus file, checked before anything is written. Pure."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mathvidya.lib.errors import DomainError

BOARD_TOTAL = 80


class BadSyllabus(DomainError):
    code = "bad_syllabus"
    status = 400
    detail = _("This is not a syllabus.")


@dataclass(frozen=True)
class TopicEntry:
    code: str
    number: int
    name: str
    name_hi: str


@dataclass(frozen=True)
class ChapterEntry:
    code: str
    number: int
    name: str
    name_hi: str
    topics: tuple[TopicEntry, ...]


@dataclass(frozen=True)
class UnitEntry:
    number: int
    name: str
    name_hi: str
    marks: int
    chapters: tuple[ChapterEntry, ...]


@dataclass(frozen=True)
class Syllabus:
    code: str
    name: str
    name_hi: str
    student_class: str
    board: str
    position: int
    units: tuple[UnitEntry, ...]


def read_syllabus(text: str) -> Syllabus:
    """Parse a syllabus file; raises BadSyllabus that says which entry is wrong."""
    try:
        data = json.loads(text)
        syllabus = Syllabus(
            **{key: data[key] for key in ("code", "name", "name_hi", "student_class", "board", "position")},
            units=tuple(_read_unit(unit) for unit in data["units"]),
        )
    except ValueError as error:
        raise BadSyllabus(f"Not JSON: {error}") from error
    except (KeyError, TypeError) as error:
        raise BadSyllabus(f"An entry is missing or of the wrong kind: {error}") from error
    _check(syllabus)
    return syllabus


def _read_unit(data: dict[str, Any]) -> UnitEntry:
    chapters = tuple(_read_chapter(chapter) for chapter in data["chapters"])
    return UnitEntry(data["number"], data["name"], data["name_hi"], data["marks"], chapters)


def _read_chapter(data: dict[str, Any]) -> ChapterEntry:
    topics = tuple(TopicEntry(**topic) for topic in data["topics"])
    return ChapterEntry(data["code"], data["number"], data["name"], data["name_hi"], topics)


def _check(syllabus: Syllabus) -> None:
    if sum(unit.marks for unit in syllabus.units) != BOARD_TOTAL:
        raise BadSyllabus(f"The units of {syllabus.code} do not sum to {BOARD_TOTAL} marks.")
    seen: set[str] = set()
    for chapter in (chapter for unit in syllabus.units for chapter in unit.chapters):
        if chapter.code != f"{syllabus.code}.{chapter.number}":
            raise BadSyllabus(f"Chapter {chapter.number} has the code {chapter.code!r}.")
        for topic in chapter.topics:
            if topic.code != f"{chapter.code}.{topic.number}":
                raise BadSyllabus(f"Topic {topic.number} of {chapter.code} has the code {topic.code!r}.")
        for code in (chapter.code, *(topic.code for topic in chapter.topics)):
            if code in seen:
                raise BadSyllabus(f"The code {code!r} stands twice.")
            seen.add(code)
