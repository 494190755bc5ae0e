"""The syllabus as the API shows it. The id of an entry is its code."""

from rest_framework import serializers

from learning.curriculum.models import Chapter, Subject, Topic, Unit


class UnitSerializer(serializers.ModelSerializer[Unit]):
    class Meta:
        model = Unit
        fields = ["number", "name", "name_hi", "marks"]


class SubjectSerializer(serializers.ModelSerializer[Subject]):
    id = serializers.CharField(source="code")
    units = UnitSerializer(many=True)

    class Meta:
        model = Subject
        fields = ["id", "name", "name_hi", "student_class", "board", "units"]


class TopicSerializer(serializers.ModelSerializer[Topic]):
    id = serializers.CharField(source="code")
    chapter = serializers.CharField(source="chapter.code")

    class Meta:
        model = Topic
        fields = ["id", "chapter", "number", "name", "name_hi"]


class ChapterTopicSerializer(serializers.ModelSerializer[Topic]):
    id = serializers.CharField(source="code")

    class Meta:
        model = Topic
        fields = ["id", "number", "name", "name_hi"]


class ChapterSerializer(serializers.ModelSerializer[Chapter]):
    id = serializers.CharField(source="code")
    unit = UnitSerializer()
    topics = ChapterTopicSerializer(many=True)

    class Meta:
        model = Chapter
        fields = ["id", "number", "name", "name_hi", "unit", "topics"]
