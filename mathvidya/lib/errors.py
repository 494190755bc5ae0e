"""The base of every error that is shown to a person."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DomainError(Exception):
    """A refusal with a stable code. A subclass is defined next to the code that raises it, and sets three attributes.

    `fields` names the offending inputs (RFC 9457 extension `errors`), `extra` adds members to the problem body.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    detail: "StrOrPromise" = _("This cannot be done.")

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
