"""`manage.py migrate`, safe beside people at work: it never lets them queue behind a lock that it waits for."""

import time
from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from psycopg.errors import LockNotAvailable

from mathvidya.ops.adapters.server import without_haste

LOCK_TIMEOUT = "300ms"  # everybody who comes after a waiting ALTER waits as well
PAUSE = 2.0  # seconds, for those who came after
TRIES = 60


class Command(migrate.Command):
    """Django's. On PostgreSQL it waits 0.3 s for a table, steps aside for two seconds, and tries again for two minutes.

    Each migration is one transaction: what was applied stays applied, what was not is begun again.
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
