"""The channels: ways by which a notice leaves this site. The list on the page is not a channel; it has every notice.

A channel is a folder with a subclass of `Channel`; `register_channel(SMS)` in `ready()` makes it known.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from celery.exceptions import SoftTimeLimitExceeded
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.checks import CheckMessage

from mathvidya.lib.breakers import Breaker
from mathvidya.lib.process_caches import cleared_by
from mathvidya.lib.registry import Registry
from mathvidya.notifications.choices.kinds import LONGEST_CODE, NoticeKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# After an outage one task a minute and process may find out whether the server is back.
REST = 60.0


class Notice(Protocol):
    """What a channel gets to send. `user` is the reader, `facts` are plain values."""

    pk: int
    kind: str
    title: str
    body: str
    url: str
    facts: dict[str, Any]
    user: Any


class Channel(ABC):
    """One way to reach people. There is one object of each, so channels are compared by identity.

    code: what the tables keep; a field of the API and of the page's form.
    question: the heading above the kinds on the page of preferences ("Send me a mail when").
    is_on_by_default: whether it sends kinds for which a person has no preference.
    """

    code: ClassVar[str]
    question: ClassVar["StrOrPromise"]
    is_on_by_default: ClassVar[bool]

    def __init__(self) -> None:
        # By the wall clock, like every time that is compared with rows of the tables.
        self.breaker = Breaker(rest=REST, clock=time.time)

    @abstractmethod
    def send(self, notice: Notice) -> None:
        """Send the notice, written in the reader's language. It may be called again for the same notice.

        It may raise any exception: `is_outage` says what that means.
        """

    @abstractmethod
    def reached(self, readers: Collection[AbstractBaseUser]) -> set[int]:
        """Return the ids of those readers who have an address here. It asks the database at most once."""

    def is_outage(self, error: Exception) -> bool:
        """Return whether `error` means that the server is away.

        Then the channel rests for a minute, and its notices are tried again for a day. Any other error concerns this
        notice alone, which is tried a few times.
        """
        return isinstance(error, OSError | SoftTimeLimitExceeded)

    def check(self) -> list[CheckMessage]:
        """Return what is wrong with its settings, for `manage.py check`."""
        return []

    def sends_by_default(self, kind: NoticeKind) -> bool:
        """Return whether this kind is sent to people who have no preference."""
        return kind.defaults.get(self.code, self.is_on_by_default)

    def always_sends(self, kind: NoticeKind) -> bool:
        """Return whether nobody can switch this kind off here."""
        return not kind.can_be_switched_off and self.sends_by_default(kind)


CHANNELS: Registry[Channel] = Registry("channel")


def register_channel(channel: Channel) -> None:
    """Offer this channel to everybody. Raises AlreadyRegistered, and ValueError for a code that is too long."""
    if len(channel.code) > LONGEST_CODE:
        raise ValueError(f"The code {channel.code!r} has more than {LONGEST_CODE} characters.")
    CHANNELS.register(channel.code, channel)


def check_channels(**kwargs: Any) -> list[CheckMessage]:
    """Return what is wrong with the settings of any channel."""
    return [message for channel in CHANNELS.values() for message in channel.check()]


def forget_outages() -> None:
    """Let every channel try its server at once, without rest."""
    for channel in CHANNELS.values():
        channel.breaker.succeeded()


cleared_by(forget_outages)
