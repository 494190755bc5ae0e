"""What the types with options to choose from have in common. Not a type itself."""

import unicodedata
from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mathvidya.lib.json_schema import TEXT, list_of, object_of
from questions.rules.answers import BadAnswer, only
from questions.rules.faults import KEY, Faults, Spec
from questions.types.base import Answer, QuestionType

OPTIONS = list_of(object_of({"id": TEXT, "text": TEXT}))


class ChoiceType(QuestionType):
    """Options of the author's making, of which a key names one or more."""

    fields = frozenset({"options", "answer"})
    shown: ClassVar[tuple[str, ...]] = ("stem", "options")
    field_schemas = {"options": OPTIONS}
    answer_schema = key_schema = object_of({"option": TEXT})
    key_hint = _lazy("option letters (a, or a c for several)")

    def texts(self, spec: Spec) -> list[str]:
        return [spec.get("stem", ""), *(option["text"] for option in spec.get("options", ()))]

    def options(self, spec: Spec) -> list[dict[str, str]]:
        return [*spec.get("options", ())]

    def moving_options(self, spec: Spec) -> tuple[str, ...]:
        return tuple(option["id"] for option in self.options(spec))

    def check_answer(self, spec: Spec, answer: Answer) -> Answer:
        option = only(answer, "option")
        if not isinstance(option, str) or all(option != known["id"] for known in self.options(spec)):
            raise BadAnswer("There is no such option.")
        return {"option": option}

    def chosen(self, answer: Mapping[str, Any]) -> set[str]:
        return {answer["option"]} if "option" in answer else set()

    def read_key(self, text: str) -> dict[str, Any]:
        return {"option": text.lower()}

    def editor_texts(self) -> dict[str, str]:
        return {
            "options": _("Options"),
            "option": _("Option"),
            "right": _("Right answer"),
            "addOption": _("Add an option"),
        }


def check_options(spec: Spec, errors: Faults, path: str) -> set[str]:
    """Check `spec["options"]` and return their ids."""
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


def _same_text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
