"""What happened to people. Ids and plain facts only; fields are only ever added."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class PersonRegistered:
    name: ClassVar[str] = "accounts.person_registered"
    user_id: int
    role: str


@dataclass(frozen=True)
class GuardianInvited:
    """A child named the address of somebody who should answer for them."""

    name: ClassVar[str] = "accounts.guardian_invited"
    link_id: int
    student_id: int


@dataclass(frozen=True)
class GuardianRequested:
    """A parent asks to be linked; nothing is granted yet."""

    name: ClassVar[str] = "accounts.guardian_requested"
    link_id: int
    student_id: int


@dataclass(frozen=True)
class GuardianConfirmed:
    name: ClassVar[str] = "accounts.guardian_confirmed"
    link_id: int
    student_id: int
    guardian_id: int


@dataclass(frozen=True)
class GuardianRevoked:
    name: ClassVar[str] = "accounts.guardian_revoked"
    link_id: int
    student_id: int


@dataclass(frozen=True)
class ConsentGiven:
    name: ClassVar[str] = "accounts.consent_given"
    student_id: int
    purposes: list[str]


@dataclass(frozen=True)
class ConsentWithdrawn:
    """Processing for these purposes stops; without "learning" the child's sessions have ended too."""

    name: ClassVar[str] = "accounts.consent_withdrawn"
    student_id: int
    purposes: list[str]


@dataclass(frozen=True)
class SignedOutEverywhere:
    """Every session and token from before `epoch` is dead; sockets should close."""

    name: ClassVar[str] = "accounts.signed_out_everywhere"
    user_id: int
    epoch: int


@dataclass(frozen=True)
class SignedOut:
    """One of a person's sign-ins is over: an app's or a browser's; others may go on."""

    name: ClassVar[str] = "accounts.signed_out"
    user_id: int


@dataclass(frozen=True)
class ErasureRequested:
    name: ClassVar[str] = "accounts.erasure_requested"
    user_id: int


@dataclass(frozen=True)
class PersonErased:
    """Name, address and photo are gone. Other apps drop what personal data they keep of this person."""

    name: ClassVar[str] = "accounts.person_erased"
    user_id: int
