"""What happened in classes. Payloads are ids and plain facts; fields are only ever added."""

from dataclasses import dataclass

from mathvidya.outbox.events import DomainEvent, Topic


@dataclass(frozen=True, kw_only=True)
class PlaceEnded(DomainEvent):
    """A student left a batch, or a teaching was taken away: what this person could see through it is over."""

    name = "classroom.place_ended"
    topic = Topic.STUDENT_EVENTS
    key = "user_id"

    user_id: int


@dataclass(frozen=True, kw_only=True)
class PersonInvited(DomainEvent):
    """The institute made an account without a password; its owner is to choose one."""

    name = "classroom.person_invited"
    topic = Topic.STUDENT_EVENTS
    key = "user_id"

    user_id: int
