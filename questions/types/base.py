"""What a question type is. One type is one class in one folder, registered once; everything else asks the registry.

The folder of a type also holds, by name: `templates/` (docs/question-bank.md lists them), `static/editor.js` and
`static/room.js`, and `sample.py`. What a folder lacks comes from the folder of the class it derives from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from inspect import getfile
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from django.utils.functional import Promise

from mathvidya.lib.json_schema import TEXT, JsonSchema, object_of
from questions.rules.answers import BadAnswer
from questions.rules.cases import Cases
from questions.rules.content import ItemContent
from questions.rules.faults import Faults, Spec
from questions.rules.verdicts import UNANSWERED, Graded

Answer = dict[str, Any]
Awards = Mapping[str, Mapping[str, Any]]
NOTHING: Mapping[str, Any] = {}


class Outcome(NamedTuple):
    """What one answer earned: `parts` by part key, `steps` as a teacher decided them (docs/results.md)."""

    graded: Graded
    parts: Mapping[str, Any] = NOTHING
    steps: Mapping[str, Any] = NOTHING


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A sound question of a type: what tests of every type begin from.

    `right` earns full marks, or all that a machine can give; `wrong` nothing. `key` is the key in a teacher's words.
    `wrong` and `key` are None where no machine judges.
    """

    marks: str
    spec: dict[str, Any]
    right: Answer
    wrong: Answer | None
    key: str | None


class QuestionType:
    """Derive from this and say what is different. The defaults fit a question with one key that a machine judges."""

    code: ClassVar[str]
    label: ClassVar[str | Promise]

    # The specification (docs/question-format.md)
    fields: ClassVar[frozenset[str]] = frozenset({"answer"})  # besides stem, solution and hint
    shown: ClassVar[tuple[str, ...]] = ("stem",)  # what a student may see before the release
    needs_stem: ClassVar[bool] = True
    can_vary: ClassVar[bool] = False  # whether it may have a template (docs/templates.md)

    # The same as JSON Schema, for the API's document: of each of `fields` but the key, of an answer, and of the key
    # (None: it has none)
    field_schemas: ClassVar[Mapping[str, JsonSchema]] = {}
    optional: ClassVar[frozenset[str]] = frozenset()  # of `fields`
    answer_schema: ClassVar[JsonSchema] = object_of({"value": TEXT})
    key_schema: ClassVar[JsonSchema | None] = object_of({"value": TEXT})

    # Its place in a paper
    can_be_part: ClassVar[bool] = True
    has_parts: ClassVar[bool] = False
    is_objective: ClassVar[bool] = True  # a paper may give it other marks than its author did, and take marks off
    is_written: ClassVar[bool] = False  # a teacher awards the steps of spec["scheme"]
    is_typed: ClassVar[bool] = (
        False  # typed maths: `test` and `answer.value`, a teacher where the machine cannot decide
    )

    # The correction of a key; lower case, as the words are in a list: "true or false"
    key_hint: ClassVar[str | Promise] = ""

    def __str__(self) -> str:
        return str(self.label)

    # --- the specification -------------------------------------------------------------------------------------------
    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        """Add to `errors` what is wrong with the fields of this type; `path` goes before their names."""
        raise NotImplementedError

    def check_draw(self, drawn: Mapping[str, Any]) -> dict[str, str]:
        """Return what a sound specification gets wrong by the values drawn for it, by field."""
        return {}

    def student_view(self, spec: Spec) -> dict[str, Any]:
        """Return what a student may see: only fields that are named as shown go through."""
        return {name: spec[name] for name in self.shown if name in spec}

    def shown_schema(self) -> JsonSchema:
        """Return the JSON Schema of what `student_view` returns."""
        members = {name: self.field_schemas.get(name, TEXT) for name in self.shown}
        return object_of(members, optional=self._not_needed)

    def spec_schema(self) -> JsonSchema:
        """Return the JSON Schema of a whole specification."""
        members = {**dict.fromkeys(("stem", "solution", "hint"), TEXT), **self.field_schemas}
        if self.key_schema is not None and "answer" in self.fields:
            members["answer"] = self.key_schema
        if self.can_vary:
            members["template"] = {"type": "object", "additionalProperties": True}
        return object_of(members, optional=self._not_needed | {"solution", "hint", "template"})

    @property
    def _not_needed(self) -> frozenset[str]:
        return self.optional if self.needs_stem else self.optional | {"stem"}

    def texts(self, spec: Spec) -> Iterable[str]:
        """Return every text that a student sees, for the search."""
        return [spec.get("stem", "")]

    def opening(self, spec: Spec) -> str:
        """Return the text that a question begins with, for lists."""
        return str(spec.get("stem", ""))

    def options(self, spec: Spec) -> list[dict[str, str]]:
        """Return the options to choose from, each {"id", "text"}."""
        return []

    def moving_options(self, spec: Spec) -> tuple[str, ...]:
        """Return the ids of options that may be shown in another order."""
        return ()

    def questions_in(self, spec: Spec) -> Iterable[tuple[str, "QuestionType", Spec]]:
        """Return (part, type, specification) of each single question: the whole under "", or every part."""
        return [("", self, spec)]

    # --- answers -----------------------------------------------------------------------------------------------------
    def check_answer(self, spec: Spec, answer: Answer) -> Answer:
        """Return an answer, which is not empty, as it is stored: {} where it says nothing. Raises BadAnswer."""
        raise NotImplementedError

    def grade(self, item: ItemContent, answer: Answer | None, awards: Awards | None, cases: Cases) -> Outcome:
        """Return what `answer` earns. `awards` are a teacher's by step key, `cases` answers decided before."""
        if not answer:
            return Outcome(UNANSWERED)
        return Outcome(self.judge(item.spec, answer, item.marks, item.negative_marks))

    def judge(self, spec: Spec, answer: Answer, marks: Decimal, negative: Decimal) -> Graded:
        """Return what an answer earns by the key alone. `negative` is taken off a wrong one, never off an empty one."""
        raise NotImplementedError

    def misconception(self, spec: Spec, answer: Answer) -> str:
        """Return the known mistake behind an answer that was wrong; "" where none is known."""
        return next((str(one["misconception"]) for one in spec.get("wrong", ()) if self.is_same(spec, one, answer)), "")

    def is_same(self, spec: Spec, known: Mapping[str, Any], answer: Answer) -> bool:
        """Return whether `answer` is the `known` wrong one."""
        return False

    def chosen(self, answer: Mapping[str, Any]) -> set[str]:
        """Return the ids of the options in an answer or key."""
        return set()

    def plain(self, answer: Mapping[str, Any]) -> str:
        """Return an answer or key as text, as it was written."""
        return str(answer.get("text") or answer.get("value") or "")

    def reading(self, text: str) -> str:
        """Return in Markdown how a typed text was read; "" where it is shown as it is."""
        return ""

    def working(self, answer: Mapping[str, Any]) -> str:
        """Return the text that a marker may check line by line."""
        return ""

    # --- the key -----------------------------------------------------------------------------------------------------
    def has_key(self, spec: Spec) -> bool:
        """Return whether there is a key that can be corrected."""
        return True

    def key(self, spec: Spec) -> dict[str, Any] | None:
        """Return the key as a result shows it."""
        return spec.get("answer")

    def solution(self, spec: Spec) -> str | dict[str, str]:
        """Return the solution in Markdown; of a question with parts by part, its own under ""."""
        solution: str = spec.get("solution", "")
        return solution

    def check_key(self, item: ItemContent, key: object) -> None:
        """Raise BadAnswer unless `key` can be the key of `item`. By default a key is what a student would answer."""
        if not isinstance(key, dict | None):
            raise BadAnswer("An answer is an object.")
        if not key or not self.check_answer(item.spec, key):
            raise BadAnswer("The key is empty.")

    def with_key(self, spec: dict[str, Any], key: dict[str, Any]) -> dict[str, Any]:
        """Return the specification with another key."""
        return {**spec, "answer": key}

    def read_key(self, text: str) -> dict[str, Any]:
        """Return the key that a teacher typed in the correction form. Raises BadAnswer in the reader's language."""
        return {"value": text}

    # --- pages -------------------------------------------------------------------------------------------------------
    def editor_texts(self) -> dict[str, str]:
        """Return the words that `static/editor.js` shows, by name, in the language of the moment."""
        return {}

    @cached_property
    def folders(self) -> Sequence[Path]:
        """Return where templates and modules are looked for: the folder of the class, then those it derives from."""
        return [Path(getfile(each)).parent for each in type(self).__mro__ if issubclass(each, QuestionType)]

    @property
    def sample(self) -> Sample:
        """Return SAMPLE of the module `sample` in the folder of the type; only tests read it."""
        sample: Sample = import_module(f"{type(self).__module__}.sample").SAMPLE
        return sample

    @property
    def editor_module(self) -> str:
        """Return the static name of the module that makes the editor's fields."""
        return f"js/question_types/{self.code}/editor.js"

    @property
    def room_module(self) -> str:
        """Return the static name of the module that reads and shows an answer in the exam room."""
        return f"js/question_types/{self.code}/room.js"
