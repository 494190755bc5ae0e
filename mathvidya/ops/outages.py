"""Which errors mean that a service outside of us is away, and the answer then: 503, and when to try again."""

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as StoreUnreachable
from django.db import InterfaceError, InternalError, OperationalError
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

log = structlog.get_logger(__name__)

READ_ONLY = "25006"  # PostgreSQL: this server is a replica, as after a failover
FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
TRY_LATER = 1013  # the close code of a socket that means 503


@dataclass(frozen=True)
class Outage:
    """A service that is away: its problem code, the text for people, and the seconds after which to try again."""

    code: str
    detail: "StrOrPromise"
    retry_after: int = 5


DATABASE = Outage("database_unavailable", _("The service is busy. Please try again in a moment."))
STORAGE = Outage(
    "storage_unavailable",
    _("Files cannot be stored or fetched just now. Keep them, and try again in a moment."),
    retry_after=10,
)
SERVICE = Outage("service_unavailable", _("The service is busy. Please try again in a moment."))


def outage_of(error: BaseException | None) -> Outage | None:
    """Return which service is away, if `error` says so; None for every other error, which is then a fault of ours."""
    match error:
        case OperationalError() | InterfaceError():
            return DATABASE
        case InternalError() if getattr(error.__cause__, "sqlstate", "") == READ_ONLY:
            return DATABASE
        case HTTPClientError() | StoreUnreachable():
            return STORAGE
        case ClientError() if _status_of(error) >= 500:
            return STORAGE
        case RedisError() | BrokerError():
            return SERVICE
        case OSError() if error.errno in FULL_DISK:
            return STORAGE
    return None


def note_outage(error: BaseException) -> Outage | None:
    """Return `outage_of(error)`, and write a line in the log."""
    outage = outage_of(error)
    if outage is not None:
        # The cause has a more telling name than Django's wrapper; its text may hold a row's values and is not logged.
        log.warning(outage.code, error=type(error.__cause__ or error).__name__)
    return outage


def _status_of(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
