"""Checks a parametric question before it is saved: three hundred draws are checked, each as if it were a question of
its own.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from maths import BadTemplate, Unsatisfiable, acceptance, draw, parse_template
from questions.rules.templates import in_words, instantiate

DRAWS = 300
FEWEST = 0.02  # of all draws must meet the constraints; with fewer, a start would have to draw too often
LARGEST, LARGEST_DENOMINATOR = 10**7, 1000

Faults = dict[str, list[str]]
CheckDraw = Callable[[Mapping[str, Any]], dict[str, str]]


def lint(spec: Mapping[str, Any], faults_of: Callable[[dict[str, Any]], Faults], check_draw: CheckDraw) -> Faults:
    """Return what is wrong with a parametric question, by field; of each fault the first draw that shows it.

    `faults_of` checks a specification without a template; `check_draw` what a sound one may still get wrong by chance.
    """
    try:
        template = parse_template(spec["template"])
    except BadTemplate as fault:
        return {f"template.{fault.path}".rstrip("."): [str(fault)]}
    share = acceptance(template, "lint", DRAWS)
    if share < FEWEST:
        return {
            "template.constraints": [
                _("Only %(share).1f %% of all draws meet the constraints.") % {"share": 100 * share}
            ]
        }
    found: Faults = {}
    for number in range(DRAWS):
        try:
            values = draw(template, f"lint:{number}")
        except Unsatisfiable:
            return {"template.constraints": [_("The constraints are met too seldom.")]}
        for path, words in _faults_of_draw(spec, values, faults_of, check_draw).items():
            found.setdefault(path, [_("With %(values)s: %(fault)s") % {"values": in_words(values), "fault": words}])
    return found


def _faults_of_draw(
    spec: Mapping[str, Any],
    values: Mapping[str, Fraction],
    faults_of: Callable[[dict[str, Any]], Faults],
    check_draw: CheckDraw,
) -> dict[str, str]:
    for name, value in values.items():
        if abs(value.numerator) > LARGEST or value.denominator > LARGEST_DENOMINATOR:
            return {"template": _("%(name)s cannot be read easily.") % {"name": name}}
    try:
        drawn = instantiate(spec, values)
    except BadTemplate as fault:
        return {"template": f"{fault.path}: {fault}"}
    if faults := faults_of(drawn):
        return {path: texts[0] for path, texts in faults.items()}
    return check_draw(drawn)
