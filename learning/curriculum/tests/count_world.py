"""Subjects, units, chapters and topics, one more of each every time."""

from typing import Any

from learning.curriculum.models import Chapter, Programme, Subject, Topic, Unit
from mathvidya.testing.worlds import CountWorld

# A syllabus that was loaded before numbers its units and chapters from one.
FIRST = 100


def grow(world: CountWorld) -> None:
    """`new_subject` and `new_chapter` are new each time."""
    n = FIRST + world.size
    world.programme = Programme.objects.create(code=f"p-{n}", name=f"Programme {n}", position=n)
    world.new_subject = Subject.objects.create(code=f"s-{n}", name=f"Subject {n}", programme=world.programme)
    unit = Unit.objects.create(subject=world.subject, number=n, name=f"Unit {n}", marks=5)
    world.new_chapter = Chapter.objects.create(unit=unit, code=f"maths-10.{n}", number=n, name=f"Chapter {n}")
    first = Unit.objects.get(subject=world.subject, number=FIRST + 1)
    Chapter.objects.create(unit=first, code=f"more.{n}", number=n + 100, name="More")
    Topic.objects.create(chapter=world.new_chapter, code=f"maths-10.{n}.1", number=1, name=f"Topic {n}")
    Topic.objects.create(chapter=first.chapters.get(number=FIRST + 1), code=f"more.{n}.1", number=n, name="More")


def things(world: CountWorld, path: str) -> dict[str, Any]:
    return {"subject": world.subject.code, "subjects": world.subject.code}
