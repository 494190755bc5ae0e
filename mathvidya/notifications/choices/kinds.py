"""The kinds of notices: `register_kinds(RESULT_PUBLISHED)` in the `ready()` of the app that sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mathvidya.lib.registry import Registry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_CODE = 30  # of a kind or a channel, as the tables keep it


@dataclass(frozen=True, kw_only=True, eq=False)
class NoticeKind:
    """One reason to write to people. There is one object of each, so kinds are compared by identity.

    code: what the tables keep and the API gives.
    label: its name on the page of preferences.
    roles: who can get it, by `accounts.choices.Role`.
    texts: the folder of its templates, `<code>.subject.txt` and `<code>.body.txt`.
    defaults: {channel: on or off} where a channel's own default does not suit this kind.
    can_be_switched_off: False for what is about a person's rights: a channel that sends it by default always does.
    """

    code: str
    label: "StrOrPromise"
    roles: frozenset[str]
    texts: str
    defaults: Mapping[str, bool] = field(default_factory=dict)
    can_be_switched_off: bool = True

    @property
    def template(self) -> str:
        """Return the path of its templates without `.subject.txt` and `.body.txt`."""
        return f"{self.texts}/{self.code}"


KINDS: Registry[NoticeKind] = Registry("kind of notice")


def register_kinds(*kinds: NoticeKind) -> None:
    """Make these known to preferences and API. Raises AlreadyRegistered, and ValueError for a code that is too long."""
    for kind in kinds:
        if len(kind.code) > LONGEST_CODE:
            raise ValueError(f"The code {kind.code!r} has more than {LONGEST_CODE} characters.")
        KINDS.register(kind.code, kind)


def kinds_for(role: str) -> list[NoticeKind]:
    """Return what a person of this role can get, in the order of registration."""
    return [kind for kind in KINDS.values() if role in kind.roles]


def kind_codes() -> list[str]:
    """Return the codes of all kinds in alphabetical order, as the API's document lists them."""
    return sorted(KINDS)
