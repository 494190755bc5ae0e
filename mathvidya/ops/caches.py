"""The cache on Redis, and its behaviour while Redis is away: nobody waits for it, and guarded counts go on.

Three kinds of users, three answers (docs/outages.md):

- Our throttles and the deny-list get redis-py's ConnectionError at once, and have their own fallback.
- django-allauth's limits on guessing have no fallback. Their keys go to a table of the database meanwhile.
- Sessions are in the database anyway; the cache only saves the query (`SessionCache`).
"""

from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as TooSlow

from mathvidya.lib.breakers import Breaker

log = structlog.get_logger(__name__)

# A process has one Redis; while it is away, one caller a second tries.
breaker = Breaker(rest=1.0)


class QuickRedis(Redis):  # type: ignore[type-arg]
    """A client that fails at once for a server that did not answer a moment ago."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        if not breaker.admits():
            raise Unreachable("the cache did not answer a moment ago")
        try:
            answer = super().execute_command(*args, **options)
        except (Unreachable, TooSlow):
            if not breaker.is_open:
                log.error("cache_away")
            breaker.failed()
            raise
        breaker.succeeded()
        return answer


class QuickClient(RedisCacheClient):
    """Keeps one client for each server: Django makes a new one for each command, which doubles its cost."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._client = QuickRedis
        self._made: dict[int, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        index: int = self._get_connection_pool_index(write)  # type: ignore[attr-defined]
        if index not in self._made:
            self._made[index] = super().get_client(key, write=write)
        return self._made[index]


def redis_client() -> Any:
    """Return the client of the default cache on Redis, for commands that Django's cache has no name for.

    It raises RedisError at once while Redis is away, as the cache does.
    """
    backend: Any = caches["default"]
    return backend._cache.get_client(write=True)


class QuickCache(RedisCache):
    """Django's cache on Redis. Raises RedisError at once while Redis is away.

    `OPTIONS["database_keys"]`: keys that begin so go to the table `OPTIONS["database_table"]` meanwhile. Counts begin
    again there, and again when Redis is back: a guesser gains one window by each change.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.get("OPTIONS", {}).copy()
        self._kept_keys: str | None = options.pop("database_keys", None)
        table = options.pop("database_table", "")
        super().__init__(server, params | {"OPTIONS": options})
        self._class = QuickClient
        # Culling would let a guesser remove the counts of others.
        self._table = DatabaseCache(table, params | {"OPTIONS": {"MAX_ENTRIES": 1_000_000}})

    def _or_table(self, name: str, key: str, *args: Any, **options: Any) -> Any:
        ask: Callable[..., Any] = getattr(super(), name)
        if self._kept_keys is None or not str(key).startswith(self._kept_keys):
            return ask(key, *args, **options)
        try:
            return ask(key, *args, **options)
        except RedisError:
            return getattr(self._table, name)(key, *args, **options)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return bool(self._or_table("add", key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._or_table("get", key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        self._or_table("set", key, value, timeout, version)

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._or_table("delete", key, version))


class SessionCache(RedisCache):
    """For SESSION_ENGINE `cached_db`: while Redis is away it behaves like an empty cache and does not raise.

    No entry lives longer than `LONGEST` seconds: one that could not be deleted when its person signed out must not
    stay valid for long.
    """

    LONGEST = 300

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = QuickClient

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._or(default, super().get, key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        seconds = self.LONGEST if timeout in (None, DEFAULT_TIMEOUT) else min(int(timeout), self.LONGEST)
        self._or(None, super().set, key, value, seconds, version)

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._or(False, super().delete, key, version))

    def has_key(self, key: Any, version: Any = None) -> bool:
        return bool(self._or(False, super().has_key, key, version))

    @staticmethod
    def _or(otherwise: Any, ask: Callable[..., Any], *args: Any) -> Any:
        try:
            return ask(*args)
        except RedisError:
            return otherwise
