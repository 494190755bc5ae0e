"""The report of `check_setup`: what is configured, missing or unsafe."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from mathvidya.ops.adapters.server import durability_faults

OK, OFF, UNSAFE = "ok", "off", "UNSAFE"
SHORTEST_KEY = 50


@dataclass(frozen=True)
class Line:
    """One line of the report. `state` is OK, OFF (works without it) or UNSAFE (must not be used in production)."""

    subject: str
    state: str
    remark: str


def is_production() -> bool:
    return not (settings.DEBUG or settings.TESTING or settings.DEMO)


def setup_lines() -> list[Line]:
    return [*_secrets(), *_address(), *_services(), *_optional()]


def _line(subject: str, good: bool, remark: str, otherwise: str, bad: str = UNSAFE) -> Line:
    return Line(subject, OK if good else bad, remark if good else otherwise)


def _secrets() -> Iterator[Line]:
    key = settings.SECRET_KEY
    yield _line(
        "SECRET_KEY",
        len(key) >= SHORTEST_KEY and len(set(key)) > 10,
        f"{len(key)} characters",
        f"{len(key)} characters; give it {SHORTEST_KEY} random ones, the same on every node",
    )
    own = key != settings.JWT_SIGNING_KEY
    yield Line("JWT_SIGNING_KEY", OK, "its own" if own else "same as SECRET_KEY; one of its own can be changed alone")
    yield _line("DEBUG", not settings.DEBUG, "off", "on: errors show code and settings to strangers")
    yield _line("DEMO", not settings.DEMO, "off", "on: passwords are printed and the second factor is not asked for")
    yield _line(
        "STAFF_SECOND_FACTOR_REQUIRED",
        settings.STAFF_SECOND_FACTOR_REQUIRED,
        "asked of staff",
        "staff sign in with a password alone",
    )


def _address() -> Iterator[Line]:
    hosts = settings.ALLOWED_HOSTS
    yield _line("ALLOWED_HOSTS", bool(hosts) and "*" not in hosts, ", ".join(hosts), "name your hosts; * trusts any")
    yield _line("SITE_URL", settings.SECURE, settings.SITE_URL, f"{settings.SITE_URL}: not https; cookies travel bare")
    yield Line("time zone", OK, f"{settings.TIME_ZONE} in the database, people's own zones on pages")
    yield Line("NUM_PROXIES", OK, f"{settings.NUM_PROXIES} in front; more in truth lets callers forge their address")


def _services() -> Iterator[Line]:
    database: dict[str, Any] = settings.DATABASES["default"]
    server = f"{database.get('HOST') or 'local socket'}/{database['NAME']}"
    yield _line(
        "DATABASE_URL", settings.ON_POSTGRES, f"PostgreSQL, {server}", "SQLite: for one machine and few people", OFF
    )
    yield _durability()
    many = settings.ON_POSTGRES and not settings.REDIS_URL
    if many:
        yield Line("REDIS_URL", UNSAFE, "none: rate limits, sockets and jobs would differ from process to process")
    else:
        yield _line("REDIS_URL", bool(settings.REDIS_URL), "cache, sockets, broker", "in memory and on disk", OFF)
    yield _line("AWS_STORAGE_BUCKET_NAME", settings.ON_S3, "S3", f"files under {settings.MEDIA_ROOT}", OFF)
    manifest = settings.WHITENOISE_USE_FINDERS or (settings.STATIC_ROOT / "staticfiles.json").exists()
    yield _line("static files", manifest, "ready", "run `manage.py collectstatic`; pages cannot be shown without")


def _durability() -> Line:
    try:
        faults = list(durability_faults(connection))
    except DatabaseError as error:
        return Line("durability", OFF, f"not known: the database does not answer ({type(error).__name__})")
    return _line("durability", not faults, "what is acknowledged is on the disk", "; ".join(faults))


def _optional() -> Iterator[Line]:
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    yield _line("EMAIL_URL", backend not in {"console", "dummy", "locmem"}, backend, f"{backend}: no mail leaves", OFF)
    yield _line("GOOGLE_CLIENT_ID", bool(settings.GOOGLE_CLIENT_ID), "Google sign-in", "no sign-in with Google", OFF)
    yield _line("SENTRY_DSN", bool(settings.SENTRY_DSN), "errors are reported", "errors are only in the logs", OFF)
    yield _line("METRICS_TOKEN", bool(settings.METRICS_TOKEN), "set", "/metrics from this machine only", OFF)
