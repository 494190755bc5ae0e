"""Reading the syllabus. It changes once a year, so every answer carries an ETag."""

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from drf_spectacular.utils import extend_schema
from rest_framework import generics

from learning.curriculum import access, queries
from learning.curriculum.api.serializers import (
    ChapterSerializer,
    ProgrammeSerializer,
    SubjectSerializer,
    TopicSerializer,
)
from learning.curriculum.models import Chapter, Programme, Subject, Topic
from mathvidya.api.etag import with_etag


@extend_schema(tags=["syllabus"])
@method_decorator(with_etag, name="get")
class ProgrammeList(generics.ListAPIView[Programme]):
    """What can be learnt here: a student is in one or more of these programmes."""

    serializer_class = ProgrammeSerializer
    ordering = ("position", "id")

    def get_queryset(self) -> QuerySet[Programme]:
        return queries.programmes_offered()


@extend_schema(tags=["syllabus"])
@method_decorator(with_etag, name="get")
class SubjectList(generics.ListAPIView[Subject]):
    """The subjects with their units and the marks each has in the board's paper."""

    serializer_class = SubjectSerializer
    ordering = ("position", "id")

    def get_queryset(self) -> QuerySet[Subject]:
        return queries.subjects()


@extend_schema(tags=["syllabus"])
@method_decorator(with_etag, name="get")
class SubjectDetail(generics.RetrieveAPIView[Subject]):
    """One subject with its units."""

    serializer_class = SubjectSerializer

    def get_object(self) -> Subject:
        return access.get_subject(self.kwargs["subject"])


@extend_schema(tags=["syllabus"])
@method_decorator(with_etag, name="get")
class ChapterList(generics.ListAPIView[Chapter]):
    """The chapters of a subject with their topics, in the order of the book."""

    serializer_class = ChapterSerializer
    ordering = ("number", "id")

    def get_queryset(self) -> QuerySet[Chapter]:
        return queries.chapters_of(access.get_subject(self.kwargs["subject"]))


@extend_schema(tags=["syllabus"])
@method_decorator(with_etag, name="get")
class TopicList(generics.ListAPIView[Topic]):
    """All topics of a subject, in the order of the book."""

    serializer_class = TopicSerializer
    ordering = ("chapter_number", "number", "id")

    def get_queryset(self) -> QuerySet[Topic]:
        return queries.topics_of(access.get_subject(self.kwargs["subject"]))
