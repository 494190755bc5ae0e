"""Case studies: parts, each a question of its own type, some of them alternatives."""

from decimal import Decimal

from django.utils.translation import gettext as _

from mathvidya.lib.decimals import as_marks
from questions.rules.faults import KEY, Faults, Spec, check_key
from questions.types.registry import find_type
from questions.types.specs import check_spec

PARTS_MAX = 12
PART_SHOWN = ("key", "label", "type", "marks", "choice")


def check_parts(spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
    """Check every part as the question of its own type, and that their marks add up to those of the study."""
    keys: set[str] = set()
    total = Decimal(0)
    choices: dict[str, list[Decimal]] = {}
    for number, part in enumerate(errors.items(spec, "parts", path, 1, PARTS_MAX)):
        here = f"{path}parts.{number}."
        check_key(part, keys, errors, here)
        errors.text(part, "label", here, required=True)
        worth = errors.marks(part.get("marks"), here + "marks")
        type_ = find_type(part.get("type"))
        if type_ is not None and not type_.can_be_part:
            errors.add(here + "type", _("A question of this type cannot be a part of a case study."))
        else:
            check_spec(part.get("type"), part, worth, errors, here, extra=frozenset(PART_SHOWN))
        choice = part.get("choice", "")
        if not isinstance(choice, str) or (choice and not KEY.match(choice)):
            errors.add(here + "choice", _("A short name of small letters or digits."))
        elif choice:
            choices.setdefault(choice, []).append(worth or Decimal(0))
        else:
            total += worth or 0
    for choice, worths in choices.items():
        if len(worths) < 2:
            errors.add(path + "parts", _("The choice %(choice)s needs at least two parts.") % {"choice": choice})
        if len(set(worths)) > 1:
            errors.add(path + "parts", _("Parts of the choice %(choice)s must carry equal marks.") % {"choice": choice})
        total += worths[0]
    if marks is not None and keys and total != marks:
        errors.add(
            path + "parts",
            _("The parts come to %(total)s, but the question carries %(marks)s marks.")
            % {"total": as_marks(total), "marks": as_marks(marks)},
        )
