"""Question types: the public face. Other apps import from here what a question is, how it is answered and graded.

A type is a class in a folder of its own, registered by its app at `ready()` (docs/question-bank.md says how).
"""

from mathvidya.lib.decimals import as_marks
from questions.rules.answers import BadAnswer, only, text_of
from questions.rules.cases import NONE, Cases, answer_digest, find, key_digest
from questions.rules.content import TYPED, ItemContent, Step
from questions.rules.faults import BadSpec, Faults, Spec, key_named
from questions.rules.steps import as_decided, grade_steps
from questions.rules.templates import draw_values, instantiate, is_parametric
from questions.rules.typed_maths import judge_answer, verdict_of
from questions.rules.verdicts import UNANSWERED, Graded, Verdict, judged
from questions.types.base import Answer, Awards, Outcome, QuestionType, Sample
from questions.types.corrections import BadCorrection, check_corrections, corrected, corrected_spec
from questions.types.items import (
    check_answer,
    grade,
    misconception_of,
    personal_item,
    typed_answers,
    typed_places,
    typed_steps,
    written_steps,
)
from questions.types.registry import all_types, find_type, register, type_choices, type_of
from questions.types.specs import canonical_hash, faults_of, student_view, validate_spec, words_of

__all__ = [
    "NONE",
    "TYPED",
    "UNANSWERED",
    "Answer",
    "Awards",
    "BadAnswer",
    "BadCorrection",
    "BadSpec",
    "Cases",
    "Faults",
    "Graded",
    "ItemContent",
    "Outcome",
    "QuestionType",
    "Sample",
    "Spec",
    "Step",
    "Verdict",
    "all_types",
    "answer_digest",
    "as_decided",
    "as_marks",
    "canonical_hash",
    "check_answer",
    "check_corrections",
    "corrected",
    "corrected_spec",
    "draw_values",
    "faults_of",
    "find",
    "find_type",
    "grade",
    "grade_steps",
    "instantiate",
    "is_parametric",
    "judge_answer",
    "judged",
    "key_digest",
    "key_named",
    "misconception_of",
    "only",
    "personal_item",
    "register",
    "student_view",
    "text_of",
    "type_choices",
    "type_of",
    "typed_answers",
    "typed_places",
    "typed_steps",
    "validate_spec",
    "verdict_of",
    "words_of",
    "written_steps",
]
