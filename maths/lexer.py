"""Splits typed text (plain, Unicode, LaTeX) into tokens. Knows signs and names, not grammar."""

import re
import unicodedata
from dataclasses import dataclass

from maths.readability import LONGEST_NUMBER, LONGEST_TEXT, MOST_TOKENS, Unreadable
from maths.symbols import (
    CONSTANTS,
    FUNCTIONS,
    LABELS,
    LATEX_LETTERS,
    LATEX_SIGNS,
    LATEX_SPACES,
    OPERATORS,
    PAIRS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    UNICODE_LETTERS,
    VULGAR_FRACTIONS,
)
from maths.wrapping import Unwrapped

_DIGITS = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]*\.?[0-9]+(?:\.(?![.0-9]))?|[0-9]+\.?")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:(?:,\\! ?|,|\{,\}|\\,|\\ |\\;|[\u2009\u202f\u00a0])[0-9]{2,3})+(?![0-9])(?:\.[0-9]+)?"
)
# With plain gaps only outside brackets and not before a stroke: `3 100/200` is a mixed number.
_GAPPED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?(?!\s*[0-9/])")
_WESTERN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}(?:\.[0-9]+)?")
_LETTERS = re.compile(r"[A-Za-z]+")
_EXPONENT = re.compile(r"[eE][+-]?[0-9]+(?![0-9A-Za-z.])")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_TEXT_COMMANDS = {"text", "mathrm", "operatorname", "mbox", "textrm", "mathit", "mathbf", "mathsf", "textbf"}
_ARGUMENT_COMMANDS = {
    "frac", "dfrac", "tfrac", "cfrac", "sqrt", "binom", "dbinom", "tbinom", "begin", "end", "boxed", "mathbb",
    "angle", "triangle", "dot", "tilde", "widetilde", "hat", "vec", "overline", "bar", "overrightarrow", "widehat",
    "underline", "sum", "prod", "int", "lim",
}  # fmt: skip
_INVISIBLE = frozenset("\u200b\u200c\u200d\ufeff\u2061\u2062\u2063\u2064")
_DEVANAGARI = {chr(0x966 + digit): str(digit) for digit in range(10)}


@dataclass(slots=True)
class Token:
    """`kind`: number, vulgar, word, symbol, constant, basis, set, command, name, text, upright, sign or end.

    `spaced`: there is a gap before it.
    """

    kind: str
    text: str
    at: int
    spaced: bool = False


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text, ending with one of kind "end". Raises Unreadable; takes linear time."""
    if len(text) > LONGEST_TEXT:
        raise Unreadable(LONGEST_TEXT, "too_long", {"most": f"{LONGEST_TEXT:,}"})
    unwrapped = Unwrapped(text)
    try:
        tokens = _Lexer(unwrapped.text).run()
    except Unreadable as problem:
        raise Unreadable(unwrapped.place(problem.position), problem.code, problem.about) from None
    for token in tokens:
        token.at = unwrapped.place(token.at)
    return tokens


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text = text.translate({ord(digit): plain for digit, plain in _DEVANAGARI.items()})
        self.at, self.spaced, self.depth = 0, False, 0
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        while self.at < len(self.text):
            if len(self.tokens) > MOST_TOKENS:
                raise Unreadable(self.at, "too_long", {"most": f"{LONGEST_TEXT:,}"})
            self._step(self.text[self.at])
        self._add("end", "", 0)
        return self.tokens

    def _step(self, char: str) -> None:
        if (char.isdigit() and char in "0123456789") or (char == "." and self._digit_at(self.at + 1)):
            self._number()
        elif found := _LETTERS.match(self.text, self.at):
            self._word(found[0])
        elif char == "\\":
            self._command()
        elif char.isspace() or char == "~" or char in _INVISIBLE:
            if char in "\r\n" and "\\" not in self.text and self.tokens and self.tokens[-1].text != "\n":
                self._add("sign", "\n", 0)
            self.at, self.spaced = self.at + 1, self.spaced or char not in _INVISIBLE
        elif char in SUPERSCRIPTS or char in SUBSCRIPTS:
            self._script(SUPERSCRIPTS if char in SUPERSCRIPTS else SUBSCRIPTS, "^" if char in SUPERSCRIPTS else "_")
        elif char in VULGAR_FRACTIONS:
            self._add("vulgar", char, 1)
        elif letter := UNICODE_LETTERS.get(self.text[self.at : self.at + 2]):
            self._add(*letter, 2)
        elif letter := UNICODE_LETTERS.get(char):
            self._add(*letter, 1)
        elif self.text[self.at : self.at + 2] in ("k̂", "\u0237\u0302"):
            self._add("basis", "k" if char == "k" else "j", 2)
        elif char == "℃":
            self._add("sign", "°", 0)
            self._add("word", "C", 1)
        else:
            self._sign(char)

    def _digit_at(self, at: int) -> bool:
        return at < len(self.text) and self.text[at] in "0123456789"

    def _add(self, kind: str, text: str, length: int) -> None:
        self.tokens.append(Token(kind, text, self.at, self.spaced))
        self.at, self.spaced = self.at + length, False

    def _number(self) -> None:
        found = self._grouped() or _DECIMAL.match(self.text, self.at)
        assert found is not None  # nosec B101  # noqa: S101  (the caller saw a digit)
        if len(found[0]) > LONGEST_NUMBER:
            raise Unreadable(self.at, "number_too_long", {"most": str(LONGEST_NUMBER)})
        plain = re.sub(r"[^0-9.]", "", found[0]).rstrip(".")
        self._add("number", f"0{plain}" if plain.startswith(".") else plain, len(found[0]))
        power = _EXPONENT.match(self.text, self.at)
        if power:
            self._power_of_ten(power[0])

    def _grouped(self) -> re.Match[str] | None:
        """Digit groups, Indian, western or with gaps; inside brackets a comma or a gap separates, but before 000."""
        if not self.depth and (found := _GAPPED.match(self.text, self.at)):
            return found
        found = _GROUPED.match(self.text, self.at)
        if not found or (self.depth and "," in found[0] and "{" not in found[0] and ",0" not in found[0]):
            return None
        plain = re.sub(r",\\! ?|\{,\}|\\.|[\u2009\u202f\u00a0]", ",", found[0])
        return found if _WESTERN.fullmatch(plain) or _INDIAN.fullmatch(plain) else None

    def _power_of_ten(self, typed: str) -> None:
        if len(typed) > 6:
            raise Unreadable(self.at, "number_too_long", {"most": str(LONGEST_NUMBER)})
        for kind, text in (("sign", "*"), ("number", "10"), ("sign", "^"), ("sign", "{")):
            self._add(kind, text, 0)
        if typed[1] == "-":
            self._add("sign", "-", 0)
        self._add("number", str(int(typed[1:].lstrip("+-"))), 0)
        self._add("sign", "}", len(typed))

    def _word(self, letters: str) -> None:
        following = self.text[self.at + len(letters) : self.at + len(letters) + 1]
        if following == "\u0302" and letters[-1] in "ijk":  # k with a combining hat
            if letters[:-1]:
                self._add("word", letters[:-1], len(letters) - 1)
            self._add("basis", letters[-1], 2)
        else:
            self._add("word", letters, len(letters))

    def _script(self, table: dict[str, str], sign: str) -> None:
        """A run of raised or lowered characters becomes `^{…}` or `_{…}`."""
        start = self.at
        self._add("sign", sign, 0)
        self._add("sign", "{", 0)
        while self.at < len(self.text) and (char := self.text[self.at]) in table:
            plain = table[char]
            run = _run(self.text, self.at, table) if plain.isdigit() else plain
            self._add("number" if plain.isdigit() else "word" if plain.isalpha() else "sign", run, len(run))
        self._add("sign", "}", 0)
        self.tokens[-1].at = start

    def _command(self) -> None:
        found = _COMMAND.match(self.text, self.at)
        if not found:
            raise Unreadable(self.at, "unknown_sign", {"sign": "\\"})
        name = found[0][1:]
        if name in _TEXT_COMMANDS:
            self._text(name, len(found[0]))
        elif name in ("left", "right") and self.text[found.end() : found.end() + 1] == ".":
            self.at = found.end() + 1
        elif name in ("left", "right") and re.match(r"\||\\[lr]?vert", self.text[found.end() :]):
            bar = re.match(r"\||\\[lr]?vert", self.text[found.end() :])
            self._add("sign", "|(" if name == "left" else "|)", len(found[0]) + len(bar[0] if bar else ""))
        elif name == "placeholder":
            raise Unreadable(self.at, "empty_box")
        elif name in LATEX_SPACES:
            self.at, self.spaced = found.end(), self.spaced or name not in ("left", "right", "middle")
        elif name in LATEX_SIGNS:
            self._sign_named(LATEX_SIGNS[name], len(found[0]))
        elif name in LATEX_LETTERS:
            self._add(*LATEX_LETTERS[name], len(found[0]))
        elif name in "{}%$&|#_" or name == "\\":
            self._sign_named({"{": "\\{", "}": "\\}", "|": "|", "\\": "\n"}.get(name, name), 2)
        elif name in ("circ", "operatornamewithlimits"):
            self._add("sign", "°", len(found[0]))
        elif name in _ARGUMENT_COMMANDS:
            self._add("command", name, len(found[0]))
        elif name.isascii() and name.isalpha():
            self._add("name", name, len(found[0]))
        else:
            raise Unreadable(self.at, "unknown_sign", {"sign": found[0]})
        while name.isalpha() and self.text[self.at : self.at + 1] == " ":  # TeX: it only ends the command's name
            self.at += 1

    def _text(self, command: str, length: int) -> None:
        """`\\text{…}`: the words inside, as one token."""
        found = re.compile(r"\*?\s*\{([^{}\\]*)\}").match(self.text, self.at + length)
        if not found:
            raise Unreadable(self.at, "bracket_open", {"sign": "{"})
        inside = found[1].strip()
        is_name = inside in FUNCTIONS or inside in CONSTANTS or inside in LABELS or len(inside) == 1
        is_upright = is_name or command in ("mathrm", "operatorname", "mathbf", "mathit", "mathsf")
        kind = "upright" if is_upright else "text"
        self._add(kind, inside, found.end() - self.at)

    def _sign_named(self, sign: str, length: int) -> None:
        self.depth += (sign in ("\\{", "[", "(", "⟨")) - (sign in ("\\}", "]", ")", "⟩"))
        self._add("sign", sign, length)

    def _sign(self, char: str) -> None:
        pair = PAIRS.get(self.text[self.at : self.at + 2])
        if pair:
            self._add("sign", pair, 2)
        elif self.text.startswith("...", self.at):
            self._add("sign", "…", 3)
        elif sign := OPERATORS.get(char):
            if sign == " ":
                self.at, self.spaced = self.at + 1, True
                return
            in_latex = "\\" in self.text
            plain_brace = sign in "{}" and not in_latex
            self.depth += (sign in "([⟨" or (sign == "{" and plain_brace)) - (
                sign in ")]⟩" or (sign == "}" and plain_brace)
            )
            self._add("sign", sign, 1)
        elif char == ".":
            self._add("sign", ".", 1)
        elif unicodedata.category(char).startswith("C"):
            raise Unreadable(self.at, "hidden_character")
        else:
            raise Unreadable(self.at, "unknown_sign", {"sign": char})


def _run(text: str, at: int, table: dict[str, str]) -> str:
    """The digits written in the script of `table` from `at`."""
    end = at
    while end < len(text) and table.get(text[end], "").isdigit():
        end += 1
    return "".join(table[char] for char in text[at:end])
