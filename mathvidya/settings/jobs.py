"""Celery: how tasks are kept, which queue takes them, what runs by the clock."""

from datetime import timedelta

from mathvidya.settings.deployment import TESTING, env

# acks_late alone loses the task of a killed child; both together do not (`./run drill F4`).
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
# A test hands a task to no worker; it runs where it is called.
CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = env.bool("CELERY_EAGER", default=TESTING)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "relay-outbox": {"task": "mathvidya.outbox.tasks.reconcile_outbox", "schedule": timedelta(seconds=60)},
    "submit-overdue-attempts": {"task": "exams.tasks.submit_overdue_attempts", "schedule": timedelta(seconds=20)},
    "publish-due-results": {"task": "exams.tasks.publish_due_results", "schedule": timedelta(seconds=60)},
    "return-expired-leases": {"task": "evaluations.tasks.return_expired_leases", "schedule": timedelta(seconds=60)},
    "sweep-pages": {"task": "evaluations.tasks.sweep_pages", "schedule": timedelta(seconds=60)},
    "warn-of-promised-times": {"task": "evaluations.tasks.warn_of_promised_times", "schedule": timedelta(minutes=5)},
    "send-waiting": {"task": "mathvidya.notifications.tasks.send_waiting", "schedule": timedelta(seconds=60)},
    "prune-outbox": {"task": "mathvidya.outbox.tasks.prune_outbox", "schedule": timedelta(hours=24)},
    "prune": {"task": "mathvidya.ops.tasks.prune", "schedule": timedelta(hours=24)},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
