"""Schemas of the document that a registry makes: parts that no serializer writes, and unions distinguished by a member.

    components.register("questions", question_components)  # in ready(): {name: JSON Schema}
    unions.register("AskedItem", Union("type", lambda: {"numeric": {"spec": ref("NumericShown")}, …}))

A union begins as the component of a serializer, which has all members. For each value of the member `by` it becomes a
component of its own, in which that member is the value and some others have schemas of their own: NumericAskedItem. The
component that there was becomes the union of these, under its name.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mathvidya.lib.json_schema import JsonSchema, in_camels, union
from mathvidya.lib.registry import Registry

components: Registry[Callable[[], Mapping[str, JsonSchema]]] = Registry("set of schema components")


@dataclass(frozen=True)
class Union:
    """`by`: the member that decides; `members()`: {its value: {other member: its schema then}}."""

    by: str
    members: Callable[[], Mapping[str, Mapping[str, JsonSchema]]]


unions: Registry[Union] = Registry("union of the document")


def add_components(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Post-processing hook: every registered component and union."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for make in components.values():
        schemas.update(make())
    for base, one in unions.items():
        for name in [name for name in (base, f"{base}Request") if name in schemas]:
            schemas.update(_split(name, schemas.pop(name), one))
    text = json.dumps(result, default=str)  # the enumeration that distinguishes a union is its members' constant now
    used = [name for name in schemas if f'"#/components/schemas/{name}"' in text]
    result["components"]["schemas"] = {name: schemas[name] for name in sorted(used)}
    return result


def _split(name: str, whole: JsonSchema, by: Union) -> dict[str, JsonSchema]:
    made: dict[str, JsonSchema] = {}
    names = {}
    for value, members in by.members().items():
        names[value] = in_camels(value) + name
        own = {by.by: {"type": "string", "const": value}, **members}
        made[names[value]] = {**whole, "properties": {**whole["properties"], **own}}
    return {**made, name: union(names, by=by.by)}
