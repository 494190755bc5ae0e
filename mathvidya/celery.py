"""The Celery app: `celery -A mathvidya worker -Q default,pages,mail` and `celery -A mathvidya beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init
from django_structlog.celery.steps import DjangoStructLogInitStep

from maths import warm_up_in_background
from mathvidya.ops import file_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mathvidya.settings")

file_broker.register()
app = Celery("mathvidya")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)  # a task's log lines carry the id of the request that asked for it


@worker_process_init.connect
def warm_up(**_: Any) -> None:
    """A process of the pool starts its calculator: what typed answers leave open is settled there."""
    warm_up_in_background()
