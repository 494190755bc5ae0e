"""ETag and If-None-Match for reads that rarely change."""

import functools
import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

M = TypeVar("M", bound=Callable[..., Any])


def not_modified(request: HttpRequest, etag: str) -> HttpResponse | None:
    """Return a 304 when the caller holds `etag` (quoted), else None. For views that know the tag before the work."""
    response = get_conditional_response(request, etag=etag)
    return response if response is not None and response.status_code == 304 else None


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return `response` with the ETag of its content, or a 304 in its place."""
    if response.status_code != 200:
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response) or response


def with_etag(method: M) -> M:
    """Decorate a GET of a DRF view (or a plain view): the answer has an ETag; a caller who holds it gets 304."""

    @functools.wraps(method)
    def answered(*args: Any, **kwargs: Any) -> Any:
        request = next(arg for arg in args if hasattr(arg, "META"))
        request = getattr(request, "_request", request)
        response = method(*args, **kwargs)
        if hasattr(response, "add_post_render_callback") and not response.is_rendered:
            response.add_post_render_callback(lambda rendered: tagged(request, rendered))
            return response
        return tagged(request, response)

    answered.has_etag = True  # type: ignore[attr-defined]  # read by the schema
    return answered  # type: ignore[return-value]
