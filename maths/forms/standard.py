"""The forms "standard form" (of an equation, a polynomial, a complex number, a number) and "exact"."""

from maths.forms.fractions import lowest_terms
from maths.forms.parts import factors_of, rational_tree, terms_of, without_sign
from maths.forms.sums import expanded
from maths.meaning import literal
from maths.polynomials import rational_of
from maths.syntax import Constant, Div, Node, Number, Pow, Relation, symbols_of, walk


def standard_form(node: Node) -> str:
    """Check for the standard form of an equation, polynomial, complex number or number.

    That is ax + by + c = 0 or ax² + bx + c = 0, falling powers, a + bi, or 3.2 × 10⁵.
    """
    if isinstance(node, Relation):
        return _equation(node)
    if Constant("i") in walk(node):
        return _complex(node)
    if symbols_of(node):
        return expanded(node) or ("" if _is_falling(node) else "not_falling")
    return _scientific(without_sign(node))


def _equation(node: Relation) -> str:
    if len(node.operands) != 2:
        return "zero_on_one_side"
    sides = [side for side in node.operands if literal(side) != 0]
    if len(sides) != 1:
        return "zero_on_one_side"
    if any(isinstance(part, Div) and symbols_of(part.denominator) for part in walk(sides[0])):
        return "letter_below"
    return expanded(sides[0])


def _complex(node: Node) -> str:
    if any(isinstance(part, Div) and Constant("i") in walk(part.denominator) for part in walk(node)):
        return "not_a_plus_bi"
    imaginary = [term for term in terms_of(node) if Constant("i") in walk(term)]
    both = any(Constant("i") not in walk(term) for term in terms_of(node))
    bare = [one for term in imaginary for one in factors_of(without_sign(term)) if one == Constant("i")]
    if len(terms_of(node)) > 2 or len(imaginary) != 1 or (len(terms_of(node)) == 2 and not both):
        return "not_a_plus_bi"
    return "" if bare or isinstance(without_sign(imaginary[0]), Div) else "not_a_plus_bi"


def _is_falling(node: Node) -> bool:
    """Return whether the powers of the one letter fall from term to term; several letters need no order."""
    if len(symbols_of(node)) != 1:
        return True
    degrees = []
    for term in terms_of(rational_tree(node)):
        rational = rational_of(term)
        monomials = rational[0] if rational else {}
        degrees.append(max((sum(power for _, power in monomial) for monomial in monomials), default=0))
    return degrees == sorted(degrees, reverse=True)


def _scientific(node: Node) -> str:
    """a × 10ⁿ with 1 ≤ a < 10; a alone for n = 0."""
    match factors_of(node):
        case [Number() as first]:
            power: Node | None = None
        case [Number() as first, Pow(Number("10"), exponent)]:
            power = exponent
        case [Pow(Number("10"), exponent)]:
            return "" if _is_whole(exponent) else "not_scientific"
        case [Number() as first, Number("10") as power]:
            power = Number("1")
        case _:
            return "" if isinstance(node, Div) and not lowest_terms(node) else "not_scientific"
    is_small = 1 <= first.value < 10
    return "" if is_small and (power is None or _is_whole(power)) else "not_scientific"


def _is_whole(exponent: Node) -> bool:
    value = literal(exponent)
    return value is not None and value.denominator == 1


def without_decimals(node: Node) -> str:
    """Check for the form "exact": no decimal anywhere."""
    return "decimal" if any(isinstance(part, Number) and not part.is_integer for part in walk(node)) else ""
