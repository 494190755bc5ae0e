"""Reading question files: our own JSON, and AQuA-RAT's lines (multiple choice with rationales). Pure.

AQuA's texts are plain, ours are Markdown: what Markdown or KaTeX would eat (`$5,000`, `4*5!`, `is___`) is escaped.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

AQUA_SOURCE = "AQuA-RAT (Ling et al., 2017), © 2017 Google Inc., Apache-2.0"
LETTERS = "ABCDE"
MOST = 5_000
QUESTION_FIELDS = frozenset(
    {"ref", "subject", "chapter", "topic", "type", "marks", "difficulty", "source", "use", "spec"}
)
STRAY = {"⁄": "/", "∗": "×", "’": "'", "‘": "'", "“": '"', "”": '"', "−": "-", "\t": " ", "\u00a0": " ", "\u200b": ""}
_LETTER = re.compile(r"\s*\(?([A-Ea-e])\s*[).:]\s*")
_NAMED = re.compile(r"\b(?:[Aa]nswer|ANSWER|[Aa]ns|ANS|[Oo]ption|[Cc]hoice)\b[^\n.]{0,25}?[\s:=(\[.-]([A-E])(?![\w'’])")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:\s*/\s*\d+)?\Z")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{2,3})+(?![\d,])")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|$~])")
_LINE_START = re.compile(r"(?m)^(\s*)([#+-])(?=\s)|^(\s*\d+)([.)])(?=\s)")
UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # what no column of PostgreSQL holds
IMAGE = re.compile(r"\]\(image:([^)\s]+)\)")


@dataclass(kw_only=True)
class Entry:
    """One question as a file gives it. `refusals` keep it out; with `doubts` a teacher looks at it first."""

    line: int
    ref: str
    question: dict[str, Any] | None = None
    changes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def _json_of(line: str) -> Any:
    """The value of a line; None for one that is no JSON, or is nested deeper than can be read."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def is_aqua(text: str) -> bool:
    """Return whether a file is AQuA's: its first line is an object with `options` and `correct`."""
    first = _json_of(next((line for line in text.splitlines() if line.strip()), ""))
    return isinstance(first, dict) and {"question", "options", "correct"} <= first.keys()


def read_aqua(text: str, *, subject: str) -> list[Entry]:
    """Return every line of an AQuA file as an entry for `subject` (a code); lines are numbered from 1."""
    entries = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        entry = _aqua_entry(number, line, subject)
        earlier = seen.setdefault(entry.ref, number)
        if entry.ref and earlier != number:
            entry.refusals.append(_("The same question as line %(earlier)s.") % {"earlier": earlier})
        entries.append(entry)
    return entries


def _aqua_entry(number: int, line: str, subject: str) -> Entry:
    entry = Entry(line=number, ref="")
    row = _json_of(line)
    if row is None:
        entry.refusals.append(_("This line is not JSON."))
        return entry
    if not isinstance(row, dict) or not isinstance(row.get("options"), list):
        entry.refusals.append(_("This line holds no question with options."))
        return entry
    texts = [row.get("question"), row.get("rationale", ""), row.get("correct"), *row["options"]]
    if not all(isinstance(text, str) for text in texts):
        entry.refusals.append(_("Question, rationale, correct and options must be texts."))
        return entry
    if any(UNSTORABLE.search(text) for text in texts):
        entry.refusals.append(_("The text holds a character that cannot be stored."))
        return entry
    stem, rationale = _tidy(row["question"], entry), _tidy(row.get("rationale", ""), entry)
    options = [
        _strip_letter(_tidy(option, entry), LETTERS[i : i + 1], entry) for i, option in enumerate(row["options"])
    ]
    entry.ref = "aqua-" + hashlib.sha256("\n".join([stem, *options]).encode()).hexdigest()[:12]
    correct = row["correct"].strip().upper()
    _judge(stem, options, correct, rationale, entry)
    if any("$" in text for text in (stem, rationale, *options)):
        entry.changes.append(_("The sign $ is escaped, so that it is money and not a formula."))
    entry.question = {
        "ref": entry.ref,
        "subject": subject,
        "type": "single_choice",
        "marks": "1",
        "difficulty": 3,
        "source": AQUA_SOURCE,
        "spec": {
            "stem": to_markdown(stem),
            "options": [
                {"id": letter.lower(), "text": to_markdown(text)}
                for letter, text in zip(LETTERS, options, strict=False)
            ],
            "answer": {"option": correct.lower()},
            "solution": to_markdown(rationale, keep_lines=True),
        },
    }
    return entry


def _tidy(text: str, entry: Entry) -> str:
    clean = unicodedata.normalize("NFC", text)
    for stray, plain in STRAY.items():
        clean = clean.replace(stray, plain)
    clean = re.sub(r"\\(?=[A-Z][a-z ])", '"', clean)
    clean = "\n".join(" ".join(line.split()) for line in clean.splitlines()).strip()
    if clean != text and _("Stray characters and spaces are put right.") not in entry.changes:
        entry.changes.append(_("Stray characters and spaces are put right."))
    return clean


def _strip_letter(option: str, letter: str, entry: Entry) -> str:
    match = _LETTER.match(option)
    if match is None:
        entry.refusals.append(_("The option %(option)s does not begin with its letter.") % {"option": repr(option)})
        return option
    if match[1].upper() != letter:
        entry.refusals.append(
            _("Options are out of order: %(found)s is where %(wanted)s should be.")
            % {"found": match[1], "wanted": letter or _("nothing")}
        )
    return option[match.end() :]


def _judge(stem: str, options: list[str], correct: str, rationale: str, entry: Entry) -> None:
    """List what is wrong with the question: refusals where its key cannot be trusted, doubts where it may be wrong."""
    if not stem:
        entry.refusals.append(_("There is no question."))
    if len(options) < 2 or len(options) > len(LETTERS):
        entry.refusals.append(_("%(options)s options; two to five are expected.") % {"options": len(options)})
    if not correct:
        entry.refusals.append(_("The key is missing."))
        return
    if len(correct) != 1 or correct not in LETTERS[: len(options)]:
        entry.refusals.append(_("The key %(correct)s is not among the options.") % {"correct": repr(correct)})
        return
    named = set(_NAMED.findall(rationale))
    if named and correct not in named:
        entry.refusals.append(
            _("The rationale answers %(named)s, but the key is %(correct)s.")
            % {"named": ", ".join(sorted(named)), "correct": correct}
        )
    elif named - {correct}:
        entry.doubts.append(
            _("The rationale names %(named)s; the key is %(correct)s.")
            % {"named": ", ".join(sorted(named)), "correct": correct}
        )
    _judge_options(options, entry)
    key = number_in(options[LETTERS.index(correct)])
    said = {Fraction(text) for text in _NUMBERS.findall(_ungroup(rationale))}
    if key is not None and key.denominator == 1 and said and abs(key) not in said:
        entry.doubts.append(
            _("The number of the key, %(key)s, is nowhere in the rationale.") % {"key": options[LETTERS.index(correct)]}
        )


def _judge_options(options: list[str], entry: Entry) -> None:
    seen: dict[str, str] = {}
    values: dict[Fraction, str] = {}
    for letter, option in zip(LETTERS, options, strict=False):
        text = " ".join(option.casefold().split())
        if not text:
            entry.refusals.append(_("Option %(letter)s is empty.") % {"letter": letter})
            continue
        value = number_in(option)
        if text in seen:
            entry.refusals.append(
                _("Options %(other)s and %(letter)s are the same: %(option)s.")
                % {"other": seen[text], "letter": letter, "option": option}
            )
        elif value is not None and value in values:
            entry.refusals.append(
                _("Options %(other)s and %(letter)s have the same value: %(option)s.")
                % {"other": values[value], "letter": letter, "option": option}
            )
        seen.setdefault(text, letter)
        if value is not None:
            values.setdefault(value, letter)


def _ungroup(text: str) -> str:
    return _GROUPED.sub(lambda match: match[0].replace(",", ""), text)


def number_in(option: str) -> Fraction | None:
    """Return the number that an option is ("Rs. 1,148", "40%", "3/4"), with its sign; None where it is none."""
    bare = re.sub(r"(?i)^\s*(rs\.?|\$|£|€|₹)\s*", "", _ungroup(option)).strip()
    bare = re.sub(r"\s*%$", "", bare)
    if not _NUMBER.match(bare):
        return None
    try:
        return Fraction(bare.replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None


def to_markdown(text: str, *, keep_lines: bool = False) -> str:
    """Return Markdown that reads as the plain text does. Lines inside a sentence are joined unless `keep_lines`."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    escaped = _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[3]}\\{m[4]}", escaped)
    return "".join(_joined(escaped.split("\n"), keep_lines))


def _ends(line: str, following: str) -> bool:
    return line.endswith((".", "?", ":", "!", ",", '"')) and following[:1].isupper()


def _joined(lines: list[str], keep_lines: bool) -> Iterator[str]:
    for index, line in enumerate(lines):
        yield line
        if index + 1 < len(lines):
            breaks = keep_lines or _ends(line, lines[index + 1])
            yield "  \n" if breaks or lines[index + 1].startswith("\\*") else "\n"


def read_questions(document: Mapping[str, Any]) -> list[Entry]:
    """Return the questions of our own document as entries; their number in the list is their line."""
    entries = []
    seen: dict[str, int] = {}
    rows = document.get("questions", [])
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        entry = Entry(line=number, ref=str(row.get("ref", "")) if isinstance(row, dict) else "")
        if not isinstance(row, dict):
            entry.refusals.append(_("This is not an object."))
        else:
            entry.question = row
            entry.refusals += [
                _("%(name)s: this is needed.") % {"name": name}
                for name in ("ref", "type", "marks", "spec")
                if name not in row
            ]
            entry.refusals += [
                _("%(name)s: not known here.") % {"name": name} for name in sorted(row.keys() - QUESTION_FIELDS)
            ]
            if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", entry.ref):
                entry.refusals.append(_("ref: letters, digits, dot, dash and underscore, at most 80."))
            if seen.setdefault(entry.ref, number) != number:
                entry.refusals.append(_("The same reference as number %(number)s.") % {"number": seen[entry.ref]})
        entries.append(entry)
    return entries


def image_names(value: Any) -> set[str]:
    """Return every NAME of `![…](image:NAME)` anywhere inside a specification."""
    if isinstance(value, str):
        return set(IMAGE.findall(value))
    if isinstance(value, Mapping):
        return set().union(*(image_names(entry) for entry in value.values()))
    if isinstance(value, list):
        return set().union(*(image_names(entry) for entry in value))
    return set()


def with_images(value: Any, hashes: Mapping[str, str]) -> Any:
    """Return the same specification with every known NAME replaced by its hash."""
    if isinstance(value, str):
        return IMAGE.sub(lambda match: f"](image:{hashes.get(match[1], match[1])})", value)
    if isinstance(value, Mapping):
        return {name: with_images(entry, hashes) for name, entry in value.items()}
    if isinstance(value, list):
        return [with_images(entry, hashes) for entry in value]
    return value
