"""Reading the syllabus. It changes once a year, so every answer carries an ETag."""

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import AllowAny

from learning.curriculum import access, queries
from learning.curriculum.api.serializers import (
    ChapterOut,
    ProgrammeOut,
    SubjectOut,
    TopicOut,
)
from learning.curriculum.models import Chapter, Programme, Subject, Topic
from mathvidya.api.etag import with_etag


@extend_schema(tags=["syllabus"])
@method_decorator(with_etag, name="get")
class ProgrammeListView(generics.ListAPIView[Programme]):
    """What can be learnt here: a student is in one or more of these programmes. Who registers must know them."""

    permission_classes = [AllowAny]
    serializer_class = ProgrammeOut
    ordering = ("position", "id")

    def get_queryset(self) -> QuerySet[Programme]:
        return queries.programmes_offered()


@extend_schema(tags=["syllabus"])
@method_decorator(with_etag, name="get")
class SubjectListView(generics.ListAPIView[Subject]):
    """The subjects with their units and the marks each has in the board's paper."""

    serializer_class = SubjectOut
    ordering = ("position", "id")

    def get_queryset(self) -> QuerySet[Subject]:
        return queries.subjects()


@extend_schema(tags=["syllabus"])
@method_decorator(with_etag, name="get")
class SubjectDetailView(generics.RetrieveAPIView[Subject]):
    """One subject with its units."""

    serializer_class = SubjectOut

    def get_object(self) -> Subject:
        return access.get_subject(self.kwargs["subject"])


@extend_schema(tags=["syllabus"])
@method_decorator(with_etag, name="get")
class ChapterListView(generics.ListAPIView[Chapter]):
    """The chapters of a subject with their topics, in the order of the book."""

    serializer_class = ChapterOut
    ordering = ("number", "id")

    def get_queryset(self) -> QuerySet[Chapter]:
        return queries.chapters_of(access.get_subject(self.kwargs["subject"]))


@extend_schema(tags=["syllabus"])
@method_decorator(with_etag, name="get")
class TopicListView(generics.ListAPIView[Topic]):
    """All topics of a subject, in the order of the book."""

    serializer_class = TopicOut
    ordering = ("chapter_number", "number", "id")

    def get_queryset(self) -> QuerySet[Topic]:
        return queries.topics_of(access.get_subject(self.kwargs["subject"]))
