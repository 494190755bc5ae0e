"""What happened in notifications."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class DeliveriesWanted:
    """Notices were written whose readers want them by a channel."""

    name: ClassVar[str] = "notifications.deliveries_wanted"
    delivery_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class LetterPosted:
    """A letter about signing in waits to be sent."""

    name: ClassVar[str] = "notifications.letter_posted"
    letter_id: int
