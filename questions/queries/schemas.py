"""The JSON Schemas of the question types, as the document names them: NumericShown, NumericAnswer."""

from collections.abc import Callable

from mathvidya.lib.json_schema import DECIMAL, TEXT, JsonSchema, in_camels, object_of, ref, union
from questions.types import QuestionType, all_types

PART = {"key": TEXT, "label": TEXT, "marks": DECIMAL, "choice": TEXT}


def question_components() -> dict[str, JsonSchema]:
    """Return the components of every type, and what they are together: Answer, PartAnswer, PartKey, Part, ShownPart."""
    made: dict[str, JsonSchema] = {}
    for type_ in all_types():
        name = in_camels(type_.code)
        made[f"{name}Shown"] = type_.shown_schema()
        made[f"{name}Spec"] = type_.spec_schema()
        made[f"{name}Answer"] = type_.answer_schema
        if type_.key_schema is not None:
            made[f"{name}Key"] = type_.key_schema
    parts = [type_ for type_ in all_types() if type_.can_be_part]
    made["Answer"] = _any("Answer", all_types())
    made["PartAnswer"] = _any("Answer", parts)
    made["PartKey"] = _any("Key", [type_ for type_ in parts if type_.key_schema is not None])
    return (
        made | _parts("Part", parts, QuestionType.spec_schema) | _parts("ShownPart", parts, QuestionType.shown_schema)
    )


def by_type(**members: str) -> Callable[[], dict[str, dict[str, JsonSchema]]]:
    """Return the members of a union by the type of a question: `by_type(spec="Shown")`; with "?" it may be null."""

    def found() -> dict[str, dict[str, JsonSchema]]:
        return {type_.code: {name: _of(type_, kind) for name, kind in members.items()} for type_ in all_types()}

    return found


def _of(type_: QuestionType, kind: str) -> JsonSchema:
    if kind == "Key?" and type_.key_schema is None:
        return {"type": "null"}
    schema = ref(in_camels(type_.code) + kind.removesuffix("?"))
    return {"oneOf": [schema, {"type": "null"}]} if kind.endswith("?") else schema


def _any(kind: str, types: list[QuestionType]) -> JsonSchema:
    """Answers name no type, and those of several types are alike."""
    return {"anyOf": [ref(in_camels(type_.code) + kind) for type_ in types]}


def _parts(
    name: str, types: list[QuestionType], schema_of: Callable[[QuestionType], JsonSchema]
) -> dict[str, JsonSchema]:
    """A part of a case study: the question of its type with its place in the study."""
    made = {}
    for type_ in types:
        whole = schema_of(type_)
        members = {**PART, "type": {"type": "string", "const": type_.code}, **whole["properties"]}
        optional = set(whole["properties"]) - set(whole.get("required", ())) | {"choice"}
        made[in_camels(type_.code) + name] = object_of(members, optional=optional)
    return {**made, name: union({type_.code: in_camels(type_.code) + name for type_ in types}, by="type")}
