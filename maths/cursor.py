"""The position of the grammar in the tokens."""

from maths.lexer import Token, tokens_of
from maths.notation import Notation, is_unknown_word
from maths.readability import DEEPEST, Unreadable
from maths.symbols import FUNCTIONS
from maths.syntax import Node

CLOSING = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "⟨": "⟩", "|": "|", "⌊": "⌋", "⌈": "⌉"}


# Any of these in a text: braces hold things together there; elsewhere they make sets.
_LATEX = ("\\", "^{", "_{", "{}^")


class Cursor:
    """Looks at tokens, takes them, and raises Unreadable with their position. The levels of the grammar build on it."""

    def __init__(self, text: str, notation: Notation) -> None:
        self.tokens = tokens_of(text)
        self.notation, self.latex = notation, any(sign in text for sign in _LATEX)
        self.index = self.depth = self.bars = 0
        # True when the text can also be read another way: see `Notation.division`.
        self.is_ambiguous = False
        self.in_sets = notation.sets
        # Letters that the text itself shows to be functions.
        self.defined: set[str] = set()
        self.vectors = self._means_vectors() if notation.vectors is None else notation.vectors

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def peek(self, ahead: int = 1) -> Token:
        return self.tokens[min(self.index + ahead, len(self.tokens) - 1)]

    def is_sign(self, *signs: str) -> bool:
        return self.token.kind == "sign" and self.token.text in signs

    def take(self) -> Token:
        taken = self.token
        self.index += taken.kind != "end"
        return taken

    def took(self, *signs: str) -> bool:
        """Take one of the signs if it comes next; return whether it did."""
        if self.is_sign(*signs):
            self.index += 1
            return True
        return False

    def close(self, sign: str, opened: Token) -> None:
        """Take a closing bracket, or say which opening one misses it."""
        if self.took(sign):
            return
        if self.token.kind == "end":
            raise Unreadable(opened.at, "bracket_open", {"sign": opened.text.strip("\\")})
        raise Unreadable(self.token.at, "expected", {"sign": sign.strip("\\"), "found": self.found()})

    def found(self) -> str:
        return "\\n" if self.token.text == "\n" else self.token.text[:20]

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(self.token.at, "too_deep", {"most": str(DEEPEST)})

    def take_piece(self) -> Token:
        """Take and return the first name of a run of letters; the rest of the run is the next token."""
        whole = self.token
        if self.notation.known_piece(whole.text) != whole.text and is_unknown_word(whole.text, self.notation):
            raise Unreadable(whole.at, "unknown_word", {"word": whole.text[:30]})
        name = self.notation.known_piece(whole.text)
        if len(name) == len(whole.text):
            return self.take()
        self.tokens[self.index] = Token("word", whole.text[len(name) :], whole.at + len(name))
        return Token("word", name, whole.at, whole.spaced)

    def piece(self) -> str:
        """Return the name that `take_piece` would take."""
        return self.notation.known_piece(self.token.text) if self.token.kind == "word" else ""

    def is_function(self) -> bool:
        """Return whether a function's name comes next."""
        if self.token.kind == "word":
            return self.piece() in FUNCTIONS and self.piece() not in self.notation.names
        return self.token.kind in ("name", "upright") and self.token.text in FUNCTIONS

    def statement(self) -> Node:
        """Read anything that can be inside brackets. The top of the grammar implements it."""
        raise NotImplementedError

    def sum(self) -> Node:
        raise NotImplementedError

    def power(self) -> Node:
        raise NotImplementedError

    def _means_vectors(self) -> bool:
        letters = set[str]()
        for token in self.tokens:
            if token.kind == "basis" or (token.kind == "command" and token.text in ("hat", "widehat")):
                return True
            rest = token.text if token.kind == "word" else ""
            while rest:
                name = self.notation.known_piece(rest)
                letters.add(name)
                rest = rest[len(name) :]
        letters -= self.notation.names
        return "i" in letters and bool(letters & {"j", "k"})
