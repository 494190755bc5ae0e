"""Which problems an operation may answer with: what its view says, and what follows from how it is asked.

    @refuses(ExamClosed, AttemptsUsedUp)                   # mathvidya.lib.errors
    def post(self, request: Request, pk: int) -> Response: …

Each is listed in the document; a test whose request is refused with a code that is not listed fails
(mathvidya/testing/contract.py). What follows by itself needs no word: sign-in and roles from the permission classes,
`not_found` from a path with an id, `invalid` and its like from a body, the cursor's and the Idempotency-Key's own.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from mathvidya.api.actions import KeyInProgress, KeyReused
from mathvidya.api.idempotency import InvalidKey
from mathvidya.api.pages import InvalidCursor
from mathvidya.api.strict_json import BodyTooLarge, MalformedJson, NotJson
from mathvidya.api.throttles import TooManyRequests
from mathvidya.lib.errors import DomainError, Invalid, NotFound, ProblemKind, problem_kinds

Refusal = type[DomainError]

OF_A_BODY: tuple[Refusal, ...] = (Invalid, MalformedJson, BodyTooLarge, NotJson)
OF_A_KEY: tuple[Refusal, ...] = (InvalidKey, KeyInProgress, KeyReused)
OF_A_SESSION = ("csrf_refused", "forbidden")  # a request with a cookie that comes from another page
# A request that cannot be read, such as one for another host; what is away; what nobody foresaw.
OF_ANYTHING = ("malformed", "server_error", "database_unavailable", "storage_unavailable", "service_unavailable")


def kinds_of(view: Any, method: str, operation: Mapping[str, Any]) -> dict[int, list[ProblemKind]]:
    """Return every problem that `operation`, which is `method` of `view`, may answer with, by status."""
    handler = getattr(view, method.lower())
    refusals: set[Refusal] = {*getattr(handler, "refusals", ()), *getattr(view, "refusals", ())}
    codes = set(OF_ANYTHING)
    for permission in view.get_permissions():
        refusals.update(getattr(permission, "refusals", ()))
    if view.authentication_classes:
        codes.add("not_signed_in")
        codes.update(() if method == "GET" else OF_A_SESSION)
    parameters = {(one["in"], one["name"]) for one in operation.get("parameters", ())}
    places = {place for place, _name in parameters}
    refusals.update((TooManyRequests,) if view.throttle_classes else ())
    refusals.update((NotFound,) if "path" in places else ())
    refusals.update((Invalid,) if "query" in places else ())
    refusals.update((InvalidCursor,) if ("query", "cursor") in parameters else ())
    refusals.update(OF_A_BODY if "requestBody" in operation else ())
    refusals.update(OF_A_KEY if getattr(handler, "is_idempotent", False) else ())
    return by_status(codes | {refusal.code for refusal in refusals})


def by_status(codes: Iterable[str]) -> dict[int, list[ProblemKind]]:
    """Return the kinds of problems with these codes, by status, each list in the order of the alphabet."""
    found: dict[int, list[ProblemKind]] = {}
    for code in sorted(codes):
        kind = problem_kinds[code]
        found.setdefault(kind.status, []).append(kind)
    return dict(sorted(found.items()))
