"""What a question's `spec` may hold, by type (docs/question-format.md): checking, hashing, and what a student sees.

Text limits are generous; they stop abuse, not authors.
"""

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mathvidya.lib.decimals import as_marks
from questions.rules.faults import BadSpec, Faults, Spec
from questions.rules.template_lint import lint
from questions.types.registry import all_types, find_type, type_of

COMMON = frozenset({"stem", "solution", "hint"})


def check_spec(
    type_: object, spec: Spec, marks: Decimal | None, errors: Faults, path: str, *, extra: frozenset[str] = frozenset()
) -> None:
    """Add to `errors` what is wrong with a question, or (with `extra` fields) a part of one."""
    found = find_type(type_)
    if found is None:
        errors.add(path + "type", _("One of %(names)s.") % {"names": ", ".join(type_.code for type_ in all_types())})
        return
    errors.unknown(spec, found.fields | COMMON | extra, path)
    errors.text(spec, "stem", path, required=found.needs_stem)
    errors.text(spec, "solution", path)
    errors.text(spec, "hint", path)
    found.check(spec, errors, path, marks)


def validate_spec(type: str, spec: Spec, marks: Decimal | str) -> None:
    """Raise BadSpec, naming every field at fault, unless `spec` is a whole question of `type` worth `marks`."""
    errors = Faults()
    finite = isinstance(marks, Decimal) and marks.is_finite()
    worth = errors.marks(as_marks(marks) if finite else marks, "marks")
    if isinstance(spec, dict) and "template" in spec:
        errors.found |= _faults_of_template(type, spec, worth)
    elif isinstance(spec, dict):
        check_spec(type, spec, worth, errors, "")
    else:
        errors.add("spec", _("This must be an object."))
    if errors.found:
        raise BadSpec(fields=errors.found)


def _faults_of_template(type_: str, spec: dict[str, Any], marks: Decimal | None) -> dict[str, list[str]]:
    found = find_type(type_)
    if found is None or not found.can_vary:
        return {"template": [_("A question of this type cannot have a template.")]}
    return lint(spec, lambda drawn: _faults(type_, drawn, marks), found.check_draw)


def _faults(type_: str, spec: Spec, marks: Decimal | None) -> dict[str, list[str]]:
    errors = Faults()
    check_spec(type_, spec, marks, errors, "")
    return errors.found


def faults_of(type: str, spec: Spec, marks: str) -> dict[str, list[str]]:
    """Return what validate_spec would refuse, by field; empty for a whole question."""
    try:
        validate_spec(type, spec, marks)
    except BadSpec as refusal:
        return refusal.fields
    return {}


def canonical_hash(type: str, spec: Spec, marks: Decimal | str) -> str:
    """Return the SHA-256 (hex) of the canonical JSON of what is asked, its key and its marks."""
    body = {"type": type, "spec": spec, "marks": as_marks(marks)}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def student_view(type: str, spec: Spec) -> dict[str, Any]:
    """Return `spec` without key, solution, hint and scheme: only fields that are named as shown go through."""
    return type_of(type).student_view(spec)


def words_of(type: str, spec: Spec) -> str:
    """Return what a search looks through: every text a student sees, in one line each."""
    return "\n".join(" ".join(text.split()) for text in type_of(type).texts(spec) if text)
