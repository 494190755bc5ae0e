"""What a question's `spec` may hold, by type (docs/question-format.md): checking, hashing, and what a student sees.

Pure. Text limits are generous; they stop abuse, not authors.
"""

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from questions.rules.specs.case_study import check_case_study
from questions.rules.specs.faults import BadSpec, Faults, Spec, as_marks
from questions.rules.specs.options import (
    check_assertion_reason,
    check_multiple_choice,
    check_single_choice,
    check_true_false,
)
from questions.rules.specs.shown import PART_SHOWN, sketch, student_view, words_of
from questions.rules.specs.typed import check_expression, check_numeric, check_short_text
from questions.rules.specs.written import check_written
from questions.rules.template_lint import lint

__all__ = [
    "OBJECTIVE",
    "TYPES",
    "BadSpec",
    "as_marks",
    "canonical_hash",
    "faults_of",
    "sketch",
    "student_view",
    "validate_spec",
    "words_of",
]

TYPES = (
    "single_choice",
    "multiple_choice",
    "true_false",
    "assertion_reason",
    "numeric",
    "short_text",
    "expression",
    "written",
    "case_study",
)
OBJECTIVE = frozenset(TYPES) - {"written", "case_study"}

Checker = Callable[[Spec, Faults, str, Decimal | None], None]


def _case_study(spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
    check_case_study(spec, errors, path, marks, _part)


def _part(part: Spec, marks: Decimal | None, errors: Faults, path: str) -> None:
    _check(part.get("type"), part, marks, errors, path, extra=set(PART_SHOWN))


CHECKS: dict[str, tuple[Checker, set[str]]] = {
    "single_choice": (check_single_choice, {"options", "answer", "wrong"}),
    "multiple_choice": (check_multiple_choice, {"options", "answer", "partial"}),
    "true_false": (check_true_false, {"answer"}),
    "assertion_reason": (check_assertion_reason, {"assertion", "reason", "answer"}),
    "numeric": (check_numeric, {"unit", "tolerance", "answer", "wrong"}),
    "short_text": (check_short_text, {"case_sensitive", "answer"}),
    "expression": (check_expression, {"test", "form_share", "answer", "wrong"}),
    "written": (check_written, {"scheme"}),
    "case_study": (_case_study, {"parts"}),
}


def _check(
    type_: object, spec: Spec, marks: Decimal | None, errors: Faults, path: str, *, extra: set[str] | None = None
) -> None:
    if not isinstance(type_, str) or type_ not in CHECKS:
        errors.add(path + "type", _("One of %(names)s.") % {"names": ", ".join(TYPES)})
        return
    check, allowed = CHECKS[type_]
    errors.unknown(spec, allowed | {"stem", "solution", "hint"} | (extra or set()), path)
    errors.text(spec, "stem", path, required=type_ != "assertion_reason")
    errors.text(spec, "solution", path)
    errors.text(spec, "hint", path)
    check(spec, errors, path, marks)


def validate_spec(type: str, spec: Spec, marks: Decimal | str) -> None:
    """Raise BadSpec, naming every field at fault, unless `spec` is a whole question of `type` worth `marks`."""
    errors = Faults()
    finite = isinstance(marks, Decimal) and marks.is_finite()
    worth = errors.marks(as_marks(marks) if finite else marks, "marks")
    if isinstance(spec, dict) and "template" in spec:
        errors.found |= lint(type, spec, lambda drawn: _faults(type, drawn, worth))
    elif isinstance(spec, dict):
        _check(type, spec, worth, errors, "")
    else:
        errors.add("spec", _("This must be an object."))
    if errors.found:
        raise BadSpec(fields=errors.found)


def _faults(type: str, spec: Spec, marks: Decimal | None) -> dict[str, list[str]]:
    errors = Faults()
    _check(type, spec, marks, errors, "")
    return errors.found


def canonical_hash(type: str, spec: Spec, marks: Decimal | str) -> str:
    """SHA-256 (hex) of the canonical JSON of what is asked, its key and its marks."""
    body = {"type": type, "spec": spec, "marks": as_marks(marks)}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def faults_of(type: str, spec: Spec, marks: str) -> dict[str, list[str]]:
    """What validate_spec would refuse, by field; empty for a whole question."""
    try:
        validate_spec(type, spec, marks)
    except BadSpec as refusal:
        return refusal.fields
    return {}
