"""Reports errors to Sentry where a DSN is set, without personal data."""

from typing import Any

from django.conf import settings

from mathvidya.ops.outages import outage_of


def start() -> None:
    """Report errors from now on. Logged errors are reported too, unless the exception itself was."""
    if not settings.SENTRY_DSN:
        return
    import sentry_sdk
    from sentry_sdk.integrations.logging import ignore_logger

    for logger in ("django_structlog.middlewares.request", "django_structlog.celery.receivers"):
        ignore_logger(logger)
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        environment=settings.SITE_URL,
        max_request_body_size="never",
        include_local_variables=False,
        max_breadcrumbs=0,
        traces_sample_rate=0.0,
        before_send=without_people,
    )


def without_people(event: Any, hint: dict[str, Any]) -> Any:
    """Drop query strings, cookies, headers and the texts of exceptions: they hold names, answers and tokens.

    An outage is not reported: the metrics show it, and each request would send a report.
    """
    if outage_of((hint.get("exc_info") or (None, None))[1]) is not None:
        return None
    request = event.get("request", {})
    for member in ("query_string", "cookies", "headers", "data", "env", "url"):
        request.pop(member, None)
    for error in event.get("exception", {}).get("values", []):
        error["value"] = ""
    user = event.get("user", {})
    event["user"] = {"id": user["id"]} if "id" in user else {}
    return event
