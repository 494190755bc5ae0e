"""Words that the question editor's script shows; translated here, passed to it as JSON."""

from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

from questions.types import all_types


def editor_texts() -> dict[str, str]:
    """Return the words by name: those of every question, then what the types add."""
    texts = {
        "stem": _("Question"),
        "stemHint": _("Markdown; maths between $ signs: $\\frac{a}{b}$. A price is written \\$5."),
        "picture": _("Add a picture"),
        "pictureWords": _("What does the picture show? Students who cannot see it hear these words."),
        "pictureInsert": _("Insert"),
        "pictureCancel": _("Cancel"),
        "pictureSending": _("The picture is being sent…"),
        "pictureFailed": _("The picture could not be sent. Try again."),
        "pictureRefused": _("This is not a picture we can show: PNG, JPEG or WebP up to 3 MB."),
        "remove": _("Remove"),
        "up": _("Move up"),
        "down": _("Move down"),
        "of": _("of"),
        "solution": _("Solution (shown after release)"),
        "hint": _("Hint"),
        "mistakes": _("Known wrong answers"),
        "addMistake": _("Add a wrong answer"),
        "wrongAnswer": _("Wrong answer"),
        "misconception": _("The mistake behind it, as the student reads it"),
        "template": _("Values that differ for each student"),
        "templateHint": _(
            'JSON: {"variables": [{"name": "a", "from": 1, "to": 9}], "derived": [{"name": "d", "value": "a^2"}], '
            '"constraints": ["a > 2"]}. Texts then hold {{a}}, {{d}}.'
        ),
    }
    for type_ in all_types():
        texts |= type_.editor_texts()
    return texts


def editor_types() -> list[dict[str, Any]]:
    """Return what the editor's script needs to know of each type: where its fields are made, and whether it may be a
    part of a case study."""
    return [
        {
            "code": type_.code,
            "label": str(type_.label),
            "canBePart": type_.can_be_part,
            "module": static(type_.editor_module),
        }
        for type_ in all_types()
    ]
