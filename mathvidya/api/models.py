"""What the API itself stores: answers already given, and counts of guarded requests while the cache is away."""

from django.conf import settings
from django.db import models


class IdempotentReply(models.Model):
    """The answer to one `Idempotency-Key` of one person; kept for seven days.

    It is inserted in the transaction that does the work, so it exists exactly when the work does.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="sha256 of method, path and body")
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    body = models.JSONField(null=True, blank=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name_plural = "idempotent replies"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_reply_per_key")]

    def __str__(self) -> str:
        return self.key


class RateCount(models.Model):
    """Requests to a guarded endpoint in one window, counted here only while the cache is away."""

    bucket = models.CharField(max_length=64, unique=True, help_text="sha256 of scope, caller and window")
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.bucket


class CacheEntry(models.Model):
    """The table of `ops.caches.QuickCache`: django-allauth's counts of guesses, kept here only while Redis is away.

    Its columns are those that Django's DatabaseCache reads and writes; nothing else uses them.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "cache entries"

    def __str__(self) -> str:
        return self.cache_key
