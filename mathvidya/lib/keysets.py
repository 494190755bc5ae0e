"""A long list, a window at a time: found by the place in the order and not by counting rows from the first one."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Window(Generic[Row]):
    """Some rows of a list, in its order. `previous` and `next`: query strings that lead on, or ""."""

    rows: list[Row]
    previous: str = ""
    next: str = ""


def window_of(
    parts: Sequence[QuerySet[Row]], order: Sequence[str], asked: Mapping[str, str], *, size: int
) -> Window[Row]:
    """Return `size` rows of `parts`, which follow one another, from where `asked` says.

    `order` names the columns, of which the last is unique, all rising, or all falling with a "-"; none of them may be
    NULL. At most two queries a part. What is no place of ours, such as an old link, leads to the first window.
    """
    try:
        return _window(parts, order, asked, size)
    except (ValueError, TypeError, IndexError, ValidationError, DataError):
        return _window(parts, order, {}, size)


def _window(parts: Sequence[QuerySet[Row]], order: Sequence[str], asked: Mapping[str, str], size: int) -> Window[Row]:
    is_back = BEFORE in asked
    token = asked.get(BEFORE) or asked.get(AFTER)
    place = _read(token) if token else None
    found = _rows(parts, order, place, size + 1, is_back=is_back)
    is_more, found = len(found) > size, found[:size]
    if is_back:
        found.reverse()
    if not found:
        return Window([])
    has_before, has_after = (is_more, True) if is_back else (place is not None, is_more)
    fields = [name.lstrip("-") for name in order]
    return Window(
        rows=[row for _part, row in found],
        previous=f"{BEFORE}={_token(found[0], fields)}" if has_before else "",
        next=f"{AFTER}={_token(found[-1], fields)}" if has_after else "",
    )


def _rows(
    parts: Sequence[QuerySet[Row]], order: Sequence[str], place: list[Any] | None, most: int, *, is_back: bool
) -> list[tuple[int, Row]]:
    """[(number of the part, row)], the nearest to the place first."""
    is_falling = order[0].startswith("-") is not is_back
    fields = [name.lstrip("-") for name in order]
    ordering = [f"-{name}" if is_falling else name for name in fields]
    numbers = range(len(parts) - 1, -1, -1) if is_back else range(len(parts))
    found: list[tuple[int, Row]] = []
    for number in numbers:
        if place is not None and (number > place[0] if is_back else number < place[0]):
            continue
        part = parts[number].order_by(*ordering)
        if place is not None and number == place[0]:
            part = part.filter(_beyond(fields, place[1:], "lt" if is_falling else "gt"))
        if len(found) < most:
            found += [(number, row) for row in part[: most - len(found)]]
    return found


def _beyond(fields: Sequence[str], values: Sequence[Any], side: str) -> Q:
    """The condition that a row comes after these values: the first column that differs decides."""
    if len(values) != len(fields):
        raise ValueError("another list's place")
    beyond, equal = Q(), Q()
    for name, value in zip(fields, values, strict=True):
        beyond |= equal & Q(**{f"{name}__{side}": value})
        equal &= Q(**{name: value})
    # The first column alone as well: of an OR no index knows where to begin.
    return Q(**{f"{fields[0]}__{side}e": values[0]}) & beyond


def _token(found: tuple[int, Any], fields: Sequence[str]) -> str:
    number, row = found
    place = json.dumps([number, *(_value(row, name) for name in fields)], default=str, separators=(",", ":"))
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _read(token: str) -> list[Any]:
    """[number of the part, values]. Raises ValueError for what we did not write."""
    place = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    if not isinstance(place, list) or not place or not isinstance(place[0], int):
        raise ValueError("no place")
    return place
