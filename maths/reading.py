"""`read` returns a typed answer as a tree, with its reading for KaTeX, or where and why it cannot be read."""

import re
import unicodedata
from dataclasses import dataclass, replace

from maths.grammar import parse
from maths.latex import to_latex
from maths.notation import Notation
from maths.readability import LONGEST_TEXT, Unreadable
from maths.symbols import PHRASES
from maths.syntax import Node, Phrase
from maths.wording import problem_in_words

# What a pupil writes before the answer itself; it is replaced by blanks, so that positions stay.
_PREFACE = re.compile(
    r"\s*(?:\\?text\{)?(?:the\s+)?"
    r"(?:ans(?:wer)?|sol(?:ution)?|therefore|hence|thus|∴|\\therefore)\b\}?"
    r"\s*(?:is|are)?\s*[:.=⇒→-]*",
    re.IGNORECASE,
)
# "(ii) " before an answer, and words around it that say it is rounded.
_ITEM = re.compile(r"\s*\((?:i{1,3}|iv|vi{0,3}|[a-d])\)\s+(?=[^\s=+*/^,-])")
_ABOUT = re.compile(r"\(?\b(?:approx(?:imately)?|nearly|about)\b\.?\)?", re.IGNORECASE)
# "Domain: " and similar words, but no ratio of letters.
_HEADING = re.compile(r"\s*\\text\{[^{}\d]*:\s*\}(?=\s*\S)|\s*[^\W\d_]{3,}(?:[ -][^\W\d_]{2,}){0,4}\s*:\s*(?=\S)")
_PARTICULARS = re.compile(r"\\(?:text|mathrm|textrm|mbox)\s*\{([^{}]*)\}")
# `$x = 2$ or $x = 3$`: words outside, and each piece of maths between its own two dollars.
_MATHS_IN_DOLLARS = re.compile(r"(?<![\\$])\$(?=[^\s$])([^$]*[^\s$\\])\$(?!\$)")
_DELIMITERS = (("$$", "$$"), ("$", "$"), (r"\(", r"\)"), (r"\[", r"\]"))


@dataclass(frozen=True, slots=True)
class Problem:
    """Where a text cannot be read further: an offset in it, the reason as a code, and `words` for a pupil."""

    position: int
    code: str
    about: dict[str, str]

    @property
    def words(self) -> str:
        """The words in the active language."""
        return problem_in_words(self.code, self.about)


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading: either `tree` and `latex`, or `problem`.

    `is_ambiguous`: the text has a place that another convention reads otherwise (`Notation.division`).
    """

    text: str
    tree: Node | None = None
    latex: str = ""
    problem: Problem | None = None
    is_ambiguous: bool = False


def read(text: str, notation: Notation | None = None) -> Reading:
    """Read any text at all; never raises. Takes well under a second whatever the text."""
    try:
        tree, is_ambiguous = understand(text, notation or Notation())
        return Reading(text, tree, to_latex(tree), is_ambiguous=is_ambiguous)
    except Unreadable as problem:
        position = min(problem.position, len(text))
        return Reading(text, problem=Problem(position, problem.code, problem.about))


def understand(text: str, notation: Notation) -> tuple[Node, bool]:
    """Return the tree of a text, and whether it is ambiguous. Raises Unreadable."""
    if len(text) > LONGEST_TEXT:
        raise Unreadable(LONGEST_TEXT, "too_long", {"most": f"{LONGEST_TEXT:,}"})
    bare = _blanked(text)
    if not bare.strip():
        raise Unreadable(0, "empty")
    if phrase := phrase_in(bare) or (words_in(bare) if notation.words else None):
        return phrase, False
    return parse(bare, notation)


def phrase_in(text: str) -> Phrase | None:
    """Return the phrase that the text is, word for word but for case and stops."""
    plain = " ".join(_PARTICULARS.sub(r" \1 ", text).lower().replace("’", "'").split()).strip(" .!")
    return Phrase(PHRASES[plain]) if plain in PHRASES else None


def words_in(text: str) -> Phrase | None:
    """Return what a text of words alone means; None where one of its letters may be a symbol."""
    plain = " ".join(re.sub(r"[.,;'’-]+", " ", _PARTICULARS.sub(r" \1 ", text)).casefold().split())
    is_plain = all(unicodedata.category(char)[0] in "LM" for char in plain.replace(" ", ""))
    return Phrase(plain) if plain and is_plain else None


def _blanked(text: str) -> str:
    """The text with delimiters and preface as blanks."""
    stripped = text.strip()
    if _MATHS_IN_DOLLARS.sub("", text) != text and not re.search(r"[\d$]", _MATHS_IN_DOLLARS.sub("", text)):
        return _without_preface(_MATHS_IN_DOLLARS.sub(lambda found: f" {found[1]} ", text))
    for opening, closing in _DELIMITERS:
        inside = stripped[len(opening) : -len(closing)]
        if stripped.startswith(opening) and stripped.endswith(closing) and inside and opening not in inside:
            start = text.index(stripped)
            text = " " * (start + len(opening)) + inside
            break
    return _without_preface(text)


def _without_preface(text: str) -> str:
    found = _HEADING.match(text)
    if found and not _HEADING.search(text, found.end()):
        text = " " * found.end() + text[found.end() :]
    if found := _PREFACE.match(text):
        rest = text[found.end() :]
        text = " " * found.end() + rest if rest.strip() else text
    if found := _ITEM.match(text):
        text = " " * found.end() + text[found.end() :]
    return _ABOUT.sub(lambda found: " " * len(found[0]), text) if "\\approx" not in text else text


def reread(reading: Reading, notation: Notation) -> Reading:
    """Return the same text by the other convention of `Notation.division`."""
    return replace(read(reading.text, notation.other_division()), is_ambiguous=False)
