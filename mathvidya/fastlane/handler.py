"""The WSGI application: Django's own, with a shorter way to and from hot views (docs/hot-paths.md)."""

from collections.abc import Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse, UnreadablePostError

from mathvidya.api.strict_json import declared_length
from mathvidya.fastlane.lane import HotLane, HotMatch, find_hot_route
from mathvidya.fastlane.statements import thread_database

# Bytes read at most of a body that no view used.
READ_TO_THE_END = 1_000_000


class HotRequest(WSGIRequest):
    """A request of which `find_hot_route` has found out what Django's constructor would: a plain path, no form."""

    is_read = False

    def __init__(self, environ: dict[str, Any]) -> None:
        self.environ = self.META = environ
        self.path = self.path_info = environ["PATH_INFO"]
        self.method = environ["REQUEST_METHOD"].upper()
        self.resolver_match = None

    @property
    def body(self) -> bytes:
        """The body, as long as declared. Raises UnreadablePostError when the caller has disconnected."""
        if not self.is_read:
            try:
                self._body: bytes = self.environ["wsgi.input"].read(declared_length(self.environ))
            except OSError as error:
                raise UnreadablePostError(*error.args) from error
            self.is_read = True
        return self._body


class HotHandler(WSGIHandler):
    """Serves hot requests without Django's chain of middleware and without its signals about requests.

    Every request is read to its end. Otherwise (a request refused for its rate, for example) granian would close the
    connection, and lose the next request that the client has already sent on it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lane = HotLane()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # type: ignore[override]
        match = find_hot_route(environ)
        request = HotRequest(environ) if match else None
        answer = self._answer_hot(request, match) if request and match else None
        if request is None or answer is None:
            response: Any = super().__call__(environ, start_response)
            _read_to_the_end(environ)
            return response  # type: ignore[no-any-return]
        if not request.is_read:
            _read_to_the_end(environ)
        headers = [*answer.headers._store.values()]
        headers += [("Set-Cookie", cookie.output(header="")) for cookie in answer.cookies.values()]
        start_response(f"{answer.status_code} {answer.reason_phrase}", headers)
        return [answer.content]

    def _answer_hot(self, request: HotRequest, match: HotMatch) -> HttpResponse | None:
        """Answer a hot request, and do for the database connection what Django's signal receivers would do."""
        database = thread_database()
        database.close_if_unusable_or_obsolete()
        try:
            return self._lane.answer(request, match)
        finally:
            if database.close_at is not None:  # it is not the thread's own (settings)
                database.close()


def _read_to_the_end(environ: dict[str, Any]) -> None:
    if 0 < declared_length(environ) <= READ_TO_THE_END:
        environ["wsgi.input"].read()
