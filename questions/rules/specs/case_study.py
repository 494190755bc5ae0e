"""Case studies: parts, each a question of its own type, some of them alternatives."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from questions.rules.specs.faults import KEY, Faults, Spec, as_marks, check_key

PARTS_MAX = 12
PartCheck = Callable[[Spec, Decimal | None, Faults, str], None]


def check_case_study(spec: Spec, errors: Faults, path: str, marks: Decimal | None, check_part: PartCheck) -> None:
    """`check_part` checks one part as the question of its own type."""
    keys: set[str] = set()
    total = Decimal(0)
    choices: dict[str, list[Decimal]] = {}
    for number, part in enumerate(errors.items(spec, "parts", path, 1, PARTS_MAX)):
        here = f"{path}parts.{number}."
        check_key(part, keys, errors, here)
        errors.text(part, "label", here, required=True)
        worth = errors.marks(part.get("marks"), here + "marks")
        if part.get("type") == "case_study":
            errors.add(here + "type", _("A case study cannot stand inside a case study."))
        else:
            check_part(part, worth, errors, here)
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
