"""The second verdict: the forms that an author may ask for, by their names in a spec."""

from collections.abc import Callable

from maths.forms.factors import factorised
from maths.forms.fractions import lowest_terms, single_fraction
from maths.forms.parts import CannotTell, parts_of
from maths.forms.standard import standard_form, without_decimals
from maths.forms.sums import completed_square, expanded
from maths.forms.surds import simplified_surd
from maths.polynomials import TooMuch
from maths.syntax import Node, Phrase
from maths.verdicts import FormVerdict

FORMS: dict[str, Callable[[Node], str]] = {
    "lowest_terms": lowest_terms,
    "expanded": expanded,
    "factorised": factorised,
    "simplified_surd": simplified_surd,
    "single_fraction": single_fraction,
    "completed_square": completed_square,
    "standard_form": standard_form,
    "exact": without_decimals,
}


def form_verdict(asked: tuple[str, ...], answer: Node, *, is_equation: bool) -> FormVerdict | None:
    """Return what is missing of the first form that a right answer does not have; None where no form is asked for.

    An answer in words has every form. `is_equation`: see `parts_of`.
    """
    if not asked:
        return None
    open_form = ""
    for form in asked:
        try:
            parts = [part for part in parts_of(answer, is_equation=is_equation) if not isinstance(part, Phrase)]
            why = next((lack for part in parts if (lack := FORMS[form](part))), "")
        except (CannotTell, TooMuch, RecursionError):
            open_form = open_form or form
            continue
        if why:
            return FormVerdict(form, False, why)
    if open_form:
        return FormVerdict(open_form, None, "form_not_told")
    return FormVerdict(asked[-1], True)
