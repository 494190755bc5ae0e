"""The Celery app: `celery -A mathvidya worker -Q default,pages,mail` and `celery -A mathvidya beat`."""

import os

from celery import Celery
from django_structlog.celery.steps import DjangoStructLogInitStep

from mathvidya.ops import file_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mathvidya.settings")

file_broker.register()
app = Celery("mathvidya")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)  # a task's log lines carry the id of the request that asked for it
