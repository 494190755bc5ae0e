"""Whether every service that this process needs answers. Each probe has a second or two."""

import concurrent.futures
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

log = structlog.get_logger(__name__)

PATIENCE = 2.0
_migrated = False


class NotReady(Exception):
    """A part is not ready; the text says why, for operators."""


def probe_database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


def probe_migrations() -> None:
    global _migrated
    if _migrated:
        return
    try:
        executor = MigrationExecutor(connection)
        if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise NotReady(f"{len(missing)} migrations are not applied")
        _migrated = True
    finally:
        connection.close()


def probe_cache() -> None:
    cache.set("health", "here", 10)
    if cache.get("health") != "here":
        raise NotReady("the cache forgets")


def probe_broker() -> None:
    if not settings.CELERY_BROKER_URL.startswith("redis"):
        folder = Path(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]))
        with tempfile.TemporaryFile(dir=folder):
            return
    import redis

    redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=1, socket_connect_timeout=1).ping()


def probe_storage() -> None:
    if settings.ON_S3:
        client: Any = default_storage.connection.meta.client  # type: ignore[attr-defined]
        client.head_bucket(Bucket=settings.AWS_STORAGE_BUCKET_NAME)
        return
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        return


PROBES: dict[str, Callable[[], None]] = {
    "database": probe_database,
    "migrations": probe_migrations,
    "cache": probe_cache,
    "broker": probe_broker,
    "storage": probe_storage,
}


def run_probes() -> dict[str, str]:
    """Return {part: "ok" or what is wrong}. All run at once, each in a thread, so that a frozen one costs PATIENCE."""
    pool = concurrent.futures.ThreadPoolExecutor(len(PROBES), thread_name_prefix="probe")
    running = {name: pool.submit(probe) for name, probe in PROBES.items()}
    concurrent.futures.wait(running.values(), timeout=PATIENCE)
    pool.shutdown(wait=False, cancel_futures=True)
    return {name: _answer(name, future) for name, future in running.items()}


def _answer(name: str, future: "concurrent.futures.Future[None]") -> str:
    if not future.done():
        return "does not answer"
    error = future.exception()
    if error is None:
        return "ok"
    log.warning("probe_failed", part=name, error=type(error).__name__)
    return str(error) if isinstance(error, NotReady) else type(error).__name__
