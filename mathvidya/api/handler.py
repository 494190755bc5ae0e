"""The WSGI application: Django's own, with a shorter way to and from hot views (docs/hot-paths.md)."""

from collections.abc import Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from mathvidya.api.lane import find_hot_route

# Bytes of a body that nobody wanted and that are read all the same.
READ_TO_THE_END = 1_000_000


class HotHandler(WSGIHandler):
    """A hot request sends none of Django's signals about requests; of their receivers it needs one, the last line here.

    Every request is read to its end: granian closes the connection of one that is not, say because it was refused for
    its rate, and with it goes the next request that the client has already sent.
    """

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # type: ignore[override]
        if find_hot_route(environ) is None:
            response: Any = super().__call__(environ, start_response)
            _read_to_the_end(environ)
            return response  # type: ignore[no-any-return]
        request = self.request_class(environ)
        response = self.get_response(request)
        headers = [*response.headers._store.values()]
        headers += [("Set-Cookie", cookie.output(header="")) for cookie in response.cookies.values()]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        request.close()
        _read_to_the_end(environ)
        connection.close()  # to the pool: a thread that kept it would lose it when granian ends the thread
        return [response.content]


def _read_to_the_end(environ: dict[str, Any]) -> None:
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdigit() and int(length) <= READ_TO_THE_END:
        environ["wsgi.input"].read()
