"""The base of every error that is shown to a person, and the catalogue of their codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.utils.translation import gettext_lazy as _

from mathvidya.lib.registry import Registry

V = TypeVar("V")

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class ProblemKind:
    """What one code of a problem means: its status, its usual text, and the JSON Schema of each member it may add."""

    code: str
    status: int
    detail: "StrOrPromise"
    members: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The code in words."""
        return title_of(self.code)


def title_of(code: str) -> str:
    """Return a code in words: "attempt_closed" is "Attempt closed". Like the code, it never changes."""
    return code.replace("_", " ").capitalize()


# Every code of the API, by name: those of DomainError add themselves, other ones are added where they are made.
problem_kinds: Registry[ProblemKind] = Registry("problem")
RETRY_AFTER = {"retry_after": {"type": "integer", "minimum": 0, "description": "In how many seconds to ask again."}}


class DomainError(Exception):
    """A refusal with a stable code. A subclass is defined next to its raiser and sets the class attributes.

    `fields` names the offending inputs (RFC 9457 extension `errors`), `extra` adds members to the problem body; the
    class names each of those, with its JSON Schema, in `members`. A code is given to one class and those below it.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    detail: "StrOrPromise" = _("This cannot be done.")
    members: ClassVar[Mapping[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "code" in cls.__dict__:
            problem_kinds.register(cls.code, ProblemKind(cls.code, cls.status, cls.detail, cls.members))

    def __init__(
        self,
        detail: "StrOrPromise | None" = None,
        *,
        fields: dict[str, list[str]] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(detail or self.detail)
        self.detail = detail or self.detail
        self.fields = fields or {}
        self.extra = extra or {}


class NotFound(DomainError):
    """There is no such thing, or the person may not know that it exists."""

    code = "not_found"
    status = 404
    detail = _("There is nothing here.")


class Forbidden(DomainError):
    """The person may see this but not do it."""

    code = "forbidden"
    status = 403
    detail = _("You may not do this.")


class Invalid(DomainError):
    """Inputs that did not pass; `errors` names them as they were sent."""

    code = "invalid"
    status = 400
    detail = _("Some inputs are not valid.")


def refuses(*refusals: type[DomainError]) -> Callable[[V], V]:
    """Decorate a method of a view, or the view for all of its methods, with what it may refuse besides the usual."""

    def decorate(view: V) -> V:
        view.refusals = (*getattr(view, "refusals", ()), *refusals)  # type: ignore[attr-defined]
        return view

    return decorate
