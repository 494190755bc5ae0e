"""Tasks of the timetable, one more each time."""

from django_celery_beat.models import IntervalSchedule, PeriodicTask

from mathvidya.testing.worlds import CountWorld


def grow(world: CountWorld) -> None:
    interval = IntervalSchedule.objects.create(every=world.size, period="days")
    PeriodicTask.objects.create(name=f"Task {world.size}", task="some.task", interval=interval)
