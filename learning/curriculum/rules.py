"""The form of a syllabus file (docs/syllabus.md), checked before anything is written. Pure."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mathvidya.lib.errors import DomainError

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 40


class BadSyllabus(DomainError):
    code = "bad_syllabus"
    status = 400
    detail = _("This is not a syllabus.")


@dataclass(frozen=True)
class ProgrammeEntry:
    code: str
    name: str
    name_hi: str = ""
    board: str = ""
    school_class: str = ""
    position: int = 0


@dataclass(frozen=True)
class TopicEntry:
    code: str
    number: int
    name: str
    name_hi: str = ""


@dataclass(frozen=True)
class ChapterEntry:
    code: str
    number: int
    name: str
    name_hi: str = ""
    topics: tuple[TopicEntry, ...] = ()


@dataclass(frozen=True)
class UnitEntry:
    number: int
    name: str
    name_hi: str = ""
    marks: int | None = None
    chapters: tuple[ChapterEntry, ...] = ()


@dataclass(frozen=True)
class SubjectEntry:
    """`marks`: what the units' marks add up to, where a board fixes them."""

    code: str
    name: str
    name_hi: str = ""
    position: int = 0
    marks: int | None = None
    units: tuple[UnitEntry, ...] = ()

    @property
    def chapters(self) -> list[ChapterEntry]:
        return [chapter for unit in self.units for chapter in unit.chapters]


@dataclass(frozen=True)
class Syllabus:
    """One programme with the subjects that the file describes."""

    programme: ProgrammeEntry
    subjects: tuple[SubjectEntry, ...]


def read_syllabus(text: str) -> Syllabus:
    """Parse a syllabus file; raises BadSyllabus that says which entry is wrong."""
    try:
        data = json.loads(text)
        syllabus = Syllabus(
            programme=ProgrammeEntry(**data["programme"]),
            subjects=tuple(_read_subject(subject) for subject in data["subjects"]),
        )
    except ValueError as error:
        raise BadSyllabus(f"Not JSON: {error}") from error
    except (KeyError, TypeError) as error:
        raise BadSyllabus(f"An entry is missing or of the wrong kind: {error}") from error
    _check(syllabus)
    return syllabus


def _read_subject(data: dict[str, Any]) -> SubjectEntry:
    return SubjectEntry(**{**data, "units": tuple(_read_unit(unit) for unit in data["units"])})


def _read_unit(data: dict[str, Any]) -> UnitEntry:
    return UnitEntry(**{**data, "chapters": tuple(_read_chapter(chapter) for chapter in data["chapters"])})


def _read_chapter(data: dict[str, Any]) -> ChapterEntry:
    return ChapterEntry(**{**data, "topics": tuple(TopicEntry(**topic) for topic in data["topics"])})


def _check(syllabus: Syllabus) -> None:
    for code in (syllabus.programme.code, *(subject.code for subject in syllabus.subjects)):
        if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
            raise BadSyllabus(f"{code!r} is no code: lower case, digits and hyphens, at most {LONGEST_CODE}.")
    seen: set[str] = set()
    for subject in syllabus.subjects:
        _check_marks(subject)
        _check_codes(subject)
        for chapter in subject.chapters:
            for code in (chapter.code, *(topic.code for topic in chapter.topics)):
                if code in seen:
                    raise BadSyllabus(f"The code {code!r} appears twice.")
                seen.add(code)


def _check_marks(subject: SubjectEntry) -> None:
    """A board's paper spends all its marks on the units; a subject without such a paper names none."""
    given = [unit.marks for unit in subject.units if unit.marks is not None]
    if subject.marks is None and given:
        raise BadSyllabus(f"The units of {subject.code} have marks, the subject has not.")
    if subject.marks is not None and (len(given) < len(subject.units) or sum(given) != subject.marks):
        raise BadSyllabus(f"The units of {subject.code} do not sum to {subject.marks} marks.")


def _check_codes(subject: SubjectEntry) -> None:
    for chapter in subject.chapters:
        if chapter.code != f"{subject.code}.{chapter.number}":
            raise BadSyllabus(f"Chapter {chapter.number} has the code {chapter.code!r}.")
        for topic in chapter.topics:
            if topic.code != f"{chapter.code}.{topic.number}":
                raise BadSyllabus(f"Topic {topic.number} of {chapter.code} has the code {topic.code!r}.")
