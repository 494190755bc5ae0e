"""Annotations as data: what a marker may draw, in 0..1 coordinates of the upright page (docs/marking.md)."""

from typing import Any

from mathvidya.lib.json_schema import NUMBER, TEXT, JsonSchema, list_of, object_of, one_of

MOST_POINTS = 2000
MOST_ANNOTATIONS = 400
LONGEST_COMMENT = 500
COLOURS = ("red", "green", "blue")
_PLACE = {"x": NUMBER, "y": NUMBER}
_MARK = object_of({**_PLACE, "size": NUMBER}, optional=("size",))
# The JSON Schema of each kind's shape, for the document of the API.
SHAPES: dict[str, JsonSchema] = {
    "pen": object_of(
        {"points": list_of(list_of(NUMBER)), "width": NUMBER, "colour": one_of(*COLOURS)}, optional=("width", "colour")
    ),
    "tick": _MARK,
    "cross": _MARK,
    "comment": object_of({**_PLACE, "text": TEXT}),
}


class BadShape(ValueError):
    """The drawing is not one; the text says why."""


def read_shape(kind: str, shape: object) -> dict[str, Any]:
    """Return the shape with only the fields that its kind has. Raises BadShape.

    pen: points [[x, y, pressure], …], width, colour · tick, cross: x, y, size · comment: x, y, text.
    """
    if not isinstance(shape, dict):
        raise BadShape("A shape is an object.")
    if kind == "pen":
        return _read_pen(shape)
    place = {"x": _within(shape.get("x"), "x"), "y": _within(shape.get("y"), "y")}
    if kind in {"tick", "cross"}:
        return {**place, "size": _within(shape.get("size", 0.04), "size")}
    text = shape.get("text")
    if kind != "comment" or not isinstance(text, str) or not 0 < len(text.strip()) <= LONGEST_COMMENT:
        raise BadShape(f"A comment has 1 to {LONGEST_COMMENT} characters.")
    return {**place, "text": text.strip()}


def _read_pen(shape: dict[str, Any]) -> dict[str, Any]:
    points = shape.get("points")
    if not isinstance(points, list) or not 2 <= len(points) <= MOST_POINTS:
        raise BadShape(f"A line has 2 to {MOST_POINTS} points.")
    if shape.get("colour", "red") not in COLOURS:
        raise BadShape(f"Colours are {', '.join(COLOURS)}.")
    return {
        "points": [_read_point(point) for point in points],
        "width": _within(shape.get("width", 0.004), "width"),
        "colour": shape.get("colour", "red"),
    }


def _read_point(point: object) -> list[float]:
    if not isinstance(point, list) or len(point) not in (2, 3):
        raise BadShape("A point is [x, y] or [x, y, pressure].")
    return [_within(number, "point") for number in point]


def _within(number: object, name: str) -> float:
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 1:
        raise BadShape(f"{name} lies between 0 and 1.")
    return round(float(number), 5)
