"""Structured logs: JSON for machines, lines for people; one request id through web, task and socket."""

import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import structlog

# Loggers that would repeat what our own lines say: Django of each refused request, with its path as it came, Celery
# of each task, and the pool of each try to reach a server that is away.
LOGGED_BY_US = {"django.request": "CRITICAL", "celery.app.trace": "CRITICAL", "psycopg.pool": "ERROR"}
# Fields in which django-structlog quotes an exception's text beside the exception itself.
QUOTES = {"task_failed": "error", "task_retrying": "reason"}

SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def bare_trace(exc_info: ExcInfo) -> str:
    """Return the frames of an exception and of what led to it, with types and without texts.

    An exception's text may quote a row or an answer: "Key (email)=(…) already exists".
    """
    parts = []
    for error in _chain(exc_info[1]):
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
    return "\n\n".join(reversed(parts))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def without_words(logger: Any, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Replace exceptions among the facts by the names of their types, and drop quotes of their texts."""
    event.pop(QUOTES.get(str(event.get("event")), ""), None)
    for name, value in event.items():
        if isinstance(value, BaseException):
            event[name] = type(value).__name__
    return event


def configure_logging(*, json: bool, level: str) -> dict[str, Any]:
    """Configure structlog and return Django's LOGGING dict. `json` is for production: no text of an exception."""
    trace: list[structlog.typing.Processor] = [structlog.processors.format_exc_info]
    if json:
        trace = [without_words, structlog.processors.ExceptionRenderer(bare_trace)]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            *trace,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": renderer,
                "foreign_pre_chain": [*SHARED, *trace],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {name: {"level": lowest} for name, lowest in LOGGED_BY_US.items()},
    }
