"""What happened to people. Ids and plain facts only; fields are only ever added."""

from dataclasses import dataclass

from mathvidya.outbox.events import DomainEvent, Topic


@dataclass(frozen=True)
class PersonRegistered(DomainEvent):
    name = "accounts.person_registered"
    topic = Topic.STUDENT_EVENTS
    key = "user_id"

    user_id: int
    role: str


@dataclass(frozen=True)
class GuardianInvited(DomainEvent):
    """A child named the address of somebody who should answer for them."""

    name = "accounts.guardian_invited"
    topic = Topic.STUDENT_EVENTS
    key = "student_id"

    link_id: int
    student_id: int


@dataclass(frozen=True)
class GuardianRequested(DomainEvent):
    """A parent asks to be linked; nothing is granted yet."""

    name = "accounts.guardian_requested"
    topic = Topic.STUDENT_EVENTS
    key = "student_id"

    link_id: int
    student_id: int


@dataclass(frozen=True)
class GuardianConfirmed(DomainEvent):
    name = "accounts.guardian_confirmed"
    topic = Topic.STUDENT_EVENTS
    key = "student_id"

    link_id: int
    student_id: int
    guardian_id: int


@dataclass(frozen=True)
class GuardianRevoked(DomainEvent):
    name = "accounts.guardian_revoked"
    topic = Topic.STUDENT_EVENTS
    key = "student_id"

    link_id: int
    student_id: int


@dataclass(frozen=True)
class ConsentGiven(DomainEvent):
    name = "accounts.consent_given"
    topic = Topic.STUDENT_EVENTS
    key = "student_id"

    student_id: int
    purposes: list[str]


@dataclass(frozen=True)
class ConsentWithdrawn(DomainEvent):
    """Processing for these purposes stops; without "learning" the child's sessions have ended too."""

    name = "accounts.consent_withdrawn"
    topic = Topic.STUDENT_EVENTS
    key = "student_id"

    student_id: int
    purposes: list[str]


@dataclass(frozen=True)
class SignedOutEverywhere(DomainEvent):
    """Every session and token from before `epoch` has ended; sockets should close."""

    name = "accounts.signed_out_everywhere"
    topic = Topic.SYSTEM_EVENTS
    key = "user_id"

    user_id: int
    epoch: int


@dataclass(frozen=True)
class SignedOut(DomainEvent):
    """One of a person's sign-ins is over: an app's or a browser's; others may go on."""

    name = "accounts.signed_out"
    topic = Topic.SYSTEM_EVENTS
    key = "user_id"

    user_id: int


@dataclass(frozen=True)
class ErasureRequested(DomainEvent):
    name = "accounts.erasure_requested"
    topic = Topic.STUDENT_EVENTS
    key = "user_id"

    user_id: int


@dataclass(frozen=True)
class PersonErased(DomainEvent):
    """Name, address and photo are gone. Other apps drop what personal data they keep of this person."""

    name = "accounts.person_erased"
    topic = Topic.STUDENT_EVENTS
    key = "user_id"

    user_id: int
