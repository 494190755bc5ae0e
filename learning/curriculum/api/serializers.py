"""The syllabus as the API shows it. The id of an entry is its code."""

from rest_framework import serializers

from learning.curriculum.models import Chapter, Programme, Subject, Topic, Unit


class UnitSerializer(serializers.ModelSerializer[Unit]):
    class Meta:
        model = Unit
        fields = ["number", "name", "name_hi", "marks"]


class SubjectSerializer(serializers.ModelSerializer[Subject]):
    id = serializers.CharField(source="code")
    programme = serializers.CharField(source="programme.code")
    student_class = serializers.CharField(source="programme.school_class", help_text="Empty outside of schools")
    board = serializers.CharField(source="programme.board", help_text="Empty where no board sets the programme")
    units = UnitSerializer(many=True)

    class Meta:
        model = Subject
        fields = ["id", "name", "name_hi", "programme", "student_class", "board", "units"]


class ProgrammeSubjectSerializer(serializers.ModelSerializer[Subject]):
    id = serializers.CharField(source="code")

    class Meta:
        model = Subject
        fields = ["id", "name", "name_hi"]


class ProgrammeSerializer(serializers.ModelSerializer[Programme]):
    id = serializers.CharField(source="code")
    school_class = serializers.CharField(help_text="Empty where it is not a class of a school")
    subjects = ProgrammeSubjectSerializer(many=True)

    class Meta:
        model = Programme
        fields = ["id", "name", "name_hi", "board", "school_class", "subjects"]


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
