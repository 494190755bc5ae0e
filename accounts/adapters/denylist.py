"""Who was signed out within the life of an access token, so that hot paths need no database.

On Redis it is a stream, and each process keeps a copy that is at most `COPY_SECONDS` behind, so a request waits for
no answer. What a process denies itself it adds to its copy at once. With the embedded cache, which belongs to the
process, each request reads the cache. Entries live a little longer than an access token; after that the token has
expired by itself.
"""

import threading
import time
from typing import Any

import structlog
from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from accounts.adapters.jwt import Claims
from mathvidya.lib.process_caches import cleared_by
from mathvidya.ops.caches import redis_client

log = structlog.get_logger(__name__)

STREAM = "signin:denied"
COPY_SECONDS = 1.0


def _seconds() -> int:
    options = settings.SIMPLE_JWT
    return int((options["ACCESS_TOKEN_LIFETIME"] + 2 * options["LEEWAY"]).total_seconds())


class _Copy:
    """This process's copy of the stream: {key: value} of every entry that was read so far."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: dict[str, tuple[int, float]] = {}
        self._last_id = "0-0"
        self._read_at: float | None = None

    def is_denied(self, claims: Claims) -> bool | None:
        """Return whether the token is denied; None while the copy cannot be kept up to date."""
        if not self.is_fresh():
            self._catch_up()
        if self._read_at is None:
            return None
        epoch, _at = self._entries.get(_epoch_key(claims.user_id), (0, 0.0))
        return _family_key(claims.family) in self._entries or claims.epoch < epoch

    def add(self, key: str, value: int) -> None:
        known, _at = self._entries.get(key, (0, 0.0))
        self._entries[key] = (max(known, value), time.monotonic())

    def forget(self) -> None:
        with self._lock:
            self._entries, self._last_id, self._read_at = {}, "0-0", None

    def is_fresh(self) -> bool:
        return self._read_at is not None and time.monotonic() - self._read_at < COPY_SECONDS

    def _catch_up(self) -> None:
        with self._lock:
            if self.is_fresh():  # another thread did it while this one waited
                return
            now = time.monotonic()
            try:
                fresh = redis_client().xrange(STREAM, min=f"({self._last_id}")
            except RedisError as error:
                log.warning("deny_list_unreadable", error=type(error).__name__)
                self._read_at = None
                return
            for entry_id, fields in fresh:
                self._last_id = entry_id.decode()
                for key, value in fields.items():
                    self.add(key.decode(), int(value))
            oldest = now - _seconds()
            self._entries = {key: entry for key, entry in self._entries.items() if entry[1] > oldest}
            self._read_at = now


_copy = _Copy()
cleared_by(_copy.forget)


def deny_before(user_id: int, epoch: int) -> None:
    """Refuse from now on every token of this person that was made in an earlier epoch."""
    _set(_epoch_key(user_id), epoch)


def deny_family(family: str) -> None:
    """Refuse from now on every access token of this sign-in."""
    _set(_family_key(family), 1)


def is_denied(claims: Claims) -> bool | None:
    """Return whether the token is denied; None where the cache does not answer and the caller must ask the database."""
    if _copy.is_fresh() or _is_shared():
        return _copy.is_denied(claims)
    family, epoch = _family_key(claims.family), _epoch_key(claims.user_id)
    found = cache.get_many([family, epoch])
    return family in found or claims.epoch < found.get(epoch, 0)


def _family_key(family: str) -> str:
    return f"signin:family:{family}"


def _epoch_key(user_id: int) -> str:
    return f"signin:epoch:{user_id}"


def _is_shared() -> bool:
    return isinstance(caches["default"], RedisCache)


def _set(key: str, value: int) -> None:
    if not _is_shared():
        cache.set(key, value, _seconds())
        return
    _copy.add(key, value)
    try:
        redis = redis_client()
        redis.xadd(STREAM, {key: value}, minid=_oldest_id(redis), approximate=True)
    except RedisError as error:
        # A cache that is down must not keep anybody from signing out: while it is down, `is_denied` answers None.
        log.warning("deny_list_unreachable", error=type(error).__name__)


def _oldest_id(redis: Any) -> str:
    """Entries before this one are of tokens that have all expired; by the server's clock, which makes the ids."""
    seconds, _microseconds = redis.time()
    return f"{(seconds - _seconds()) * 1000}-0"
