"""Pieces of JSON Schema, for what of the API's document no serializer writes."""

from collections.abc import Iterable, Mapping
from typing import Any

JsonSchema = dict[str, Any]
TEXT: JsonSchema = {"type": "string"}
DECIMAL: JsonSchema = {"type": "string", "format": "decimal"}
INTEGER: JsonSchema = {"type": "integer"}
NUMBER: JsonSchema = {"type": "number"}


def object_of(members: Mapping[str, JsonSchema], *, optional: Iterable[str] = ()) -> JsonSchema:
    """Return the schema of an object with `members`, of which `optional` ones may be missing."""
    missing = set(optional)
    required = [name for name in members if name not in missing]
    return {"type": "object", **({"required": required} if required else {}), "properties": dict(members)}


def list_of(items: JsonSchema) -> JsonSchema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def one_of(*values: str) -> JsonSchema:
    """Return the schema of a text that is one of `values`."""
    return {"type": "string", "enum": list(values)}


def or_null(schema: JsonSchema) -> JsonSchema:
    """Return the schema of a value that may be null instead."""
    return {"oneOf": [schema, {"type": "null"}]}


def ref(name: str) -> JsonSchema:
    """Return a reference to a component of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def union(names: Mapping[str, str], *, by: str) -> JsonSchema:
    """Return the union of components, distinguished by their member `by`: {its value: name of the component}."""
    mapping = {value: str(ref(name)["$ref"]) for value, name in names.items()}
    discriminator = {"propertyName": by, "mapping": mapping}
    return {"oneOf": [{"$ref": place} for place in mapping.values()], "discriminator": discriminator}


def in_camels(code: str) -> str:
    """Return a code as the name of a component begins: "single_choice" is "SingleChoice"."""
    return "".join(word.capitalize() for word in code.split("_"))
