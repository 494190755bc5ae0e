"""Notices come with the number of unread ones, so that a badge needs no second request."""

from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from rest_framework.response import Response

from mathvidya.api.pages import CursorPages
from mathvidya.notifications.queries.notices import last_seq, unread_count


class NoticePages(CursorPages):
    """`next`, `previous`, `results`, and of the whole inbox `unread` and the last `seq`."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        self.person = cast(AbstractBaseUser, request.user)
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        response.data |= {"unread": unread_count(self.person), "seq": last_seq(self.person)}
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        page: dict[str, Any] = super().get_paginated_response_schema(schema)
        page["properties"] |= {"unread": {"type": "integer"}, "seq": {"type": "integer"}}
        page["required"] = [*page.get("required", []), "unread", "seq"]
        return page
