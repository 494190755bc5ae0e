"""The queues of background work, and which task goes where.

    @shared_task(time_limit=90)
    @runs_on(Queue.PAGES)  # without it: `default`
    def prepare_page(page_id): ...

Each queue has workers of its own (docker-compose.yml), so that none starves another.
"""

from collections.abc import Callable
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


def route(name: str, args: Any, kwargs: Any, options: Any, task: Any = None, **more: Any) -> dict[str, str]:
    """Return the queue of the task called `name`, as Celery's `task_routes` asks for it."""
    return {"queue": _queues.get(name, Queue.DEFAULT).value}
