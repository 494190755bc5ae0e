"""Questions with options to choose from."""

import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

from questions.rules.specs.faults import KEY, Faults, Spec, key_named

MOST_WRONG = 8
FIXED_OPTIONS = ("a", "b", "c", "d")
PARTIAL = ("all_or_nothing", "proportional", "right_minus_wrong")


def _same_text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _options(spec: Spec, errors: Faults, path: str) -> set[str]:
    ids: set[str] = set()
    seen: dict[str, str] = {}
    for number, option in enumerate(errors.items(spec, "options", path, 2, 8)):
        here = f"{path}options.{number}."
        errors.unknown(option, {"id", "text"}, here)
        name = option.get("id")
        if not isinstance(name, str) or not KEY.match(name) or len(name) > 8:
            errors.add(here + "id", _("A short name of small letters or digits."))
        elif name in ids:
            errors.add(here + "id", _("Another option has this name."))
        else:
            ids.add(name)
        text = _same_text(errors.text(option, "text", here, required=True))
        if text and text in seen:
            errors.add(here + "text", _("The same as option %(other)s.") % {"other": seen[text]})
        seen.setdefault(text, str(name))
    return ids


def check_single_choice(spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
    ids = _options(spec, errors, path)
    key = key_named(spec, errors, path, "option")
    if not isinstance(key, str) or key not in ids:
        errors.add(path + "answer", _("The key must be one of the options."))
    check_wrong(spec, errors, path, "option")


def check_wrong(spec: Spec, errors: Faults, path: str, name: str) -> None:
    """Named wrong answers: each under `name` ("option" or "value"), with the misconception it betrays."""
    known = [option.get("id") for option in spec.get("options", []) if isinstance(option, dict)]
    for number, entry in enumerate(errors.items(spec, "wrong", path, 1, MOST_WRONG) if "wrong" in spec else []):
        here = f"{path}wrong.{number}."
        errors.unknown(entry, {name, "misconception"}, here)
        errors.text(entry, name, here, required=True)
        errors.text(entry, "misconception", here, required=True)
        if name == "option" and entry.get(name) not in known:
            errors.add(here + name, _("There is no such option."))
        if entry.get(name) == (spec.get("answer") or {}).get(name):
            errors.add(here + name, _("This is the key."))


def check_multiple_choice(spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
    ids = _options(spec, errors, path)
    keys = key_named(spec, errors, path, "options")
    if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key in ids for key in keys):
        errors.add(path + "answer", _("The key must name one or more of the options."))
    elif len(set(keys)) != len(keys):
        errors.add(path + "answer", _("The key names an option twice."))
    if spec.get("partial", PARTIAL[0]) not in PARTIAL:
        errors.add(path + "partial", _("One of %(names)s.") % {"names": ", ".join(PARTIAL)})


def check_true_false(spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
    if not isinstance(key_named(spec, errors, path, "value"), bool):
        errors.add(path + "answer", _("The key must be true or false."))


def check_assertion_reason(spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
    errors.text(spec, "assertion", path, required=True)
    errors.text(spec, "reason", path, required=True)
    if key_named(spec, errors, path, "option") not in FIXED_OPTIONS:
        errors.add(path + "answer", _("The key must be a, b, c or d."))
