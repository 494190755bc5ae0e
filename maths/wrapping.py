r"""What TeX wraps around maths without meaning, as books do: `\text{2}.\text{5}`, `\phantom{…}`, `{\mathrm{log}}_{2}`.

It is removed before reading; the position of each character that stays is kept. Takes linear time.
"""

import re
from collections.abc import Callable

from maths.symbols import FUNCTIONS

_GROUP = r"\s*\{((?:[^{}\\]|\\.)*)\}"
_INVISIBLE = re.compile(
    r"\\[hv]?phantom\s*\{(?:[^{}]|\{[^{}]*\})*\}|\\[hvm]space\*?\s*\{[^{}]*\}|\\rule\s*\{[^{}]*\}\s*\{[^{}]*\}"
    r"|\\(?:label|color|tag\*?)\s*\{[^{}]*\}|\{\}(?=\s*\^\s*\{?\s*\\(?:circ|prime|mathrm|text|ln|log))"
)
_WORDS = re.compile(r"\\(?:text|mathrm|textrm|mbox|mathit|textit|mathbf|textbf|mathsf|operatorname\*?)" + _GROUP)
_CLASSES = re.compile(r"\\(?:math(?:op|ord|bin|rel|open|close|punct|inner)|ensuremath)" + _GROUP)
_NAMES = "|".join(sorted((name for name in FUNCTIONS if name.isalpha()), key=len, reverse=True))
_NAME_IN_BRACES = re.compile(
    rf"(?<![\^_}}\w])\{{\s*(\\(?:mathrm|text|operatorname)\s*\{{\s*(?:{_NAMES})\s*\}}|\\(?:{_NAMES}))\s*\}}(?=\s*[_^])"
)
_LETTER_IN_BRACES = re.compile(r"(?<![\w}\]^_])\{\s*(\\[A-Za-z]+|[A-Za-z])\s*\}(?=\s*[_^])")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_DIGITS = re.compile(r"(?<=[0-9]),(?=[0-9]{2,3}(?![0-9]))")


class Unwrapped:
    """The text without wrapping; `place(n)` is the position of its character n in the text as typed."""

    def __init__(self, typed: str) -> None:
        self.text = typed
        self._places: list[int] | None = None
        if "\\" in typed:
            self._replace(_INVISIBLE, lambda found: " ")
            self._replace(_CLASSES, lambda found: f"{found[1]} ")
            self._replace(_WORDS, _content)
            self._replace(_NAME_IN_BRACES, lambda found: found[1])
        if re.search(r"\}\s*[_^]", typed):
            self._replace(_LETTER_IN_BRACES, lambda found: found[1])

    def place(self, at: int) -> int:
        if self._places is None or at < 0:
            return at
        return self._places[min(at, len(self._places) - 1)]

    def _replace(self, pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str | None]) -> None:
        places = self._places or list(range(len(self.text) + 1))
        text, kept, end = "", list[int](), 0
        for found in pattern.finditer(self.text):
            new = instead(found)
            if new is None:
                continue
            text += self.text[end : found.start()] + new
            kept += places[end : found.start()] + _spread(places, found, new)
            end = found.end()
        if end:
            self.text, self._places = text + self.text[end:], kept + places[end:]


def _spread(places: list[int], found: re.Match[str], new: str) -> list[int]:
    """A place for each character of `new`: its own where it stays, else where the whole began."""
    content = found.start(1) if found.re.groups and found[1] is not None else -1
    if content >= 0 and new.startswith(found[1]):
        rest = len(new) - len(found[1])
        return places[content : content + len(found[1])] + [places[content + len(found[1])]] * rest
    return [places[found.start()]] * len(new)


def _content(found: re.Match[str]) -> str | None:
    r"""What a text command holds, where that is no word: `\text{2,500}` is a number, `\mathrm{\pm 3}` signed."""
    inside: str = found[1].replace("\\ ", " ")
    if not re.search(r"[^\W\d_]", _COMMAND.sub("", inside)):
        return _DIGITS.sub("{,}", inside) or " "
    return found[0].replace("\\ ", " ") if inside != found[1] else None
