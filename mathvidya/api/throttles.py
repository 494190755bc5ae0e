"""Rate limits: fixed windows, counted by each process and added up in the cache (docs/hot-paths.md).

A process reports to the cache after each tenth of what a scope allows, so that most requests need no cache; a caller
who spreads requests over several processes gains less than a tenth by each of them. Where a count guards a password,
every request is reported. While the cache is away a student's answers still get in (fail open); endpoints that guard
passwords count in the database instead (fail closed).
"""

import hashlib
import ipaddress
import threading
import time
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

from mathvidya.api.actions import count_attempt
from mathvidya.audit.callers import address_of
from mathvidya.lib.errors import RETRY_AFTER, DomainError
from mathvidya.lib.process_caches import cleared_by, pure

log = structlog.get_logger(__name__)
SECONDS = {"s": 1, "min": 60, "h": 3600, "day": 86400}
SENT_EACH = 10  # one part in so many of a scope's allowance is counted here before the cache hears of it


class TooManyRequests(DomainError):
    code = "too_many_requests"
    status = 429
    members = RETRY_AFTER
    detail = _("Too many requests. Please wait a moment.")


def rate_of(scope_name: str) -> tuple[int, int]:
    """Return (requests, seconds) of a scope in settings.THROTTLE_RATES, written like "10/min"."""
    return _read_rate(settings.THROTTLE_RATES[scope_name])


@pure(maxsize=128)
def _read_rate(text: str) -> tuple[int, int]:
    number, _slash, period = text.partition("/")
    return int(number), SECONDS[period]


def caller(request: HttpRequest) -> str:
    """Return under which name to count: the signed-in person, else the address (an IPv6 customer owns a whole /64)."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user:{user.pk}"
    return address_ident(request)


def address_ident(request: HttpRequest) -> str:
    """Return the caller's network address, for counting."""
    address = address_of(request)
    if address is None:
        return "address:unknown"
    parsed = ipaddress.ip_address(address)
    if parsed.version == 6:
        return f"address:{ipaddress.ip_network((parsed, 64), strict=False)}"
    return f"address:{parsed}"


@dataclass
class _Count:
    """Requests of one caller in a window: `known` to the cache at the last report, and those since."""

    known: int = 0
    unsent: int = 0


class _Windows:
    """The present window of each scope as this process saw it; a new one forgets the old."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[int, dict[str, _Count]]] = {}

    def count(self, scope_name: str, ident: str, window: int, *, send_after: int) -> tuple[int, int]:
        """Return (requests so far, how many of them to report to the cache now)."""
        with self._lock:
            number, callers = self._counts.get(scope_name, (None, {}))
            if number != window:
                callers = {}
                self._counts[scope_name] = (window, callers)
            mine = callers.setdefault(ident, _Count())
            mine.unsent += 1
            sent = mine.unsent if mine.unsent >= send_after else 0
            mine.unsent -= sent
            mine.known += sent
            return mine.known + mine.unsent, sent

    def learn(self, scope_name: str, ident: str, window: int, total: int) -> None:
        """Keep what the cache answered: other processes count as well."""
        with self._lock:
            number, callers = self._counts.get(scope_name, (None, {}))
            if number == window and ident in callers:
                callers[ident].known = max(callers[ident].known, total)

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()


_windows = _Windows()
cleared_by(_windows.forget)


def seconds_to_wait(scope_name: str, ident: str) -> int:
    """Count one request; 0 when it may pass, else the seconds until the window ends."""
    allowed, period = rate_of(scope_name)
    now = time.time()
    window = int(now // period)
    left = (window + 1) * period - now
    is_guarded = scope_name in settings.THROTTLE_FAIL_CLOSED
    send_after = 1 if is_guarded else max(1, allowed // SENT_EACH)
    count, sent = _windows.count(scope_name, ident, window, send_after=send_after)
    if sent:
        # Idents may be e-mail addresses: only their hash leaves this process.
        bucket = hashlib.sha256(f"{scope_name}\n{ident}\n{window}".encode()).hexdigest()
        try:
            count = _send(f"rate:{bucket}", sent, period)
        except (RedisError, OSError):
            if is_guarded:
                count = count_attempt(bucket=bucket, ends_in=left)
            else:
                log.warning("throttle_skipped", scope=scope_name)
        _windows.learn(scope_name, ident, window, count)
    return 0 if count <= allowed else max(1, int(left) + 1)


def _send(key: str, requests: int, period: int) -> int:
    """Add to the count that all processes share; return it."""
    cache.add(key, 0, timeout=period + 1)
    try:
        return int(cache.incr(key, requests))
    except ValueError:  # it ran out between the two calls
        return requests


def check_rate(request: HttpRequest, scope_name: str, ident: str | None = None) -> None:
    """Count one request of `ident` (default: the caller). Raises TooManyRequests with Retry-After."""
    wait = seconds_to_wait(scope_name, caller(request) if ident is None else ident)
    if wait:
        raise TooManyRequests(extra={"retry_after": wait})


class ScopedThrottle(BaseThrottle):
    """The base of what `scope()` makes."""

    scope = "default"

    def allow_request(self, request: Any, view: Any) -> bool:
        self.seconds = seconds_to_wait(self.scope, caller(request))
        return not self.seconds

    def wait(self) -> float:
        return self.seconds


class DefaultThrottle(ScopedThrottle):
    """For every API view that names no other: signed-in people by `default`, others by `anonymous`."""

    def allow_request(self, request: Any, view: Any) -> bool:
        self.scope = "default" if request.user.is_authenticated else "anonymous"
        return super().allow_request(request, view)


def scope(name: str) -> type[ScopedThrottle]:
    """Return a throttle class for `throttle_classes`, counting in the scope `name` of settings.THROTTLE_RATES."""
    return type(f"{name.title().replace('_', '')}Throttle", (ScopedThrottle,), {"scope": name})
