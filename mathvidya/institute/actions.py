"""Changing the institute."""

from django.db import transaction

from mathvidya.institute.models import Holiday, Institute
from mathvidya.institute.queries import forget_institute


@transaction.atomic
def save_institute(*, institute: Institute) -> Institute:
    """Save the one row and clear what is cached of it; return it."""
    institute.pk = 1
    institute.save()
    transaction.on_commit(forget_institute)
    return institute


@transaction.atomic
def add_holiday(*, holiday: Holiday) -> Holiday:
    holiday.save()
    transaction.on_commit(forget_institute)
    return holiday


@transaction.atomic
def drop_holiday(*, holiday: Holiday) -> None:
    holiday.delete()
    transaction.on_commit(forget_institute)
