"""The writes of the API's own tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mathvidya.api.models import CacheEntry, IdempotentReply, RateCount
from mathvidya.lib.errors import RETRY_AFTER, DomainError

KEPT_FOR = timedelta(days=7)


class KeyReused(DomainError):
    code = "idempotency_key_reused"
    status = 409
    detail = _("This Idempotency-Key was used for a different request.")


class KeyInProgress(DomainError):
    code = "idempotency_key_in_progress"
    status = 409
    members = RETRY_AFTER
    detail = _("The first request with this Idempotency-Key is still being answered.")


@dataclass(frozen=True)
class Reply:
    """The answer to a request: status, JSON body, and the headers to repeat."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)
    is_replayed: bool = False


class _NotKept(Exception):
    """Carries an answer that must not be stored out of the transaction it rolls back."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply


def answer_once(*, user_id: int, key: str, fingerprint: str, run: Callable[[], Reply]) -> Reply:
    """Call `run` once for this key; return its Reply, also to every repetition of the request.

    Key, work and answer commit together, so a crash leaves none of them. Answers of 400 and above, and errors, are not
    kept. Raises KeyReused for another request under the same key, KeyInProgress while the first one still runs.
    """
    try:
        with transaction.atomic():
            row = _claim(user_id=user_id, key=key, fingerprint=fingerprint)
            reply = run()
            if reply.status >= 400:
                raise _NotKept(reply)
            row.status, row.body, row.headers = reply.status, reply.body, reply.headers
            row.save(update_fields=["status", "body", "headers"])
            return reply
    except _NotKept as outcome:
        return outcome.reply
    except _Taken:
        return _stored(user_id=user_id, key=key, fingerprint=fingerprint)


class _Taken(Exception):
    """Somebody else holds the key."""


def _claim(*, user_id: int, key: str, fingerprint: str) -> IdempotentReply:
    on_postgres = connection.vendor == "postgresql"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if on_postgres:
                # The unique index would make us wait for the other transaction; a moment is enough to know.
                cursor.execute("SET LOCAL lock_timeout = '300ms'")
            row = IdempotentReply.objects.create(user_id=user_id, key=key, fingerprint=fingerprint)
            if on_postgres:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
            return row
    except IntegrityError as error:
        raise _Taken from error
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == "55P03":
            raise KeyInProgress(extra={"retry_after": 1}) from error
        raise


def _stored(*, user_id: int, key: str, fingerprint: str) -> Reply:
    row = IdempotentReply.objects.filter(user_id=user_id, key=key).first()
    if row is None or row.status is None:
        raise KeyInProgress(extra={"retry_after": 1})
    if row.fingerprint != fingerprint:
        raise KeyReused
    return Reply(row.status, row.body, row.headers, is_replayed=True)


def forget_old_replies() -> int:
    """Delete answers older than a week; return how many."""
    return IdempotentReply.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def count_attempt(*, bucket: str, ends_in: float) -> int:
    """Count one more attempt in `bucket`, a window that ends in `ends_in` seconds; return the count so far."""
    made, _is_new = RateCount.objects.get_or_create(
        bucket=bucket, defaults={"ends_at": timezone.now() + timedelta(seconds=ends_in)}
    )
    RateCount.objects.filter(pk=made.pk).update(count=F("count") + 1)
    made.refresh_from_db(fields=["count"])
    return made.count


def forget_old_counts() -> int:
    """Delete the windows that have ended; return how many."""
    now = timezone.now()
    ended = RateCount.objects.filter(ends_at__lt=now).delete()[0]
    return ended + CacheEntry.objects.filter(expires__lt=now).delete()[0]
