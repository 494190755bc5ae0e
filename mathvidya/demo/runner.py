"""The whole platform in one process: HTTP and sockets in the main thread, worker, beat and relay beside it.

Production runs the same parts as processes of their own (docker-compose.yml). See docs/demo.md.
"""

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator

import structlog
import uvicorn
from celery.beat import Service
from celery.concurrency import get_implementation
from celery.worker import WorkController
from django_celery_beat.schedulers import DatabaseScheduler

from mathvidya.celery import app as celery_app
from mathvidya.lib.queues import Queue
from mathvidya.outbox.management.commands.relay import run_relay

log = structlog.get_logger(__name__)

THREADS = len(Queue) + 2  # long tasks of one queue leave threads for the others


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """Run a Celery worker for all queues; start it again when it dies.

    At the end running tasks finish; queued ones wait for the next start.
    """
    leaving = threading.Event()
    controllers: list[WorkController] = []

    def keep_working() -> None:
        while not leaving.is_set():
            controller = WorkController(
                app=celery_app,
                pool_cls=get_implementation("threads"),
                concurrency=THREADS,
                queues=[queue.value for queue in Queue],
                without_heartbeat=True,
                without_mingle=True,
                without_gossip=True,
                loglevel="WARNING",
            )
            controllers[:] = [controller]
            controller.start()
            if not leaving.is_set():
                log.error("worker_died")
                leaving.wait(5)

    thread = threading.Thread(target=keep_working, name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        leaving.set()
        for controller in controllers:
            controller.stop()
        thread.join(timeout=10)


@contextlib.contextmanager
def beat() -> Iterator[None]:
    """Run Celery Beat with the timetable in the database, and start it again when it dies, as a supervisor would."""
    leaving = threading.Event()
    services: list[Service] = []

    def keep_ticking() -> None:
        while not leaving.is_set():
            service = Service(celery_app, max_interval=1, scheduler_cls=DatabaseScheduler)
            services[:] = [service]
            try:
                service.start()
            except Exception:
                log.exception("beat_died")
                leaving.wait(5)

    thread = threading.Thread(target=keep_ticking, name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        leaving.set()
        for service in services:
            service.stop()
        thread.join(timeout=5)


@contextlib.contextmanager
def relay() -> Iterator[None]:
    """Run the outbox relay."""
    stopping = threading.Event()
    thread = threading.Thread(target=run_relay, args=(stopping,), name="relay", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(timeout=10)


def serve(*, host: str, port: int) -> None:
    """Run everything until SIGINT or SIGTERM, then stop in order: no new requests, then relay, beat, worker."""
    # uvicorn raises the signal again when it is done; these handlers make that an orderly end.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    config = uvicorn.Config(
        "mathvidya.asgi:application",
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        ws_max_size=65536,
        timeout_graceful_shutdown=5,
    )
    with worker(), beat(), relay():
        uvicorn.Server(config).run()
