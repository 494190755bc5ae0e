"""Lines to put in order. Two of three in their place earn their share."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mathvidya.lib.json_schema import TEXT, list_of, object_of
from questions.types import Answer, BadAnswer, Faults, Graded, QuestionType, Spec, Verdict, key_named, only


class InOrder(QuestionType):
    code = "in_order"
    label = "Lines in order"
    fields = frozenset({"lines", "answer"})
    shown = ("stem", "lines")
    field_schemas = {"lines": list_of(object_of({"id": TEXT, "text": TEXT}))}
    answer_schema = key_schema = object_of({"order": list_of(TEXT)})
    key_hint = "letters in their order (b a c)"

    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        names = [line.get("id") for line in errors.items(spec, "lines", path, 2, 8)]
        key = key_named(spec, errors, path, "order")
        if not isinstance(key, list) or sorted(map(str, key)) != sorted(map(str, names)):
            errors.add(path + "answer", "The key names every line once.")

    def texts(self, spec: Spec) -> list[str]:
        return [spec.get("stem", ""), *(line["text"] for line in spec["lines"])]

    def check_answer(self, spec: Spec, answer: Answer) -> Answer:
        order = only(answer, "order")
        if not isinstance(order, list) or not set(map(str, order)) <= {line["id"] for line in spec["lines"]}:
            raise BadAnswer("`order` lists ids of this question's lines.")
        return {"order": order} if order else {}

    def judge(self, spec: Spec, answer: Answer, marks: Decimal, negative: Decimal) -> Graded:
        key = spec["answer"]["order"]
        hits = sum(mine == right for mine, right in zip(answer["order"], key, strict=False))
        if hits == len(key):
            return Graded(marks, Verdict.RIGHT)
        return Graded(marks * hits / len(key), Verdict.PARTLY) if hits else Graded(-negative, Verdict.WRONG)

    def plain(self, answer: Mapping[str, Any]) -> str:
        return " ".join(answer.get("order", ()))

    def read_key(self, text: str) -> dict[str, Any]:
        return {"order": text.split()}

    def editor_texts(self) -> dict[str, str]:
        return {"inOrderLines": "Lines, one a line, in the right order"}
