"""Known wrong answers: `spec["wrong"]` names answers, each with the misconception behind it."""

from django.utils.translation import gettext as _

from mathvidya.lib.json_schema import TEXT, JsonSchema, list_of, object_of
from questions.rules.faults import Faults, Spec

MOST_WRONG = 8


def wrong_of(name: str) -> JsonSchema:
    """Return the JSON Schema of known wrong answers, each under `name`, with the misconception that it betrays."""
    return list_of(object_of({name: TEXT, "misconception": TEXT}))


def check_wrong(spec: Spec, errors: Faults, path: str, name: str) -> None:
    """Check the named wrong answers: each under `name` ("option" or "value"), with the misconception behind it."""
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
