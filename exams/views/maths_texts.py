"""Words of the editor for typed maths."""

from django.utils.translation import gettext as _

from exams.rules.form_names import form_names


def maths_texts() -> dict[str, str]:
    return {
        "key": _("Key"),
        "keyHint": _("As a student may type it: (x+1)^2, x = 2 or x = -3, 3/4, sqrt(2)"),
        "test": _("An answer is right when it is"),
        "test_equivalent": _("equivalent to the key"),
        "test_set": _("the same set of values"),
        "test_equation": _("the same equation or system"),
        "test_function": _("the same function, with the same domain"),
        "test_tolerance": _("close to the key"),
        "test_units": _("the same quantity, with its unit"),
        "test_number": _("the same number, of one kind"),
        "tolerance_absolute": _("± absolute"),
        "tolerance_relative": _("± relative (0.01 is 1 %)"),
        "tolerance_significant_figures": _("significant figures"),
        "tolerance_decimal_places": _("decimal places"),
        "size": _("How close"),
        "units": _("Units"),
        "units_convertible": _("may be converted"),
        "units_exact": _("as in the key"),
        "number": _("Kind of number"),
        "number_integer": _("whole number"),
        "number_fraction": _("fraction"),
        "number_decimal": _("decimal"),
        "number_exact": _("exact"),
        "letters": _("What the letters may be, one a line"),
        "lettersHint": _("x: positive, n: integer, t: (0, 1). Otherwise any real number."),
        "form": _("The answer must be written"),
        **{f"form_{name}": words for name, words in form_names().items()},
        "formShare": _("Share of the marks without it"),
        "formShareHint": _("0 to 1; a right value in another form earns this share."),
        "mistakes": _("Known wrong answers"),
        "addMistake": _("Add a wrong answer"),
        "wrongAnswer": _("Wrong answer"),
        "misconception": _("The mistake behind it, as the student reads it"),
        "tryAnswers": _("Try answers"),
        "tryHint": _("One a line, as students may type them. Nothing is saved."),
        "tryThem": _("Judge them"),
        "trying": _("Judging…"),
        "tryFailed": _("There is no connection. Try again."),
        "answer": _("Answer"),
        "reading": _("We read"),
        "verdict": _("Verdict"),
        "why": _("Why"),
        "verdict_right": _("right"),
        "verdict_partly": _("right, not in the form"),
        "verdict_wrong": _("wrong"),
        "verdict_undecided": _("a teacher decides"),
        "verdict_unreadable": _("cannot be read"),
        "template": _("Values that differ for each student"),
        "templateHint": _(
            'JSON: {"variables": [{"name": "a", "from": 1, "to": 9}], "derived": [{"name": "d", "value": "a^2"}], '
            '"constraints": ["a > 2"]}. Texts then hold {{a}}, {{d}}.'
        ),
    }
