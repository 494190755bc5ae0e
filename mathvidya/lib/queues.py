"""The queues of background work. A task names its own: `@shared_task(runs_on=Queue.PAGES)`; without: `default`.

Each has workers of its own (docker-compose.yml), so that none starves another.
"""

from enum import StrEnum
from typing import Any


class Queue(StrEnum):
    DEFAULT = "default"  # what people wait for, and the sweeps that exams rely on
    MAIL = "mail"  # a mail server may be slow, and a published result writes thousands of letters
    PAGES = "pages"  # photographs of answers, half a second of CPU each
    MODELS = "models"  # calls to language models: half a minute of waiting each
    RUNNER = "runner"  # programs that students wrote
    REPORTS = "reports"  # reports and daily clearing: minutes each, and nobody waits at the door


def route(name: str, args: Any, kwargs: Any, options: Any, task: Any = None, **more: Any) -> dict[str, str]:
    """Send a task to the queue that it names, as Celery's `task_routes` asks for it."""
    return {"queue": getattr(task, "runs_on", Queue.DEFAULT).value}
