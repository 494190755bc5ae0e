"""Places where typed answers are written. Apps above register how a question there is found, such as in an attempt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from mathvidya.lib.registry import Registry

# Person, id of the place, id of the item in it, part of a case study or "".
FindTest = Callable[[User, int, int, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Place:
    """`find` gives how an answer there is judged, without its key; it raises NotFound (404) for what is not theirs."""

    find: FindTest
    help_text: str


# By the name that `/maths/read` gives the place's id.
places: Registry[Place] = Registry("place of typed answers")


def test_at(user: User, place: str, pk: int, item: int, part: str) -> Mapping[str, Any]:
    """Return how an answer is judged at that place, without its key. Raises NotFound (404)."""
    return places[place].find(user, pk, item, part)
