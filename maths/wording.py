"""The words for each code: problems of reading for a pupil, reasons of a verdict for teacher and author."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PROBLEMS: "dict[str, StrOrPromise]" = {
    "empty": _("Nothing is written yet."),
    "empty_box": _("There is an empty box. Fill it in or delete it."),
    "too_long": _("This is too long. An answer has at most %(most)s characters."),
    "too_deep": _("There are too many brackets inside each other."),
    "number_too_long": _("This number is too long. At most %(most)s digits can be read."),
    "hidden_character": _("There is an invisible character here. Delete it and type again."),
    "unknown_sign": _("The sign “%(sign)s” is not known here."),
    "unknown_word": _("The word “%(word)s” is not known here."),
    "bracket_open": _("The bracket “%(sign)s” is opened here and never closed."),
    "bracket_close": _("The bracket “%(sign)s” is closed here but was never opened."),
    "expected": _("Here “%(sign)s” was expected, not “%(found)s”."),
    "empty_bracket": _("There is nothing between the brackets."),
    "interval_ends": _("An interval has two ends, with a comma between them."),
    "ragged_matrix": _("The rows of this matrix do not have the same length."),
    "value_expected": _("A number or a letter was expected here, not “%(found)s”."),
    "ended": _("Something is missing at the end: a number or a letter."),
    "argument_missing": _("“%(name)s” of what? Write it behind the name."),
    "two_numbers": _("Two numbers stand side by side. Which sign belongs between them?"),
    "unexpected": _("“%(found)s” does not fit here."),
}


def problem_in_words(code: str, about: dict[str, str]) -> str:
    """Return the problem of that code with its blanks filled, in the active language."""
    return str(PROBLEMS[code]) % about


REASONS: "dict[str, StrOrPromise]" = {
    "same": _("This says the same as the key."),
    "other_value": _("This does not have the value of the key."),
    "undecided": _("Whether this is the same could not be decided."),
    "read_otherwise": _("As it was read this is not the key, but read another way it is."),
    "rounded": _("This is a rounded value; the exact one is asked for."),
    "undefined": _("This has no value."),
    "too_large": _("The numbers here are too large to be compared."),
    "no_common_points": _("There are no values of the letters for which both can be compared."),
    "other_domain": _("Where it exists it is the key, but it does not exist for the same values."),
    "other_length": _("The number of parts is different."),
    "other_order": _("The matrix is of another order."),
    "not_worked_out": _("This is the key, but it still has to be worked out."),
    "factors_turned": _("These are matrices: the order of the factors counts."),
    "not_a_matrix": _("This could not be worked out to a matrix."),
    "member_missing": _("Something is missing."),
    "member_extra": _("There is something too many."),
    "other_members": _("What is found here is not what the key has."),
    "other_ends": _("Only the ends differ: do they belong to the interval?"),
    "other_sign": _("The sign of the relation is different."),
    "other_solutions": _("This has other solutions than the key."),
    "not_solved": _("The solutions could not be compared."),
    "no_equation": _("An equation is asked for."),
    "other_kind": _("This is a different kind of answer from the key."),
    "other_letter": _("The value is that of the key, but another letter has it."),
    "other_words": _("These words say something else than the key."),
    "words": _("Words and values could not be compared."),
    "chain_broken": _("Not all the parts between the equal signs could be shown to be equal."),
    "unit_missing": _("The unit is missing."),
    "unit_extra": _("There is a unit, and the key has none."),
    "other_unit": _("The unit measures something else."),
    "unit_converted": _("The value is asked for in the unit of the key."),
    "units_mixed": _("These units could not be worked out."),
    "out_of_tolerance": _("The value lies outside the tolerance."),
    "not_a_number": _("A number is asked for, without letters."),
    "not_integer": _("The value is right, but a whole number is asked for."),
    "not_fraction": _("The value is right, but a fraction is asked for."),
    "not_decimal": _("The value is right, but a decimal is asked for."),
    "not_exact": _("The value is right, but it is asked for without decimals."),
    "constant_missing": _("The arbitrary constant is missing."),
    "constant_not_added": _("The constant is not added at the end."),
    "differs_by_pieces": _("The difference is a constant, but not the same one everywhere."),
}


def reason_in_words(code: str) -> str:
    """Return the reason of that code in the active language."""
    return str(REASONS[code])


REFUSALS: "dict[str, StrOrPromise]" = {
    "unknown_option": _("This option is not known."),
    "not_allowed": _("This is not one of the values it may have."),
    "needed": _("This is needed."),
    "too_many": _("These are too many."),
    "no_interval": _("Write one interval or condition, like (0, 1) or x > 2."),
    "not_plain_data": _("This cannot be read."),
    "test_and_key_needed": _("A test and a key are needed."),
}


def refusal_in_words(code: str) -> str:
    """Return why an option of a test is refused; of a key, why it cannot be read."""
    return str(REFUSALS.get(code) or PROBLEMS.get(code) or REFUSALS["not_plain_data"]).split("%(")[0]


FORMS: "dict[str, StrOrPromise]" = {
    "form_not_told": _("Whether it is written as asked could not be decided."),
    "rounded": _("This is a rounded value; the exact one is asked for."),
    "decimal": _("There is a decimal. Write the exact value."),
    "numbers_left": _("The numbers can still be worked out to one."),
    "powers_left": _("The powers can still be worked out: each letter or root once in a product."),
    "signs_left": _("There is a minus inside a product. Write one sign before it."),
    "brackets_left": _("There are brackets that can still be multiplied out."),
    "like_terms": _("There are like terms. Put them together."),
    "zero_term": _("A term that is 0 can be left out."),
    "common_factor": _("Above and below the line there is a common factor. Cancel it."),
    "not_a_fraction": _("A fraction is asked for."),
    "mixed_improper": _("The fraction of a mixed number is less than 1."),
    "negative_below": _("The sign belongs before the fraction, not below the line."),
    "denominator_one": _("A denominator of 1 can be left out."),
    "decimal_in_fraction": _("There is a decimal in the fraction. Write whole numbers."),
    "fraction_in_fraction": _("There is a fraction inside a fraction."),
    "several_fractions": _("There is more than a single fraction. Bring all over one line."),
    "mixed_left": _("There is a mixed number. Write it as one fraction."),
    "negative_power": _("There is a negative power. Write it below the line."),
    "not_a_product": _("This can be written as a product."),
    "factor_further": _("A factor can be split further."),
    "common_number": _("The terms in a bracket have a common number. Take it out."),
    "common_letter": _("The terms in a bracket have a common letter. Take it out."),
    "fraction_in_factor": _("There are fractions in a bracket. Factors with whole numbers are asked for."),
    "not_primes": _("A number here is not prime. Split it into primes."),
    "power_for_root": _("There is a fraction as a power. Write it with a root."),
    "root_below": _("There is a root below the line. Rationalise the denominator."),
    "roots_side_by_side": _("Two roots are multiplied. Write them under one root."),
    "power_under_root": _("A factor can still be taken out of the root."),
    "fraction_under_root": _("There is a fraction under the root."),
    "root_under_root": _("The root under the root can be resolved."),
    "root_of_one": _("The root has a plain value."),
    "no_square": _("The letter is not in one square only, as in a(x - h)² + k."),
    "zero_on_one_side": _("Bring all terms to one side, with 0 on the other."),
    "letter_below": _("There is a letter below the line. Multiply both sides by it."),
    "not_a_plus_bi": _("This is not written as a + bi."),
    "not_falling": _("The powers do not fall from term to term."),
    "not_scientific": _("This is not a number from 1 to below 10 times a power of 10."),
}


def form_in_words(code: str) -> str:
    """Return what a form lacks, in the active language; "" for the code "": nothing."""
    return str(FORMS[code]) if code else ""


STEPS: "dict[str, StrOrPromise]" = {
    "given": _("This is given."),
    "follows": _("This follows."),
    "step_not_told": _("Whether this follows could not be decided."),
    "other_matter": _("This line and the one before it could not be compared."),
    "new_letter": _("There is a new letter here. What it means could not be checked."),
    "values_put_in": _("Values seem to be put in here. They could not be checked."),
    "step_rounded": _("This seems to be rounded here."),
    "step_other_value": _("This is not equal to what comes before it."),
    "step_other_solutions": _("This has other solutions than the line before."),
    "not_implied": _("This does not follow from the equations above it."),
    "sign_not_turned": _("Multiplying or dividing by a negative number turns the sign of an inequality round."),
    "roots_lost": _("The solution %(roots)s is lost here. Was there a division by something that can be 0?"),
    "roots_gained": _("The solution %(roots)s comes in here, but does not solve what was given. Put it in to check."),
}


def step_in_words(code: str, about: dict[str, str]) -> str:
    """Return what a line of a working is judged as, in the active language."""
    return str(STEPS[code]) % about
