"""The queues of background work, which task goes where, and what runs by the clock.

    @shared_task(time_limit=90)
    @runs_on(Queue.PAGES)  # without it: `default`
    def prepare_page(page_id): ...

    @shared_task
    @runs_every(timedelta(seconds=20))
    def submit_overdue_attempts(): ...

Each queue has workers of its own (docker-compose.yml), so that none starves another.
"""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class Queue(StrEnum):
    DEFAULT = "default"  # work that people wait for, and the periodic tasks that exams need
    MAIL = "mail"  # a mail server may be slow, and a published result writes thousands of letters
    PAGES = "pages"  # photographs of answers, half a second of CPU each
    MODELS = "models"  # calls to language models: each waits half a minute
    RUNNER = "runner"  # programs that students wrote
    REPORTS = "reports"  # reports and daily clearing: minutes each, and nobody waits for them


_queues: dict[str, Queue] = {}


def runs_on(queue: Queue) -> Callable[[F], F]:
    """Let the task that is made of a function run on `queue`."""

    def register(function: F) -> F:
        _queues[f"{function.__module__}.{function.__name__}"] = queue
        return function

    return register


# {name: {"task", "schedule"}} as Celery's `beat_schedule` has it; filled as the modules of tasks are imported.
timetable: dict[str, dict[str, Any]] = {}


def runs_every(interval: timedelta) -> Callable[[F], F]:
    """Let the beat start the task that is made of a function once in each `interval`."""

    def register(function: F) -> F:
        task = f"{function.__module__}.{function.__name__}"
        timetable[task] = {"task": task, "schedule": interval}
        return function

    return register


def route(name: str, args: Any, kwargs: Any, options: Any, task: Any = None, **more: Any) -> dict[str, str]:
    """Return the queue of the task called `name`, as Celery's `task_routes` asks for it."""
    return {"queue": _queues.get(name, Queue.DEFAULT).value}
