"""`manage.py migrate`, safe while the site is used: no request queues behind a lock that it waits for."""

import time
from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from psycopg.errors import LockNotAvailable

from mathvidya.ops.adapters.server import without_haste

LOCK_TIMEOUT = "300ms"  # every later statement waits behind a waiting ALTER
PAUSE = 2.0  # seconds, so that the statements behind it can run
TRIES = 60


class Command(migrate.Command):
    """Django's command. On PostgreSQL it waits 0.3 s for a table, pauses two seconds, and retries for two minutes.

    Each migration is one transaction: what was applied stays applied, what was not is started again.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options.get("database") or DEFAULT_DB_ALIAS]
        if connection.vendor != "postgresql":
            super().handle(*args, **options)
            return
        with without_haste(connection, lock_timeout=LOCK_TIMEOUT):
            self._insist(*args, **options)

    def _insist(self, *args: Any, **options: Any) -> None:
        for left in reversed(range(TRIES)):
            try:
                super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable) or not left:
                    raise
                self.stderr.write("A table is in use; trying again.")
                time.sleep(PAUSE)
            else:
                return
