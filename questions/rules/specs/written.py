"""Questions that a teacher marks by a scheme of steps."""

from decimal import Decimal

from django.utils.translation import gettext as _

from questions.rules.specs.faults import TEXT_MAX, Faults, Spec, as_marks, check_key

STEPS_MAX = 40


def check_written(spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
    keys: set[str] = set()
    total = Decimal(0)
    for number, step in enumerate(errors.items(spec, "scheme", path, 1, STEPS_MAX)):
        here = f"{path}scheme.{number}."
        errors.unknown(step, {"key", "label", "marks", "alternatives"}, here)
        check_key(step, keys, errors, here)
        errors.text(step, "label", here, required=True)
        total += errors.marks(step.get("marks"), here + "marks") or 0
        others = step.get("alternatives", [])
        if not isinstance(others, list) or not all(isinstance(o, str) and 0 < len(o) <= TEXT_MAX for o in others):
            errors.add(here + "alternatives", _("A list of texts."))
    if marks is not None and keys and total != marks:
        errors.add(
            path + "scheme",
            _("The steps come to %(total)s, but the question carries %(marks)s marks.")
            % {"total": as_marks(total), "marks": as_marks(marks)},
        )
