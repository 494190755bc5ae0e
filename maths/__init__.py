"""Typed maths: read as a pupil writes it, judged by meaning. Pure: no tables, no settings.

`read(text)` gives a Reading, `judge(spec, text)` a Judgement, `check_working(lines)` a Working; see docs/maths.md.
"""

from maths.judging import judge
from maths.notation import Notation
from maths.points import Basis
from maths.reading import Problem, Reading, read
from maths.specs import SpecRefused, spec_of
from maths.templates import (
    BadTemplate,
    Unsatisfiable,
    acceptance,
    draw,
    fill,
    fill_maths,
    parse_template,
)
from maths.verdicts import FormVerdict, Judgement, Verdict
from maths.worker import warm_up_in_background
from maths.working import MOST_LINES, Line, Working, check_working

__all__ = [
    "MOST_LINES",
    "BadTemplate",
    "Basis",
    "FormVerdict",
    "Judgement",
    "Line",
    "Notation",
    "Problem",
    "Reading",
    "SpecRefused",
    "Unsatisfiable",
    "Verdict",
    "Working",
    "acceptance",
    "check_working",
    "draw",
    "fill",
    "fill_maths",
    "judge",
    "parse_template",
    "read",
    "spec_of",
    "warm_up_in_background",
]
