r"""Writes a tree as LaTeX for KaTeX, to show what was understood. Read again, it gives the same tree."""

from collections.abc import Callable
from typing import Any

from maths.latex_units import MONEY, unit_in_latex, unit_name
from maths.symbols import GREEK, LATEX_FUNCTION
from maths.syntax import (
    Add,
    Alternatives,
    Applied,
    Basis,
    BigOperator,
    Call,
    Constant,
    Degree,
    Derivative,
    Div,
    Factorial,
    Interval,
    ListOf,
    Matrix,
    Mixed,
    Mul,
    NamedSet,
    Neg,
    Node,
    Number,
    Percent,
    Phrase,
    Piecewise,
    PlusMinus,
    Pow,
    Quantity,
    Ratio,
    Recurring,
    Relation,
    Root,
    SetBuilder,
    SetOf,
    SetOperation,
    Symbol,
    System,
    Tuple,
    Unit,
)

# How strongly each kind binds; a part that binds less than its place needs gets brackets.
_STATEMENT, _LIST, _RELATION, _RATIO, _SET, _SUM, _PRODUCT, _POWER, _ATOM = range(9)
_LEVEL: dict[type[Node], int] = {
    **{Alternatives: _STATEMENT, System: _STATEMENT, ListOf: _LIST, Relation: _RELATION, Ratio: _RATIO},
    **{SetOperation: _SET, Add: _SUM, Neg: _SUM, PlusMinus: _SUM, Mul: _PRODUCT, Quantity: _PRODUCT, Call: _PRODUCT},
    **{
        BigOperator: _SUM,
        Mixed: _POWER,
        Pow: _POWER,
        Factorial: _POWER,
        Percent: _POWER,
        Degree: _POWER,
        Derivative: _POWER,
        Div: _POWER,
    },
}
_SIGNS = {
    **{"≠": r"\ne", "≤": r"\le", "≥": r"\ge", "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "⊆": r"\subseteq"},
    **{"≈": r"\approx", "≡": r"\equiv", "∪": r"\cup", "∩": r"\cap", "∖": r"\setminus"},
    **{"→": r"\to", "∥": r"\parallel", "⊥": r"\perp", "∼": r"\sim"},
}
_ACCENTS = ("vec ", "hat ", "overline ", "bar ", "angle ", "triangle ", "dot ", "tilde ", "overrightarrow ")
_CONSTANTS = {"pi": r"\pi", "e": "e", "i": "i", "infinity": r"\infty"}
# Before a bracket these would be read as functions.
_READ_AS_APPLIED = frozenset("fgFPC")


def to_latex(node: Node) -> str:
    """Return the tree as LaTeX, only with commands that KaTeX knows."""
    return _write(node, _STATEMENT)


def _write(node: Node, place: int) -> str:
    written = _WRITERS[type(node)](node)
    return written if _LEVEL.get(type(node), _ATOM) >= place else rf"\left({written}\right)"


def _number(node: Number) -> str:
    """Write the digits as typed; the reader groups them in the Indian way."""
    return node.text


def _symbol(node: Symbol) -> str:
    if node.name == "…":
        return r"\ldots"
    if " " in node.name and not node.name.startswith(tuple(_ACCENTS)):
        return rf"\text{{{node.name}}}"
    name, _, below = node.name.partition("_")
    accent, _, letters = name.rpartition(" ")
    body = f"\\{letters}" if letters in GREEK else letters
    if accent:
        body = rf"\{accent}{{{body}}}"
    elif len(letters) > 1 and letters not in GREEK and letters != "ell":
        body = rf"\mathrm{{{letters}}}"
    elif letters == "ell":
        body = r"\ell"
    return f"{body}_{{{_subscript(below)}}}" if below else body


def _subscript(text: str) -> str:
    return f"\\{text}" if text in GREEK else text


def _neg(node: Neg) -> str:
    return f"-{_write(node.term, _PRODUCT)}"


def _add(node: Add) -> str:
    written = _write(node.terms[0], _SUM)
    for term in node.terms[1:]:
        if isinstance(term, Neg):
            written += f" - {_write(term.term, _PRODUCT)}"
        else:
            written += f" + {_write(term, _PRODUCT)}"
    return written


def _mul(node: Mul) -> str:
    parts = [_write(factor, _PRODUCT if _is_function(factor) else _POWER) for factor in node.factors]
    written = parts[0]
    for before, factor, part in zip(node.factors, node.factors[1:], parts[1:], strict=False):
        written += f" {_sign_between(before, factor, part)} {part}".replace("  ", " ")
    return written


def _is_function(node: Node) -> bool:
    return isinstance(node, Call) and node.name != "cross"


def _sign_between(left: Node, right: Node, written: str) -> str:
    """Return × where two things side by side would be read as something else, otherwise ""."""
    is_closed = isinstance(left, Percent | Degree | Quantity | Factorial | Derivative)
    if is_closed or written[0].isdigit() or written == r"\ldots":
        return r"\times"
    if isinstance(right, Div | Mixed) or isinstance(left, Call) or _ends_in_call(left):
        return r"\cdot" if not isinstance(left, Number | Mixed) else r"\times"
    if isinstance(left, Symbol) and left.name in _READ_AS_APPLIED and written.startswith(r"\left("):
        return r"\cdot"
    if isinstance(right, Quantity | SetOf) or written.startswith((r"\left|", r"\left\{", "{}", "d", r"\frac{d")):
        return r"\cdot"
    if isinstance(left, Symbol | Number) and isinstance(right, Symbol) and right.name[:1] in "CP":
        return r"\cdot"
    return ""


def _ends_in_call(node: Node) -> bool:
    return isinstance(node, Pow) and isinstance(node.base, Call)


def _div(node: Div) -> str:
    return rf"\frac{{{_write(node.numerator, _SUM)}}}{{{_write(node.denominator, _SUM)}}}"


def _pow(node: Pow) -> str:
    exponent = _write(node.exponent, _SUM)
    if isinstance(node.base, Call) and node.base.name in LATEX_FUNCTION and node.exponent != Neg(Number("1")):
        name, argument = _call_parts(node.base)
        if "^" not in name:
            name, _, below = name.partition("_")
            return f"{name}^{{{exponent}}}{'_' + below if below else ''}{argument}"
    base = _write(node.base, _ATOM)
    bare = isinstance(node.base, Number | Symbol | Constant | Basis | Matrix | Applied) or base.startswith(r"\left")
    return f"{base if bare else _bracketed(base)}^{{{exponent}}}"


def _bracketed(written: str) -> str:
    return rf"\left({written}\right)"


def _root(node: Root) -> str:
    index = f"[{_write(node.index, _SUM)}]" if node.index is not None else ""
    return rf"\sqrt{index}{{{_write(node.radicand, _SUM)}}}"


def _call(node: Call) -> str:
    if node.name == "binomial":
        return rf"{{}}^{{{_write(node.arguments[0], _SUM)}}}C_{{{_write(node.arguments[1], _SUM)}}}"
    if node.name == "permutations":
        return rf"{{}}^{{{_write(node.arguments[0], _SUM)}}}P_{{{_write(node.arguments[1], _SUM)}}}"
    if node.name == "cross":
        return r" \times ".join(_write(argument, _POWER) for argument in node.arguments)
    if node.name in ("abs", "floor", "ceil"):
        left, right = {"abs": "||", "floor": ("\\lfloor ", "\\rfloor "), "ceil": ("\\lceil ", "\\rceil ")}[node.name]
        return rf"\left{left}{_write(node.arguments[0], _SUM)}\right{right}".rstrip()
    name, argument = _call_parts(node)
    return name + argument


def _call_parts(node: Call) -> tuple[str, str]:
    """The function's name with its base, and its argument in brackets."""
    name, arguments = LATEX_FUNCTION[node.name], node.arguments
    if node.name == "log" and len(arguments) == 2:
        name, arguments = rf"\log_{{{_write(arguments[1], _SUM)}}}", arguments[:1]
    return name, _bracketed(", ".join(_write(argument, _RELATION) for argument in arguments))


def _applied(node: Applied) -> str:
    if node.name == "P" and len(node.arguments) == 2:
        return "P" + _bracketed(r" \mid ".join(_write(argument, _SET) for argument in node.arguments))
    return _function_name(node.name) + _bracketed(", ".join(_write(one, _RELATION) for one in node.arguments))


def _function_name(name: str) -> str:
    """f⁻¹ raised, functions put together in brackets."""
    if name.endswith("⁻¹"):
        return f"{name[:-2]}^{{-1}}"
    return _bracketed(name.replace("∘", r" \circ ").replace("·", r" \cdot ")) if len(name) > 1 else name


def _degree(node: Degree) -> str:
    written = rf"{_tight(node.degrees)}^{{\circ}}"
    written += f"{_write(node.minutes, _ATOM)}'" if node.minutes else ""
    return written + (f'{_write(node.seconds, _ATOM)}"' if node.seconds else "")


def _tight(node: Node) -> str:
    """Write the node as the base of an exponent that follows."""
    written = _write(node, _ATOM)
    bare = isinstance(node, Number | Symbol | Constant) or written.startswith(r"\left(")
    return written if bare else _bracketed(written)


def _derivative(node: Derivative) -> str:
    if node.by is None:
        return _tight(node.of) + "'" * node.order if not isinstance(node.of, Applied) else _primed(node.of, node.order)
    order = f"^{{{node.order}}}" if node.order > 1 else ""
    return rf"\frac{{d{order} {_tight(node.of)}}}{{d {_symbol(node.by)}{order}}}"


def _primed(node: Applied, order: int) -> str:
    name = _function_name(node.name)
    return name + "'" * order + _applied(node).removeprefix(name)


def _plus_minus(node: PlusMinus) -> str:
    sign = r"\pm" if node.upper == "+" else r"\mp"
    left = f"{_write(node.left, _SUM)} " if node.left is not None else ""
    return f"{left}{sign} {_write(node.right, _PRODUCT)}"


def _quantity(node: Quantity) -> str:
    (name, power), *more = node.unit.powers
    if name in MONEY and power == 1 and isinstance(node.value, Number) and not [one for one in more if one[1] < 0]:
        scale = "".join(rf"\,\mathrm{{{unit_name(one)}}}" for one, _power in more)
        return rf"{MONEY[name]} {node.value.text}{scale}"
    if name in ("°C", "°F"):
        return rf"{_write(node.value, _POWER)}\,^{{\circ}}\mathrm{{{name[1]}}}" + (
            rf"\,{unit_in_latex(Unit(tuple(more)))}" if more else ""
        )
    return rf"{_write(node.value, _PRODUCT)}\,{unit_in_latex(node.unit)}"


def _items(items: tuple[Node, ...]) -> str:
    return ", ".join(_write(item, _RELATION) for item in items)


def _set(node: SetOf) -> str:
    return rf"\left\{{{_items(node.items)}\right\}}" if node.items else r"\varnothing"


def _builder(node: SetBuilder) -> str:
    return rf"\left\{{{_write(node.element, _RELATION)} : {_items(node.conditions)}\right\}}"


def _interval(node: Interval) -> str:
    left, right = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    return rf"\left{left}{_write(node.low, _SUM)}, {_write(node.high, _SUM)}\right{right}"


def _operation(node: SetOperation) -> str:
    return f" {_SIGNS[node.operator]} ".join(_write(part, _SUM) for part in node.parts)


def _matrix(node: Matrix) -> str:
    rows = r" \\ ".join(" & ".join(_write(cell, _SUM) for cell in row) for row in node.rows)
    return rf"\begin{{bmatrix}}{rows}\end{{bmatrix}}"


def _relation(node: Relation) -> str:
    written = _write(node.operands[0], _RATIO)
    for sign, operand in zip(node.operators, node.operands[1:], strict=True):
        written += f" {_SIGNS.get(sign, sign)} {_write(operand, _RATIO)}"
    return written


def _piecewise(node: Piecewise) -> str:
    rows = [f"{_write(value, _RATIO)} & {_condition(condition)}" for value, condition in node.pieces]
    return r"\begin{cases}" + r" \\ ".join(rows) + r"\end{cases}"


def _condition(node: Node | None) -> str:
    return _write(node, _RELATION) if node else r"\text{otherwise}"


def _big_operator(node: BigOperator) -> str:
    sign = r"\to" if node.kind == "lim" else "="
    below = f"{_symbol(node.letter)} {sign} {_write(node.low, _RATIO)}" if node.letter and node.low else ""
    if node.kind == "int":
        below = _write(node.low, _SUM) if node.low else ""
    elif node.letter and not node.low:
        below = _symbol(node.letter)
    limits = (f"_{{{below}}}" if below else "") + (f"^{{{_write(node.high, _SUM)}}}" if node.high else "")
    behind = rf"\,d {_symbol(node.letter)}" if node.kind == "int" and node.letter else ""
    return rf"\{node.kind}{limits} {_write(node.body, _SUM if node.kind == 'int' else _PRODUCT)}{behind}"


def _phrase(node: Phrase) -> str:
    return rf"\text{{{node.name}}}"


_WRITERS: dict[type[Node], Callable[[Any], str]] = {
    **{
        Number: _number,
        Symbol: _symbol,
        Neg: _neg,
        Add: _add,
        Mul: _mul,
        Div: _div,
        Pow: _pow,
        Root: _root,
        Call: _call,
    },
    **{Constant: lambda node: _CONSTANTS[node.name], Basis: lambda node: rf"\hat{{{node.name}}}", Applied: _applied},
    **{
        Factorial: lambda node: f"{_tight(node.term)}!",
        Percent: lambda node: rf"{_tight(node.term)}\%",
        Degree: _degree,
    },
    **{Mixed: lambda node: f"{node.whole.text}{_div(node.part)}", PlusMinus: _plus_minus, Derivative: _derivative},
    **{
        Recurring: lambda node: rf"{node.text}\overline{{{node.repeating}}}",
        Unit: unit_in_latex,
        Quantity: _quantity,
        Ratio: lambda node: " : ".join(_write(part, _SET) for part in node.parts),
    },
    **{Tuple: lambda node: _bracketed(_items(node.items)), ListOf: lambda node: _items(node.items), SetOf: _set},
    **{SetBuilder: _builder, NamedSet: lambda node: rf"\mathbb{{{node.name}}}", Interval: _interval, Matrix: _matrix},
    **{Piecewise: _piecewise, BigOperator: _big_operator},
    **{SetOperation: _operation, Relation: _relation, Phrase: _phrase},
    **{Alternatives: lambda node: r" \text{ or } ".join(_write(part, _LIST) for part in node.parts)},
    **{System: lambda node: r" \text{ and } ".join(_write(part, _LIST) for part in node.parts)},
}
