"""What /metrics shows of the installation itself; what each number means for whom is in docs/operations.md."""

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
    """Messages in each queue of the broker; those that a worker holds are not among them."""
    if settings.CELERY_BROKER_URL.startswith("redis"):
        import redis

        broker = redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=1, socket_connect_timeout=1)
        with broker:
            return {queue: broker.llen(queue) for queue in Queue}
    folder = Path(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]))
    return {queue: sum(1 for _message in folder.glob(f"*.{queue}.msg")) for queue in Queue}


def beat_age() -> float | Mapping[str, float]:
    """Beat notes its starts every three minutes; without a single one there is no number."""
    last = PeriodicTask.objects.aggregate(at=Max("last_run_at"))["at"]
    return (timezone.now() - last).total_seconds() if last else {}


def disk_free() -> float:
    """0 to 1."""
    disk = shutil.disk_usage(settings.VAR_DIR)
    return disk.free / disk.total


def clock_skew() -> float:
    """Positive where this machine is ahead, less than the time that the question took; 0 on SQLite."""
    asked = time.time()
    told = database_time(connection)
    return 0.0 if told is None else (asked + time.time()) / 2 - told
