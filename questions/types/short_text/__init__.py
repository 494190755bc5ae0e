"""Short texts: compared after NFKC, one space between words, and without case unless the question says so."""

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mathvidya.lib.json_schema import TEXT, list_of, object_of
from questions.rules.answers import BadAnswer, text_of
from questions.rules.content import ItemContent
from questions.rules.faults import Faults, Spec, key_named
from questions.rules.verdicts import UNANSWERED, Graded, judged
from questions.types.base import Answer, QuestionType

LONGEST = 200


class ShortText(QuestionType):
    code = "short_text"
    label = _lazy("Short text")
    fields = frozenset({"case_sensitive", "answer"})
    field_schemas = {"case_sensitive": {"type": "boolean"}}
    optional = frozenset({"case_sensitive"})
    answer_schema = object_of({"text": TEXT})
    key_schema = object_of({"accepted": list_of(TEXT)})
    key_hint = _lazy("accepted texts with ; between")

    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        accepted = key_named(spec, errors, path, "accepted")
        good = isinstance(accepted, list) and 1 <= len(accepted) <= 50
        if not good or not all(isinstance(text, str) and text.strip() and len(text) <= 500 for text in accepted):
            errors.add(path + "answer", _("The key is a list of accepted answers, none of them empty."))
        if not isinstance(spec.get("case_sensitive", False), bool):
            errors.add(path + "case_sensitive", _("True or false."))

    def check_answer(self, spec: Spec, answer: Answer) -> Answer:
        return text_of(answer, "text", LONGEST)

    def judge(self, spec: Spec, answer: Answer, marks: Decimal, negative: Decimal) -> Graded:
        case_sensitive = bool(spec.get("case_sensitive", False))
        given = _compared(answer["text"], case_sensitive=case_sensitive)
        if not given:
            return UNANSWERED
        accepted = {_compared(text, case_sensitive=case_sensitive) for text in spec["answer"]["accepted"]}
        return judged(given in accepted, marks, negative)

    def plain(self, answer: Mapping[str, Any]) -> str:
        return str(answer.get("text") or " / ".join(answer.get("accepted", ())))

    def check_key(self, item: ItemContent, key: object) -> None:
        accepted = key.get("accepted") if isinstance(key, dict) and set(key) == {"accepted"} else None
        good = isinstance(accepted, list) and bool(accepted)
        if not good or not all(isinstance(text, str) and text.strip() for text in accepted or ()):
            raise BadAnswer("The key lists the accepted answers.")

    def read_key(self, text: str) -> dict[str, Any]:
        return {"accepted": [part.strip() for part in text.split(";") if part.strip()]}

    def editor_texts(self) -> dict[str, str]:
        return {
            "accepted": _("Accepted answers, one a line"),
            "caseSensitive": _("Capital and small letters differ"),
        }


def _compared(text: str, *, case_sensitive: bool) -> str:
    """The spelling that is compared."""
    text = " ".join(unicodedata.normalize("NFKC", text).split()).rstrip(".")
    return text if case_sensitive else unicodedata.normalize("NFKC", text.casefold())
