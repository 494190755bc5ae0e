"""Edits a draft paper one step at a time, as the paper editor does; numbers and groups are updated with each step.

A question is addressed by its id: it is on a paper only once. Every step locks the draft, so two tabs cannot mix.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from exams.access.papers import BadPaper
from exams.actions.papers import AlreadyFrozen, ItemDraft, draft_of, update_draft
from exams.models import PaperVersion
from exams.queries.papers import items_of
from mathvidya.lib.errors import DomainError
from questions.models import Question

SECTION_KEYS = "ABCDEFGHIJKLMNOPQRST"
ANY = "any-"


class NotOnPaper(DomainError):
    code = "not_on_paper"
    status = 404
    detail = gettext_lazy("This is not on the paper any more.")


class AlreadyOnPaper(DomainError):
    code = "already_on_paper"
    status = 409
    detail = gettext_lazy("This question is on the paper already.")


class TooManySections(DomainError):
    code = "too_many_sections"
    status = 409
    detail = gettext_lazy("A paper has at most 20 sections.")


def _open(version: PaperVersion) -> tuple[PaperVersion, list[dict[str, Any]], list[ItemDraft]]:
    """The locked draft, its sections and its items. Raises AlreadyFrozen (409)."""
    version = PaperVersion.objects.select_for_update(of=("self",)).select_related("paper__subject").get(pk=version.pk)
    if version.frozen_at is not None:
        raise AlreadyFrozen
    return version, list(version.sections), [draft_of(item) for item in items_of(version)]


def _close(version: PaperVersion, sections: list[dict[str, Any]], items: list[ItemDraft]) -> PaperVersion:
    """Put items in the order of the sections, number them, name groups by their number, and save."""
    order = {section["key"]: position for position, section in enumerate(sections)}
    items = sorted((item for item in items if item.section in order), key=lambda item: order[item.section])
    numbered, groups = _numbered(items)
    picks = {group["key"]: group["pick"] for section in sections for group in section.get("groups", [])}
    whole = [
        {
            **section,
            "groups": [
                {"key": key, "pick": picks.get(key, 1) if key.startswith(ANY) else 1}
                for key in groups.get(section["key"], ())
            ],
        }
        for section in sections
    ]
    return update_draft(version=version, sections=whole, items=numbered)


def _numbered(items: list[ItemDraft]) -> tuple[list[ItemDraft], dict[str, list[str]]]:
    """Items with their labels, and the groups of each section. Neighbours of one group are (a), (b) of one number."""
    sizes: dict[tuple[str, str], int] = {}
    for item in items:
        sizes[item.section, item.group] = sizes.get((item.section, item.group), 0) + 1
    numbered: list[ItemDraft] = []
    groups: dict[str, list[str]] = {}
    number, letter, before = 0, 0, ("", "")
    for item in items:
        here = (item.section, item.group)
        is_any = item.group.startswith(ANY)
        alone = not item.group or sizes[here] < 2
        if alone or is_any or here != before:
            number, letter = number + 1, 0
        else:
            letter += 1
        group = "" if alone else item.group if is_any else str(number)
        label = str(number) if not group or is_any else f"{number} ({'abcdefgh'[letter]})"
        if group and group not in groups.setdefault(item.section, []):
            groups[item.section].append(group)
        numbered.append(replace(item, label=label, group=group))
        before = here
    return numbered, groups


def _at(items: list[ItemDraft], question_id: int) -> int:
    for position, item in enumerate(items):
        if item.question_version.question_id == question_id:
            return position
    raise NotOnPaper


@transaction.atomic
def add_question(*, version: PaperVersion, question: Question, section: str) -> PaperVersion:
    """Put the current version of a question at the end of a section. Raises AlreadyOnPaper (409), NotOnPaper (404)."""
    version, sections, items = _open(version)
    if not sections:
        sections, section = [_section("A")], "A"
    if section not in {entry["key"] for entry in sections} or question.current is None:
        raise NotOnPaper
    if any(item.question_version.question_id == question.pk for item in items):
        raise AlreadyOnPaper
    group = next((item.group for item in items if item.section == section and item.group.startswith(ANY)), "")
    current = question.current
    items.append(ItemDraft(question_version=current, section=section, label="", marks=current.marks, group=group))
    return _close(version, sections, items)


@transaction.atomic
def remove_question(*, version: PaperVersion, question_id: int) -> PaperVersion:
    """Take a question off the draft. Raises NotOnPaper (404)."""
    version, sections, items = _open(version)
    del items[_at(items, question_id)]
    return _close(version, sections, items)


@transaction.atomic
def move_question(*, version: PaperVersion, question_id: int, up: bool) -> PaperVersion:
    """Move a question one place up or down; at the edge of a section into the next section. Raises NotOnPaper (404)."""
    version, sections, items = _open(version)
    step = -1 if up else 1
    at = _at(items, question_id)
    item, beside = items[at], at + step
    if 0 <= beside < len(items) and items[beside].section == item.section:
        items[at], items[beside] = items[beside], item
        return _close(version, sections, items)
    keys = [section["key"] for section in sections]
    neighbour = keys.index(item.section) + step
    if 0 <= neighbour < len(keys):
        # Where it is, it is the last of the section above, or the first of the section below.
        items[at] = replace(item, section=keys[neighbour], group="")
    return _close(version, sections, items)


@transaction.atomic
def toggle_choice(*, version: PaperVersion, question_id: int) -> PaperVersion:
    """Make a question the alternative ("or") of the one above it in its section, or a question of its own again."""
    version, sections, items = _open(version)
    at = _at(items, question_id)
    item = items[at]
    above = items[at - 1] if at and items[at - 1].section == item.section else None
    if item.group and above is not None and above.group == item.group:
        items[at] = replace(item, group="")
    elif above is not None:
        group = above.group or f"or-{at}"
        items[at - 1] = replace(above, group=group)
        items[at] = replace(item, group=group)
    return _close(version, sections, items)


@transaction.atomic
def set_item_marks(*, version: PaperVersion, question_id: int, marks: Decimal, negative_marks: Decimal) -> PaperVersion:
    """Set the marks of a question on this paper. Raises NotOnPaper (404)."""
    version, sections, items = _open(version)
    at = _at(items, question_id)
    items[at] = replace(items[at], marks=marks, negative_marks=negative_marks)
    return _close(version, sections, items)


def _section(key: str) -> dict[str, Any]:
    return {"key": key, "title": f"Section {key}", "instructions": "", "groups": []}


@transaction.atomic
def add_section(*, version: PaperVersion) -> PaperVersion:
    """Add a section at the end, named with the next letter. Raises TooManySections (409)."""
    version, sections, items = _open(version)
    free = [key for key in SECTION_KEYS if key not in {section["key"] for section in sections}]
    if not free:
        raise TooManySections
    return _close(version, [*sections, _section(free[0])], items)


@transaction.atomic
def change_section(*, version: PaperVersion, key: str, title: str, instructions: str, pick: int | None) -> PaperVersion:
    """Change a section. `pick`: this many of its questions count, whichever; None: all of them do.

    Raises NotOnPaper (404).
    """
    version, sections, items = _open(version)
    if key not in {section["key"] for section in sections}:
        raise NotOnPaper
    name = f"{ANY}{key}"[:10]
    had_any = any(item.section == key and item.group == name for item in items)
    changed = [
        section
        if section["key"] != key
        else {**section, "title": title, "instructions": instructions, "groups": [{"key": name, "pick": pick or 1}]}
        for section in sections
    ]
    if pick is not None or had_any:
        group = name if pick is not None else ""
        items = [replace(item, group=group) if item.section == key else item for item in items]
    return _close(version, changed, items)


@transaction.atomic
def remove_section(*, version: PaperVersion, key: str) -> PaperVersion:
    """Take a section and its questions off the paper."""
    version, sections, items = _open(version)
    return _close(version, [section for section in sections if section["key"] != key], items)


class BadMarks(DomainError):
    code = "bad_marks"
    status = 400
    detail = gettext_lazy('Write marks like "4" or "2.5".')


class BadSection(DomainError):
    code = "bad_section"
    status = 400
    detail = gettext_lazy("A section needs a title.")


class BadFacts(BadPaper):
    detail = gettext_lazy("A paper needs a title and a duration of 1 to 600 minutes.")
