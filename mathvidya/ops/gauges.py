"""What /metrics shows of the installation itself; docs/operations.md says what each number means."""

import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from mathvidya.lib.queues import Queue
from mathvidya.ops.adapters.server import database_time


def waiting_messages() -> Mapping[str, float]:
    """Return {queue: messages in the broker}; those that a worker holds are not counted."""
    if settings.CELERY_BROKER_URL.startswith("redis"):
        import redis

        broker = redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=1, socket_connect_timeout=1)
        with broker:
            return {queue: broker.llen(queue) for queue in Queue}
    folder = Path(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]))
    return {queue: sum(1 for _message in folder.glob(f"*.{queue}.msg")) for queue in Queue}


def beat_age() -> float | Mapping[str, float]:
    """Return the seconds since beat last started a task; it notes that every three minutes.

    {} where there is no such note.
    """
    last = PeriodicTask.objects.aggregate(at=Max("last_run_at"))["at"]
    return (timezone.now() - last).total_seconds() if last else {}


def disk_free() -> float:
    """Return the free part of the disk, 0 to 1."""
    disk = shutil.disk_usage(settings.VAR_DIR)
    return disk.free / disk.total


def clock_skew() -> float:
    """Return the seconds by which this machine is ahead, less the time that the question took; 0 on SQLite."""
    asked = time.time()
    answered = database_time(connection)
    return 0.0 if answered is None else (asked + time.time()) / 2 - answered
