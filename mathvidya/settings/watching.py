"""Logs, errors and metrics."""

from mathvidya.ops.logging import configure_logging
from mathvidya.settings.deployment import DEBUG, DEMO, TESTING, env

LOGGING = configure_logging(
    json=env.bool("LOG_JSON", default=not (DEBUG or TESTING or DEMO)),
    level=env.str("LOG_LEVEL", default="WARNING" if DEMO else "INFO"),
)
SENTRY_DSN = env.str("SENTRY_DSN", default="")
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Logs name people by id alone: no address, no query string, and nobody is loaded from the database for a log line.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = 20
DJANGO_STRUCTLOG_STATUS_5XX_LOG_LEVEL = 30  # the error itself has a line of its own
DJANGO_STRUCTLOG_CELERY_ENABLED = True
