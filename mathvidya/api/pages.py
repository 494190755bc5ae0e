"""Lists come page by page, by a cursor that stays right while rows are added."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination

from mathvidya.lib.errors import DomainError


class InvalidCursor(DomainError):
    code = "invalid_cursor"
    status = 400
    detail = _("This cursor is not one of ours. Start again from the first page.")


class CursorPages(CursorPagination):
    """`next`, `previous`, `results`; newest first unless the view names an `ordering` of its own.

    The ordering must end in something unique, or rows that tie may be skipped.
    """

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-pk"

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> Any:
        self.ordering = getattr(view, "ordering", None) or self.ordering
        return super().get_ordering(request, queryset, view)

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, ValueError, ValidationError, DataError) as error:
            raise InvalidCursor from error

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of one page, with real nulls; the library still writes those of OpenAPI 3.0."""
        link = {"type": ["string", "null"], "format": "uri", "description": "null where there is none"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": dict(link), "results": schema},
        }
