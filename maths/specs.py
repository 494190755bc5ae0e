"""What an author asks for in an answer, as plain data, checked once.

{"test": "equivalent", "key": "2x + 3", "variables": {"x": "positive"}} and the options in `_OPTIONS`.
"""

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from maths.checks.numbers import KINDS
from maths.domains import REALS, WORDS, Range
from maths.forms.verdict import FORMS
from maths.matrices import WORDS as MATRICES
from maths.matrices import Letters, letters_of
from maths.meaning import Meaning
from maths.notation import Notation
from maths.reading import Reading, read, words_in
from maths.solving import NotSolved, Solver, unknown_of
from maths.syntax import Basis, Node, Quantity, symbols_of, walk
from maths.trees import prepared
from maths.wording import refusal_in_words

TESTS = frozenset({"equivalent", "set", "equation", "function", "tolerance", "units", "number"})
TOLERANCES = frozenset({"absolute", "relative", "significant_figures", "decimal_places"})
_OPTIONS: dict[str, type | tuple[type, ...]] = {
    "test": str,
    "key": str,
    "variables": dict,
    "functions": list,
    "log": str,
    "angle": str,
    "vectors": bool,
    "constant": str,
    "tolerance": dict,
    "units": str,
    "number": str,
    "form": (str, list),
}
_CHOICES = {
    "test": TESTS,
    "log": frozenset({"e", "10"}),
    "angle": frozenset({"radian", "degree"}),
    "units": frozenset({"convertible", "exact"}),
    "number": frozenset(KINDS),
}
_MOST_VARIABLES = 20


@dataclass(frozen=True)
class SpecRefused(Exception):
    """An `option` of a spec is not allowed; `about` is an error's code that says why."""

    option: str
    about: str

    @property
    def words(self) -> str:
        """The words in the active language."""
        return refusal_in_words(self.about)


@dataclass(frozen=True, slots=True)
class Spec:
    """A valid spec. `meaning_is_open`: the author did not say what log or sin 30 mean."""

    test: str
    key: Node
    key_reading: Reading
    notation: Notation
    meaning: Meaning
    domain: dict[str, Range] = field(default_factory=dict)
    matrices: Letters | None = None
    meaning_is_open: tuple[bool, bool] = (True, True)
    constant: str = ""
    tolerance: dict[str, str] = field(default_factory=dict)
    units: str = "convertible"
    number: str = "exact"
    form: tuple[str, ...] = ()


def spec_of(data: dict[str, Any]) -> Spec:
    """Return the spec that the data says. Raises SpecRefused, naming the option."""
    try:
        return _spec_of(json.dumps(data, sort_keys=True))
    except TypeError:
        raise SpecRefused("spec", "not_plain_data") from None


@lru_cache(maxsize=2048)
def _spec_of(text: str) -> Spec:
    data = json.loads(text)
    _check_options(data)
    variables = data.get("variables", {})
    matrices = {name: MATRICES[allowed] for name, allowed in variables.items() if str(allowed) in MATRICES}
    domain = {name: _range_of(name, allowed) for name, allowed in variables.items() if name not in matrices}
    notation = Notation(
        names=frozenset(variables),
        functions=frozenset(data.get("functions", [])) | Notation().functions,
        vectors=data.get("vectors"),
        units=data["test"] == "units",
        sets=data["test"] == "set",
    )
    reading = read(data["key"], notation)
    if reading.problem and reading.problem.code == "unknown_word" and words_in(data["key"]):
        notation = replace(notation, words=True)
        reading = read(data["key"], notation)
    if reading.tree is None:
        raise SpecRefused("key", reading.problem.code if reading.problem else "empty")
    return Spec(
        test=data["test"],
        key=reading.tree,
        key_reading=reading,
        notation=_with_shown_by_key(notation, reading.tree),
        meaning=Meaning(log_base=data.get("log", "e"), in_degrees=data.get("angle") == "degree"),
        domain=domain,
        matrices=letters_of(prepared(reading.tree), matrices),
        meaning_is_open=("log" not in data, "angle" not in data),
        constant=data.get("constant", ""),
        tolerance={name: str(value) for name, value in data.get("tolerance", {}).items()},
        units=data.get("units", "convertible"),
        number=data.get("number", "exact"),
        form=(data["form"],) if isinstance(data.get("form"), str) else tuple(data.get("form", ())),
    )


def _check_options(data: Any) -> None:
    if not isinstance(data, dict) or not {"test", "key"} <= set(data):
        raise SpecRefused("spec", "test_and_key_needed")
    for option, value in data.items():
        if option not in _OPTIONS:
            raise SpecRefused(option, "unknown_option")
        if not isinstance(value, _OPTIONS[option]) or (option in _CHOICES and value not in _CHOICES[option]):
            raise SpecRefused(option, "not_allowed")
    _check_forms(data.get("form", []))
    if data["test"] == "tolerance" and not data.get("tolerance"):
        raise SpecRefused("tolerance", "needed")
    _check_tolerance(data.get("tolerance", {}))
    if len(data.get("variables", {})) > _MOST_VARIABLES:
        raise SpecRefused("variables", "too_many")


def _check_forms(asked: str | list[Any]) -> None:
    for form in [asked] if isinstance(asked, str) else asked:
        if not isinstance(form, str) or form not in FORMS:
            raise SpecRefused("form", "not_allowed")


def _check_tolerance(tolerance: dict[str, Any]) -> None:
    for kind, value in tolerance.items():
        whole = kind in ("significant_figures", "decimal_places")
        text = str(value)
        is_number = text.isdecimal() if whole else text.replace(".", "", 1).isdecimal()
        if kind not in TOLERANCES or len(tolerance) > 1 or not is_number or len(text) > (2 if whole else 30):
            raise SpecRefused("tolerance", "not_allowed")
        if kind == "significant_figures" and int(text) == 0:
            raise SpecRefused("tolerance", "not_allowed")


def _range_of(name: str, allowed: Any) -> Range:
    """A word of `domains.WORDS`, an interval "(0, π/2)", or a condition "x > 2"."""
    if not isinstance(allowed, str) or not name or len(name) > 20:
        raise SpecRefused("variables", "not_allowed")
    if allowed in WORDS:
        return WORDS[allowed]
    tree = read(allowed, Notation(names=frozenset({name}))).tree
    try:
        pieces = Solver(unknown_of(tree), {}, Meaning()).solve(tree).pieces if tree else ()
    except NotSolved:
        pieces = ()
    if len(pieces) != 1:
        raise SpecRefused("variables", "no_interval")
    piece = pieces[0]
    low, high = float(piece.low), float(piece.high)
    return replace(
        REALS,
        low=None if low == -float("inf") else low,
        high=None if high == float("inf") else high,
        open_low=not piece.low_closed,
        open_high=not piece.high_closed,
    )


def _with_shown_by_key(notation: Notation, key: Node) -> Notation:
    """Return the notation with what the key itself shows: its letters, its units, its unit vectors."""
    kinds = {type(part) for part in walk(key)}
    return replace(
        notation,
        names=notation.names | {name for name in symbols_of(key) if name.isalpha()},
        vectors=True if notation.vectors is None and Basis in kinds else notation.vectors,
        units=notation.units or Quantity in kinds,
    )
