"""Questions whose answer is typed: a number, words, maths."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from maths import SpecRefused, spec_of
from questions.rules.specs.faults import NUMBER, Faults, Spec, key_named
from questions.rules.specs.options import check_wrong

SHARE = re.compile(r"0(\.[0-9]{1,2})?\Z|1\Z")


def check_numeric(spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
    errors.text(spec, "unit", path)
    value = key_named(spec, errors, path, "value")
    if not isinstance(value, str) or not NUMBER.match(value):
        errors.add(path + "answer", _("The key must be a decimal number, as text."))
    check_wrong(spec, errors, path, "value")
    if "tolerance" not in spec:
        return
    tolerance = spec["tolerance"]
    if not isinstance(tolerance, dict) or len(tolerance) != 1 or set(tolerance) - {"absolute", "relative"}:
        errors.add(path + "tolerance", _("Either an absolute or a relative tolerance."))
        return
    (size,) = tolerance.values()
    if not isinstance(size, str) or not NUMBER.match(size) or Decimal(size) <= 0:
        errors.add(path + "tolerance", _("A tolerance is a number above 0, as text."))


def check_short_text(spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
    accepted = key_named(spec, errors, path, "accepted")
    good = isinstance(accepted, list) and 1 <= len(accepted) <= 50
    if not good or not all(isinstance(text, str) and text.strip() and len(text) <= 500 for text in accepted):
        errors.add(path + "answer", _("The key is a list of accepted answers, none of them empty."))
    if not isinstance(spec.get("case_sensitive", False), bool):
        errors.add(path + "case_sensitive", _("True or false."))


def check_expression(spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
    key = key_named(spec, errors, path, "value")
    test = spec.get("test")
    if not isinstance(key, str) or not key.strip():
        errors.add(path + "answer", _("The key is needed."))
        return
    if not isinstance(test, dict):
        errors.add(path + "test", _("Say how answers are judged."))
        return
    try:
        spec_of({**test, "key": key})
    except SpecRefused as refusal:
        is_key = refusal.option == "key"
        errors.add(path + ("answer" if is_key else f"test.{refusal.option}"), refusal.words)
    share = spec.get("form_share", "0")
    if not isinstance(share, str) or not SHARE.match(share):
        errors.add(path + "form_share", _("A share of the marks from 0 to 1, as text."))
    check_wrong(spec, errors, path, "value")
