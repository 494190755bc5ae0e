"""Before a parametric question is taken: three hundred draws are looked at as if each were a question of its own."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from maths import BadTemplate, Unsatisfiable, Verdict, acceptance, draw, judge, parse_template
from questions.rules.templates import instantiate

DRAWS = 300
FEWEST = 0.02  # of all throws: below, a start would have to throw too often
LARGEST, LARGEST_DENOMINATOR = 10**7, 1000
PARAMETRIC = frozenset({"single_choice", "numeric", "expression"})

Faults = dict[str, list[str]]


def lint(type_: str, spec: Mapping[str, Any], faults_of: Callable[[dict[str, Any]], Faults]) -> Faults:
    """What is wrong with a parametric question, by field; of each fault the first draw that shows it.

    `faults_of` checks a specification without a template.
    """
    if type_ not in PARAMETRIC:
        return {"template": [_("A question of this type cannot have a template.")]}
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
        for path, words in _faults_of_draw(type_, spec, values, faults_of).items():
            found.setdefault(path, [_("With %(values)s: %(fault)s") % {"values": in_words(values), "fault": words}])
    return found


def in_words(values: Mapping[str, Fraction]) -> str:
    """a = 3, b = 1/2"""
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _faults_of_draw(
    type_: str,
    spec: Mapping[str, Any],
    values: Mapping[str, Fraction],
    faults_of: Callable[[dict[str, Any]], Faults],
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
    return _of_typed_maths(drawn) if type_ == "expression" else _of_options(drawn) if "options" in drawn else {}


def _of_typed_maths(drawn: Mapping[str, Any]) -> dict[str, str]:
    key = drawn["answer"]["value"]
    if judge({**drawn["test"], "key": key}, key, algebra=False).verdict is not Verdict.RIGHT:
        return {"answer": _("The key does not pass its own test.")}
    return {
        f"wrong.{number}.value": _("This is the key in another form.")
        for number, wrong in enumerate(drawn.get("wrong", []))
        if judge({**drawn["test"], "key": key}, wrong["value"], algebra=False).verdict is Verdict.RIGHT
    }


def _of_options(drawn: Mapping[str, Any]) -> dict[str, str]:
    texts = {option["id"]: option["text"].strip().strip("$") for option in drawn["options"]}
    right = texts[drawn["answer"]["option"]]
    same = {"test": "equivalent", "key": right}
    return {
        f"options.{number}.text": _("This is the key in another form.")
        for number, (option, text) in enumerate(texts.items())
        if option != drawn["answer"]["option"] and judge(same, text, algebra=False).verdict is Verdict.RIGHT
    }
