"""`manage.py relay`: the process that carries events to their handlers. Stop it with SIGTERM."""

import signal
import threading
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connection

from mathvidya.outbox.relay import deliver_due

log = structlog.get_logger(__name__)

IDLE = 0.5
AFTER_DATABASE_ERROR = 5.0


class Command(BaseCommand):
    help = "Deliver outbox events until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="deliver what is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            while deliver_due():
                continue
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        log.info("relay_started")
        run_relay(stop)
        log.info("relay_stopped")


def run_relay(stop: threading.Event) -> None:
    """Deliver until `stop` is set; a delivery that has begun is finished. The demo runs this in a thread."""
    while not stop.is_set():
        try:
            wait = 0.0 if deliver_due() else IDLE
        except DatabaseError as error:
            log.error("relay_database_error", error=type(error).__name__)
            connection.close()
            wait = AFTER_DATABASE_ERROR
        close_old_connections()
        stop.wait(wait)
