"""What happened in classes. Payloads are ids and plain facts; fields are only ever added."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class PlaceEnded:
    """A student left a batch, or a teaching was taken away: what this person could see through it is over."""

    name: ClassVar[str] = "classroom.place_ended"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class PersonInvited:
    """The institute made an account without a password; its owner is to choose one."""

    name: ClassVar[str] = "classroom.person_invited"
    user_id: int
