"""Reads of the syllabus."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, QuerySet

from learning.curriculum.models import Chapter, Programme, Subject, Topic


def programmes_offered() -> QuerySet[Programme]:
    """Return what can be learnt here, with its subjects; two queries."""
    return Programme.objects.offered().prefetch_related("subjects")


def programmes_by_code(codes: Collection[str]) -> list[Programme]:
    """Return the programmes of these codes, in their order; an unknown code is left out."""
    return list(Programme.objects.filter(code__in=codes))


def subjects() -> QuerySet[Subject]:
    """Return all subjects with programme and units; two queries."""
    return Subject.objects.select_related("programme").prefetch_related("units")


def chapters_of(subject: Subject) -> QuerySet[Chapter]:
    """Return a subject's chapters in the order of the book, with unit and topics."""
    return Chapter.objects.filter(unit__subject=subject).select_related("unit").prefetch_related("topics")


def chapters_by_subject(subjects: Collection[Subject]) -> dict[Subject, list[Chapter]]:
    """Return each subject's chapters in the order of the book, by one query."""
    chapters = Chapter.objects.filter(unit__subject__in=subjects).select_related("unit")
    found = defaultdict(list)
    for chapter in chapters:
        found[chapter.unit.subject_id].append(chapter)
    return {subject: found[subject.pk] for subject in subjects}


def topics_by_subject(subjects: Collection[Subject]) -> dict[Subject, list[Topic]]:
    """Return each subject's topics in the order of the book, with chapter and unit, by one query."""
    topics = Topic.objects.filter(chapter__unit__subject__in=subjects).select_related("chapter__unit")
    found = defaultdict(list)
    for topic in topics:
        found[topic.chapter.unit.subject_id].append(topic)
    return {subject: found[subject.pk] for subject in subjects}


def topics_of(subject: Subject) -> QuerySet[Topic]:
    """Return a subject's topics in the order of the book, with their chapter; `chapter_number` is what the cursor sorts
    by.
    """
    topics = Topic.objects.filter(chapter__unit__subject=subject).select_related("chapter")
    return topics.annotate(chapter_number=F("chapter__number"))
