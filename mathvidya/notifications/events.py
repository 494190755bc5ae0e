"""What happened in notifications."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class MailWanted:
    """Notices were written whose readers want a mail of them."""

    name: ClassVar[str] = "notifications.mail_wanted"
    mail_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class LetterPosted:
    """A letter about signing in waits to be sent."""

    name: ClassVar[str] = "notifications.letter_posted"
    letter_id: int
