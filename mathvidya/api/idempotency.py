"""`@idempotent` for the methods of DRF views that create something."""

import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from mathvidya.api.actions import Reply, answer_once
from mathvidya.lib.errors import DomainError

HEADER = "Idempotency-Key"
LONGEST = 200
REPEATED = ("Location",)
M = TypeVar("M", bound=Callable[..., Any])


class InvalidKey(DomainError):
    code = "invalid_idempotency_key"
    status = 400
    detail = _("An Idempotency-Key is 1 to 200 printable ASCII characters.")


def read_key(headers: Any) -> str | None:
    """Return the key of this request, None where there is none. Raises InvalidKey."""
    key = headers.get(HEADER)
    if key is None:
        return None
    if not (1 <= len(key) <= LONGEST and key.isascii() and key.isprintable()):
        raise InvalidKey
    return str(key)


def fingerprint_of(method: str, path: str, data: Any) -> str:
    """Return the SHA-256 of what the request asks for, whatever the order of its keys."""
    canonical = json.dumps(data, sort_keys=True, cls=JSONEncoder, default=str)
    return hashlib.sha256(f"{method} {path}\n{canonical}".encode()).hexdigest()


def idempotent(method: M) -> M:
    """Answer a repeated request with the first answer (header `Idempotency-Replayed`); without a key, change nothing.

    For an anonymous caller no answer can be kept, so the key is ignored.
    """

    @functools.wraps(method)
    def answered(view: Any, request: Request, *args: Any, **kwargs: Any) -> Any:
        key = read_key(request.headers)
        if key is None or not request.user.is_authenticated:
            return method(view, request, *args, **kwargs)

        def run() -> Reply:
            made = method(view, request, *args, **kwargs)
            body = json.loads(json.dumps(made.data, cls=JSONEncoder))
            return Reply(made.status_code, body, {name: made[name] for name in REPEATED if made.has_header(name)})

        fingerprint = fingerprint_of(request.method or "", request.get_full_path(), request.data)
        reply = answer_once(user_id=request.user.pk, key=key, fingerprint=fingerprint, run=run)
        headers = reply.headers | ({"Idempotency-Replayed": "true"} if reply.is_replayed else {})
        return Response(reply.body, status=reply.status, headers=headers)

    answered.is_idempotent = True  # type: ignore[attr-defined]  # read by the schema
    return answered  # type: ignore[return-value]
