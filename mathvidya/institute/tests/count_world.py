"""Holidays, one more each time."""

from datetime import date, timedelta

from mathvidya.institute.models import Holiday, Institute
from mathvidya.testing.worlds import CountWorld


def start(world: CountWorld) -> None:
    Institute.objects.get_or_create(pk=1)


def grow(world: CountWorld) -> None:
    Holiday.objects.create(date=date(2027, 1, 1) + timedelta(days=world.size), name=f"Holiday {world.size}")
