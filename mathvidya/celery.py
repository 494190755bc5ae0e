"""The Celery app: `celery -A mathvidya worker -Q default`, one for each queue, and `celery -A mathvidya beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init
from django_structlog.celery.steps import DjangoStructLogInitStep
from kombu import Queue as BrokerQueue

from maths import warm_up_in_background
from mathvidya.lib.queues import Queue, route, timetable
from mathvidya.ops import file_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mathvidya.settings")

file_broker.register()
app = Celery("mathvidya")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.task_queues = [BrokerQueue(name.value, routing_key=name.value) for name in Queue]
app.conf.task_default_queue = Queue.DEFAULT.value
app.conf.task_routes = [route]
app.conf.beat_schedule = timetable
app.conf.task_create_missing_queues = False  # a task or worker that names another queue fails at once
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)  # a task's log lines have the id of the request that started it


@worker_process_init.connect
def warm_up(**_: Any) -> None:
    """Start the calculator of a process of the pool: typed answers that Python leaves open are decided there.

    Tasks that judge answers are all on the default queue; the other workers start one if they ever need it.
    """
    if Queue.DEFAULT in app.amqp.queues.consume_from:
        warm_up_in_background()
