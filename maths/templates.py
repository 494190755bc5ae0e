"""Parametric questions: a draw of values from plain data, and texts with these values in them (docs/templates.md).

    {"variables": [{"name": "a", "from": 1, "to": 9, "step": 1, "except": [0]}, {"name": "p", "in": ["2", "3/2"]}],
     "derived": [{"name": "d", "value": "b^2 - 4ac"}],
     "constraints": ["d > 0", "gcd(a, b) = 1"]}

A draw is a function of its seed alone: SHA-256 in counter mode, the same on every machine and version of Python.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from maths.exact import exact_value, holds
from maths.meaning import Beyond, Undefined
from maths.notation import Notation
from maths.reading import read
from maths.syntax import Node, Relation

TRIES = 400
MOST_NAMES, MOST_CHOICES = 20, 10_000
NAME = re.compile(r"[a-zA-Z](_[0-9])?\Z")
_PLACE = re.compile(r"\{\{([^{}]{1,200})\}\}")

Values = Mapping[str, Fraction]


class BadTemplate(ValueError):
    """The data is not a template; `path` names the place, the message says why."""

    def __init__(self, path: str, words: str) -> None:
        super().__init__(words)
        self.path = path


class Unsatisfiable(Exception):
    """No draw of `TRIES` met the constraints."""


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    choices: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Template:
    variables: tuple[Variable, ...]
    derived: tuple[tuple[str, Node], ...]
    constraints: tuple[Relation, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset({variable.name for variable in self.variables} | {name for name, _ in self.derived})


class Dice:
    """Random whole numbers from a seed."""

    def __init__(self, seed: str) -> None:
        self._seed, self._thrown = seed, 0

    def below(self, count: int) -> int:
        """Return one of 0 … count − 1, each as likely."""
        room = 2**64 - 2**64 % count
        while True:
            self._thrown += 1
            digest = hashlib.sha256(f"{self._seed}:{self._thrown}".encode()).digest()
            number = int.from_bytes(digest[:8], "big")
            if number < room:
                return number % count


def parse_template(data: Any) -> Template:
    """Read the data of a template. Raises BadTemplate."""
    if not isinstance(data, dict) or set(data) - {"variables", "derived", "constraints"}:
        raise BadTemplate("", "A template has variables, derived values and constraints.")
    variables = tuple(_variable(entry, f"variables.{place}") for place, entry in enumerate(_entries(data, "variables")))
    if not variables:
        raise BadTemplate("variables", "A template needs a variable.")
    names = [variable.name for variable in variables]
    derived: list[tuple[str, Node]] = []
    for place, entry in enumerate(_entries(data, "derived")):
        path = f"derived.{place}"
        name = _name(entry, path)
        derived.append((name, _tree(entry.get("value"), f"{path}.value", frozenset(names))))
        names.append(name)
    if len(set(names)) < len(names):
        raise BadTemplate("variables", "Two values have the same name.")
    constraints = tuple(
        _constraint(text, f"constraints.{place}", frozenset(names))
        for place, text in enumerate(_entries(data, "constraints"))
    )
    return Template(variables, tuple(derived), constraints)


def _entries(data: Mapping[str, Any], name: str) -> Sequence[Any]:
    entries = data.get(name, [])
    if not isinstance(entries, list) or len(entries) > MOST_NAMES:
        raise BadTemplate(name, f"A list of at most {MOST_NAMES}.")
    return entries


def _name(entry: Any, path: str) -> str:
    name = entry.get("name") if isinstance(entry, dict) else None
    if not isinstance(name, str) or not NAME.match(name):
        raise BadTemplate(f"{path}.name", "A name is one letter, or a letter with a digit: a, x_1.")
    return name


def _variable(entry: Any, path: str) -> Variable:
    name = _name(entry, path)
    if set(entry) == {"name", "in"} and isinstance(entry["in"], list):
        choices = [_number(value, f"{path}.in") for value in entry["in"]]
    elif set(entry) <= {"name", "from", "to", "step", "except"} and {"from", "to"} <= set(entry):
        choices = _range(entry, path)
    else:
        raise BadTemplate(path, 'A variable has "from" and "to", or a list "in".')
    if not choices or len(choices) > MOST_CHOICES:
        raise BadTemplate(path, f"A variable takes one to {MOST_CHOICES} values.")
    return Variable(name, tuple(choices))


def _range(entry: Mapping[str, Any], path: str) -> list[Fraction]:
    low, high, step = (_number(entry.get(name, 1), f"{path}.{name}") for name in ("from", "to", "step"))
    if step <= 0 or low > high or (high - low) / step >= MOST_CHOICES:
        raise BadTemplate(path, f"From a smaller to a larger value, in at most {MOST_CHOICES} steps.")
    unwanted = entry.get("except", [])
    if not isinstance(unwanted, list):
        raise BadTemplate(f"{path}.except", "A list of values.")
    left_out = {_number(value, f"{path}.except") for value in unwanted}
    every = [low + step * place for place in range(int((high - low) / step) + 1)]
    return [value for value in every if value not in left_out]


def _number(value: Any, path: str) -> Fraction:
    try:
        if isinstance(value, bool) or not isinstance(value, int | str) or len(str(value)) > 20:
            raise ValueError
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise BadTemplate(path, 'A number, as 3, "0.5" or "3/4".') from None


def _tree(text: Any, path: str, names: frozenset[str]) -> Node:
    if not isinstance(text, str):
        raise BadTemplate(path, "An expression, as text.")
    reading = read(text, Notation(names=names, functions=frozenset()))
    if reading.tree is None:
        raise BadTemplate(path, reading.problem.words if reading.problem else "")
    return reading.tree


def _constraint(text: Any, path: str, names: frozenset[str]) -> Relation:
    tree = _tree(text, path, names)
    if not isinstance(tree, Relation) or set(tree.operators) - set("=≠<≤>≥"):
        raise BadTemplate(path, "A constraint compares two values: a < b.")
    return tree


def draw(template: Template, seed: str) -> dict[str, Fraction]:
    """Draw values that meet the constraints; a draw whose derived values are not exact is repeated.

    Raises Unsatisfiable.
    """
    dice = Dice(seed)
    for _try in range(TRIES):
        values = {variable.name: variable.choices[dice.below(len(variable.choices))] for variable in template.variables}
        if _complete(template, values):
            return values
    raise Unsatisfiable


def acceptance(template: Template, seed: str, throws: int) -> float:
    """Return the share of `throws` that meets the constraints."""
    dice, good = Dice(seed), 0
    for _throw in range(throws):
        values = {variable.name: variable.choices[dice.below(len(variable.choices))] for variable in template.variables}
        good += _complete(template, values)
    return good / throws


def _complete(template: Template, values: dict[str, Fraction]) -> bool:
    try:
        for name, tree in template.derived:
            values[name] = exact_value(tree, values)
        return all(holds(relation, values) for relation in template.constraints)
    except (Undefined, Beyond):
        return False


def fill(text: str, values: Values) -> str:
    """Put the value of each `{{expression}}` into `text`: in LaTeX between dollars, else as plain text.

    A sign before a negative value merges with it, a coefficient 1 is left out: "{{a}}x + {{b}}" becomes "x - 3".
    Raises BadTemplate for a place that has no exact value.
    """
    return _filled(text, values, lambda before: before.count("$") % 2 == 1)


def fill_maths(text: str, values: Values) -> str:
    """Do the same as `fill` for a text that is maths as a whole: a key."""
    return _filled(text, values, lambda before: "\\" in text, always=True)


def _filled(text: str, values: Values, is_latex: Callable[[str], bool], *, always: bool = False) -> str:
    done, rest = "", text
    while found := _PLACE.search(rest):
        done += rest[: found.start()]
        rest = rest[found.end() :]
        latex = is_latex(done)
        value = _value_at(found[1], values)
        if latex or always:
            done, written = _joined(done, value, rest, latex=latex)
            done += written
        else:
            done += written_value(value)
    return done + rest


def _value_at(text: str, values: Values) -> Fraction:
    try:
        return exact_value(_tree(text, "{{" + text + "}}", frozenset(values)), values)
    except (Undefined, Beyond):
        raise BadTemplate("{{" + text + "}}", "This has no exact value.") from None


def _joined(before: str, value: Fraction, after: str, *, latex: bool) -> tuple[str, str]:
    """The text before, its last sign perhaps changed, and how the value is written there."""
    if re.search(r"(\^|_|\}|\\[dt]?frac|\\sqrt)\s*\Z", before) and latex:
        return before, "{" + written_value(value, latex=True) + "}"
    if re.search(r"(\^|/)\s*\Z", before):
        return before, _in_brackets(value)
    sign = re.search(r"([+\-−])(\s*)\Z", before)
    if sign and value < 0:
        flipped = "-" if sign[1] == "+" else "+"
        before, value = before[: sign.start()] + flipped + sign[2], -value
    is_coefficient = re.match(r"[a-zA-Z(√]|\\(?!cdot|times|div|le|ge|ne|frac\d)[a-zA-Z]", after) is not None
    if is_coefficient and abs(value) == 1:
        return before, "-" if value < 0 else ""
    written = written_value(value, latex=latex)
    if not latex and is_coefficient and value.denominator > 1:
        written = f"({written})"
    return before, written


def _in_brackets(value: Fraction) -> str:
    written = written_value(value)
    return written if value.denominator == 1 and value >= 0 else f"({written})"


def written_value(value: Fraction, *, latex: bool = False) -> str:
    r"""Return the value as text: 3, -3, 3/4 or \frac{3}{4}."""
    if value.denominator == 1:
        return str(value.numerator)
    if not latex:
        return f"{value.numerator}/{value.denominator}"
    return f"{'-' if value < 0 else ''}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"
