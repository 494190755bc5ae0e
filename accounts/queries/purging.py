"""People whose data is to be erased or deleted, because a period is over."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.access.people import awaiting_consent
from accounts.models import User

PENDING_FOR = timedelta(days=7)
RECORDS_KEPT_FOR = timedelta(days=365)  # DPDP Rules 2025, rule 8(3): at least a year


def to_erase(now: datetime) -> QuerySet[User]:
    """Return people whose days of grace after a request for erasure are over."""
    return User.objects.filter(erase_after__lte=now, erased_at=None)


def pending_too_long(now: datetime) -> QuerySet[User]:
    """Return children without a guardian's decision after the time that the law gives for asking."""
    return awaiting_consent(now.date()).filter(date_joined__lte=now - PENDING_FOR, consents=None)


def past_keeping(now: datetime) -> QuerySet[User]:
    """Return people erased so long ago that nobody may ask for the records behind their marks any more."""
    return User.objects.filter(erased_at__lt=now - RECORDS_KEPT_FOR)
