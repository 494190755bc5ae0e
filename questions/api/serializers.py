"""Bodies of the bank: questions and their versions."""

from typing import Any

from rest_framework import serializers

from mathvidya.api.fields import REFERENCE, LateChoiceField, MarksField, StrictSerializer
from questions.choices import QuestionStatus, QuestionUse
from questions.models import Question, QuestionVersion
from questions.types import type_choices


class QuestionFiltersIn(serializers.Serializer[Any]):
    subject = serializers.CharField(max_length=40, required=False)
    chapter = serializers.CharField(max_length=40, required=False)
    topic = serializers.CharField(max_length=40, required=False)
    type = LateChoiceField(type_choices, required=False)
    difficulty = serializers.IntegerField(min_value=1, max_value=5, required=False)
    status = serializers.ChoiceField(choices=QuestionStatus.choices, required=False)
    use = serializers.ChoiceField(choices=QuestionUse.choices, required=False)
    search = serializers.CharField(max_length=200, required=False)


class QuestionIn(StrictSerializer):
    """docs/question-format.md. What `spec` holds depends on the type; errors name its fields."""

    ref = serializers.RegexField(REFERENCE)
    subject = serializers.CharField(max_length=40)
    chapter = serializers.CharField(max_length=40, required=False, allow_blank=True)
    topic = serializers.CharField(max_length=40, required=False, allow_blank=True)
    type = LateChoiceField(type_choices)
    marks = MarksField()
    difficulty = serializers.IntegerField(min_value=1, max_value=5, default=3)
    source = serializers.CharField(max_length=200, allow_blank=True, default="")  # type: ignore[assignment]
    use = serializers.ChoiceField(
        choices=QuestionUse.choices, required=False, help_text="without it: as it was; both for a new question"
    )
    spec = serializers.JSONField()


class QuestionVersionOut(serializers.ModelSerializer[QuestionVersion]):
    created_by = serializers.CharField(source="created_by.first_name", default="")
    type = LateChoiceField(type_choices)
    marks = MarksField()

    class Meta:
        model = QuestionVersion
        fields = ["number", "type", "marks", "difficulty", "spec", "content_hash", "created_by", "created_at"]


class QuestionOut(serializers.ModelSerializer[Question]):
    subject = serializers.CharField(source="subject.code")
    chapter = serializers.CharField(source="chapter.code", default="")
    topic = serializers.CharField(source="topic.code", default="")
    type = serializers.CharField(source="current.type")
    marks = MarksField(source="current.marks")
    difficulty = serializers.IntegerField(source="current.difficulty")
    spec = serializers.JSONField(source="current.spec")
    version = serializers.IntegerField(source="current.number")

    class Meta:
        model = Question
        fields = [
            "id",
            "ref",
            "subject",
            "chapter",
            "topic",
            "status",
            "use",
            "source",
            "type",
            "marks",
            "difficulty",
            "version",
            "spec",
            "created_at",
        ]
