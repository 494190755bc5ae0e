"""Typed maths: read as a pupil writes it, judged by meaning. Pure: no tables, no settings.

`read(text)` gives a Reading, `judge(spec, text)` a Judgement, `check_working(lines)` a Working; see docs/maths.md.
"""

from mathvidya.maths.judging import judge
from mathvidya.maths.notation import Notation
from mathvidya.maths.reading import Problem, Reading, read
from mathvidya.maths.specs import SpecRefused
from mathvidya.maths.verdicts import FormVerdict, Judgement, Verdict
from mathvidya.maths.working import Line, Working, check_working

__all__ = [
    "FormVerdict",
    "Judgement",
    "Line",
    "Notation",
    "Problem",
    "Reading",
    "SpecRefused",
    "Verdict",
    "Working",
    "check_working",
    "judge",
    "read",
]
