"""What a question says about the letters in its answers."""

from dataclasses import dataclass, replace
from enum import Enum

from maths.symbols import CONSTANTS, FUNCTIONS, GREEK, JOINED_CONSTANTS, JOINED_GREEK, LABELS


class Division(Enum):
    """How `a/bc` is read. SCHOOL: what touches the denominator belongs to it, unless both are numbers (`1/2x` is half
    of x). OTHER: each of those the other way round; asked when an answer came out wrong and may have been misread."""

    SCHOOL = "school"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Notation:
    """`names`: symbols the question uses (they win over `e`, `i`, units and function names); `functions`: names applied
    with brackets; `vectors`: i, j, k are unit vectors (None: only where i comes with j or k); `units`: single letters
    after a number may be units; `sets`: R, N, Z are always sets; `words`: any words are an answer."""

    names: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset("fgF")
    vectors: bool | None = None
    units: bool = False
    sets: bool = False
    words: bool = False
    division: Division = Division.SCHOOL

    def other_division(self) -> "Notation":
        return replace(self, division=Division.OTHER)

    def known_piece(self, letters: str) -> str:
        """Return the longest known name that a run of letters starts with; at least its first letter."""
        for length in range(min(len(letters), 9), 1, -1):
            piece = letters[:length]
            if piece in self.names or piece in FUNCTIONS or piece in JOINED_CONSTANTS or piece in JOINED_GREEK:
                return piece
            if length == len(letters) and (piece in CONSTANTS or piece in GREEK or piece in LABELS):
                return piece
        return letters[0]


def is_unknown_word(letters: str, notation: Notation) -> bool:
    """Return whether a run of letters is rather a word than a product: four or more, not in order (abcd)."""
    rest, singles = letters, ""
    while rest:
        piece = notation.known_piece(rest)
        singles += piece if len(piece) == 1 else " "
        rest = rest[len(piece) :]
    longest = max((part for part in singles.split(" ")), key=len, default="")
    return len(longest) > 3 and not set(longest) <= notation.names and list(longest) != sorted(set(longest))
