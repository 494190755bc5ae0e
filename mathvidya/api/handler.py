"""The WSGI application: Django's own, with a shorter way to and from hot views (docs/hot-paths.md)."""

from collections.abc import Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from mathvidya.api.lane import find_hot_route


class HotHandler(WSGIHandler):
    """A hot request sends none of Django's signals about requests, and leaves its thread the database connection.

    Between two requests `close_old_connections` would bring the connection back to the pool and the next request take
    it out again; all that must be known in between is whether it is still good.
    """

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if find_hot_route(environ) is None:
            return super().__call__(environ, start_response)
        _drop_spoilt_connection()
        request = self.request_class(environ)
        response: Any = self.get_response(request)
        cookies = [("Set-Cookie", cookie.output(header="")) for cookie in response.cookies.values()]
        start_response(
            f"{response.status_code} {response.reason_phrase}", [*response.headers._store.values(), *cookies]
        )
        request.close()
        return [response.content]


def _drop_spoilt_connection() -> None:
    """Give up a connection that failed, was left inside a transaction, or whose server has hung up."""
    held = connection.connection
    if held is None:
        return
    if connection.errors_occurred or not connection.autocommit or getattr(held, "is_stale", False):
        connection.close()
