"""How the checks of a specification say what is wrong, and where."""

import re
from collections.abc import Mapping, Set
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mathvidya.lib.decimals import parse_marks
from mathvidya.lib.errors import DomainError

TEXT_MAX = 20_000
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?\Z")

Spec = Mapping[str, Any]


class BadSpec(DomainError):
    """The specification breaks docs/question-format.md; `fields` says where: {"options.1.text": ["…"]}."""

    code = "bad_question"
    status = 400
    detail = gettext_lazy("The question is not complete.")


class Faults:
    """Collects what is wrong, under the dotted path of the field."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def add(self, path: str, message: str) -> None:
        self.found.setdefault(path, []).append(message)

    def text(self, spec: Spec, name: str, path: str, *, required: bool = False) -> str:
        value = spec.get(name, "")
        if not isinstance(value, str):
            self.add(path + name, _("This must be text."))
            return ""
        if required and not value.strip():
            self.add(path + name, _("This is needed."))
        if len(value) > TEXT_MAX:
            self.add(path + name, _("At most %(TEXT_MAX)s characters.") % {"TEXT_MAX": TEXT_MAX})
        if any(ord(c) < 32 and c not in "\n\t\r" for c in value) or any(0xD800 <= ord(c) <= 0xDFFF for c in value):
            self.add(path + name, _("This holds characters that cannot be shown."))
        return value

    def marks(self, value: object, path: str) -> Decimal | None:
        marks = parse_marks(value)
        if marks:
            return marks
        self.add(path, _("Marks are a number above 0 with at most two decimals, as text."))
        return None

    def items(self, spec: Spec, name: str, path: str, low: int, high: int) -> list[Mapping[str, Any]]:
        value = spec.get(name)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.add(path + name, _("This must be a list."))
            return []
        if not low <= len(value) <= high:
            self.add(path + name, _("There must be %(low)s to %(high)s of these.") % {"low": low, "high": high})
        return value

    def unknown(self, value: Mapping[str, Any], allowed: Set[str], path: str) -> None:
        for name in value:
            if name not in allowed:
                self.add(f"{path}{name}", _("This field is not known here."))


def key_named(spec: Spec, errors: Faults, path: str, name: str) -> Any:
    answer = spec.get("answer")
    if not isinstance(answer, dict) or set(answer) != {name}:
        errors.add(path + "answer", _('The key must be {"%(name)s": …}.') % {"name": name})
        return None
    return answer[name]


def check_key(entry: Spec, keys: set[str], errors: Faults, here: str) -> None:
    key = entry.get("key")
    if not isinstance(key, str) or not KEY.match(key) or len(key) > 10:
        errors.add(here + "key", _("A short name of small letters or digits."))
    elif key in keys:
        errors.add(here + "key", _("This name is taken."))
    else:
        keys.add(key)
