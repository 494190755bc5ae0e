"""Short texts: compared after NFKC, one space between words, and without case unless the question says so."""

import unicodedata
from decimal import Decimal
from typing import Any

from questions.rules.grading.verdicts import Graded, Verdict, judged


def plain_text(text: str, *, case_sensitive: bool) -> str:
    """The spelling that is compared."""
    text = " ".join(unicodedata.normalize("NFKC", text).split()).rstrip(".")
    return text if case_sensitive else unicodedata.normalize("NFKC", text.casefold())


def grade(
    spec: dict[str, Any], key: dict[str, Any], answer: dict[str, Any], marks: Decimal, negative: Decimal
) -> Graded:
    case_sensitive = bool(spec.get("case_sensitive", False))
    given = plain_text(answer["text"], case_sensitive=case_sensitive)
    if not given:
        return Graded(Decimal(0), Verdict.UNANSWERED)
    accepted = {plain_text(text, case_sensitive=case_sensitive) for text in key["accepted"]}
    return judged(given in accepted, marks, negative)
