"""Words before a value that say what it is: `vertex (2, 3)`, `radius is 7 cm`, `maximum at x = 70`.

Only words of this list: any other word before a value may be a mistake, which the pupil is shown.
"""

from maths.cursor import Cursor
from maths.symbols import LABELS

_NOUNS = frozenset(
    word
    for line in (
        "absolute amplitude asymptote asymptotes axis axes base center centre centroid circumcentre constant",
        "coordinates decreasing diameter diagonal difference directrix discriminant distance domain eccentricity",
        "foci focus frequency gradient hypotenuse incentre increasing inflection inflexion intercept intercepts",
        "interest latus local lower magnitude maxima maximum midpoint minima minimum orthocentre period product",
        "quotient rectum relative remainder side slope term total upper vertex vertical vertices window horizontal",
        "first second third last",
    )
    for word in line.split()
)
# These only say that an answer follows.
_PREFACES = frozenset({"root", "roots", "solution", "solutions", "zero", "zeros", "zeroes", "value", "values", "point"})
_BETWEEN = frozenset({"is", "are", "at", "on", "of", "the", "in", "interval"})
_KNOWN = _NOUNS | _PREFACES | LABELS | {"the"}
_VALUES = frozenset({"number", "vulgar"})
_OPENING = frozenset({"(", "[", "{", "\\{", "=", ":", "≈", "⟨"})


class Headings(Cursor):
    """Reads the words; the grammar reads what follows them."""

    def heading(self) -> str:
        """Take the words in front of a value; return "" where there are none, or where they say nothing about it."""
        start, names = self.index, list[str]()
        while self.token.kind in ("word", "text", "upright"):
            words = self.token.text.strip(" :").lower().split()
            if not words or not all(word in _KNOWN or (names and word in _BETWEEN) for word in words):
                break
            names += [word for word in words if word not in _BETWEEN and word != "the"]
            self.take()
        if names and self._is_before_value(names):
            self.took("=", ":", "≈")
            return "" if _PREFACES.issuperset(names) else " ".join(names)
        self.index = start
        return ""

    def _is_before_value(self, names: list[str]) -> bool:
        """Return whether a value follows; a name that is also a letter of formulas, as area, needs it at once."""
        is_letter = len(names) == 1 and names[0] in LABELS
        is_value = self.token.kind in _VALUES or self.token.text in ("frac", "dfrac", "sqrt", "-", "₹", "$")
        if is_letter:
            return self.token.spaced and (self.token.kind in _VALUES or self.token.text in ("(", "[", "\\{"))
        return is_value or self.token.text in _OPENING or self.token.text[:1].isalpha()
