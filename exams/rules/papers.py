"""When a paper is whole: sections, groups, marks. Pure; shapes are those of PaperVersion.sections and PaperItem."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mathvidya.lib.decimals import as_marks
from questions.types import type_of


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question on the paper, in order; `content_hash`, `type` and `question_marks` are of its version."""

    label: str
    section: str
    group: str
    marks: Decimal
    negative_marks: Decimal
    question_id: int
    type: str
    question_marks: Decimal
    content_hash: str
    is_retired: bool = False
    is_for_practice: bool = False


Sections = Sequence[Mapping[str, Any]]


def picks(sections: Sections) -> dict[str, int]:
    """Return how many of each group count; a group that no section declares counts one."""
    return {group["key"]: group["pick"] for section in sections for group in section.get("groups", [])}


def total_marks(sections: Sections, items: Sequence[Item]) -> Decimal:
    """Return the marks of the whole paper: each group counts `pick` times."""
    pick = picks(sections)
    total = sum((item.marks for item in items if not item.group), Decimal(0))
    worth = {item.group: item.marks for item in items if item.group}
    return total + sum((marks * pick.get(group, 1) for group, marks in worth.items()), Decimal(0))


def section_totals(sections: Sections, items: Sequence[Item]) -> dict[str, Decimal]:
    """Return the marks of each section."""
    return {
        section["key"]: total_marks(sections, [item for item in items if item.section == section["key"]])
        for section in sections
    }


def faults(sections: Sections, items: Sequence[Item], duration_minutes: int) -> list[str]:
    """Return everything that keeps a draft from being frozen, each as a sentence a teacher can act on."""
    return [*_of_sections(sections, items, duration_minutes), *_of_items(items), *_of_groups(sections, items)]


def _of_sections(sections: Sections, items: Sequence[Item], duration_minutes: int) -> list[str]:
    found = []
    if duration_minutes < 1:
        found.append(_("The paper has no duration."))
    if not sections:
        found.append(_("The paper has no section."))
    keys = [section["key"] for section in sections]
    found += [
        _("Two sections are called %(key)s.") % {"key": key}
        for key in sorted({key for key in keys if keys.count(key) > 1})
    ]
    used = {item.section for item in items}
    found += [_("Section %(key)s holds no question.") % {"key": key} for key in keys if key not in used]
    found += [
        _("Section %(key)s holds questions but is not declared.") % {"key": key} for key in sorted(used - set(keys))
    ]
    order = list(dict.fromkeys(item.section for item in items))
    if not used - set(keys) and [item.section for item in items] != sorted(
        (item.section for item in items), key=lambda key: keys.index(key)
    ):
        found.append(
            _("Questions of a section must stand together, in the order of the sections (now %(order)s).")
            % {"order": order}
        )
    return found


def _of_items(items: Sequence[Item]) -> list[str]:
    found = []
    labels: dict[str, int] = defaultdict(int)
    questions: dict[int, list[str]] = defaultdict(list)
    for item in items:
        labels[item.label] += 1
        questions[item.question_id].append(item.label)
        if not item.label:
            found.append(_("A question has no number."))
        if item.marks <= 0:
            found.append(_("Question %(label)s carries no marks.") % {"label": item.label})
        if item.negative_marks > item.marks:
            found.append(_("Question %(label)s takes away more marks than it carries.") % {"label": item.label})
        is_objective = type_of(item.type).is_objective
        if not is_objective and item.marks != item.question_marks:
            found.append(
                _("Question %(label)s is marked in steps worth %(question_marks)s, but carries %(marks)s here.")
                % {"label": item.label, "question_marks": as_marks(item.question_marks), "marks": as_marks(item.marks)}
            )
        if not is_objective and item.negative_marks:
            found.append(
                _("Question %(label)s is written: nothing can be taken away for a wrong answer.")
                % {"label": item.label}
            )
        if item.is_retired:
            found.append(_("Question %(label)s has been retired from the bank.") % {"label": item.label})
        if item.is_for_practice:
            found.append(_("Question %(label)s is kept for practice only.") % {"label": item.label})
    found += [
        _("Two questions are numbered %(label)s.") % {"label": label}
        for label, count in labels.items()
        if label and count > 1
    ]
    found += [
        _("The same question is at %(places)s.") % {"places": _(" and ").join(at)}
        for at in questions.values()
        if len(at) > 1
    ]
    return found


def _of_groups(sections: Sections, items: Sequence[Item]) -> list[str]:
    found = []
    members: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.group:
            members[item.group].append(item)
    declared = [group["key"] for section in sections for group in section.get("groups", [])]
    found += [
        _("Two groups are called %(key)s.") % {"key": key}
        for key in sorted({key for key in declared if declared.count(key) > 1})
    ]
    found += [_("Group %(key)s holds no question.") % {"key": key} for key in declared if key not in members]
    pick = picks(sections)
    for key, alternatives in members.items():
        if key not in pick:
            found.append(_("Group %(key)s does not say how many of its questions count.") % {"key": key})
        elif not 1 <= pick[key] < len(alternatives):
            found.append(
                _("Group %(key)s: %(pick)s of %(alternatives)s is no choice.")
                % {"key": key, "pick": pick[key], "alternatives": len(alternatives)}
            )
        if len({item.marks for item in alternatives}) > 1:
            found.append(_("The alternatives of group %(key)s carry different marks.") % {"key": key})
        if len({item.section for item in alternatives}) > 1:
            found.append(_("The alternatives of group %(key)s are in different sections.") % {"key": key})
    return found


def paper_hash(sections: Sections, items: Sequence[Item], instructions: str, duration_minutes: int) -> str:
    """Return the SHA-256 (hex) of everything that stays the same in a frozen version."""
    body = {
        "sections": list(sections),
        "instructions": instructions,
        "duration_minutes": duration_minutes,
        "items": [
            [i.label, i.section, i.group, as_marks(i.marks), as_marks(i.negative_marks), i.content_hash] for i in items
        ],
    }
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
