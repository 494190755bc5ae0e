"""Bodies of papers and their versions."""

from typing import Any

from rest_framework import serializers

from exams.models import Paper, PaperItem, PaperVersion
from mathvidya.api.fields import REFERENCE, MarksField, StrictSerializer


class PaperItemOut(serializers.ModelSerializer[PaperItem]):
    question = serializers.CharField(source="question_version.question.ref")
    question_id = serializers.IntegerField(source="question_version.question_id")
    version = serializers.IntegerField(source="question_version.number")
    type = serializers.CharField(source="question_version.type")
    marks = MarksField()
    negative_marks = MarksField()

    class Meta:
        model = PaperItem
        fields = [
            "id",
            "position",
            "label",
            "section",
            "group",
            "marks",
            "negative_marks",
            "question",
            "question_id",
            "version",
            "type",
        ]


class PaperVersionOut(serializers.ModelSerializer[PaperVersion]):
    total_marks = MarksField(max_digits=6)

    class Meta:
        model = PaperVersion
        fields = ["number", "duration_minutes", "total_marks", "content_hash", "frozen_at", "created_at"]


class PaperOut(serializers.ModelSerializer[Paper]):
    subject = serializers.CharField(source="subject.code")
    versions = PaperVersionOut(many=True)

    class Meta:
        model = Paper
        fields = ["id", "ref", "title", "subject", "created_at", "versions"]


class PaperContentOut(serializers.ModelSerializer[PaperVersion]):
    """One version with everything on it.

    `missing`: what keeps a draft from being frozen; `repeated`: labels of questions that are also on another
    frozen paper of the subject.
    """

    id = serializers.IntegerField(source="paper_id")
    ref = serializers.CharField(source="paper.ref")
    title = serializers.CharField(source="paper.title")
    subject = serializers.CharField(source="paper.subject.code")
    version = serializers.IntegerField(source="number")
    total_marks = MarksField(max_digits=6)
    items = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    repeated = serializers.SerializerMethodField()

    class Meta:
        model = PaperVersion
        fields = [
            "id",
            "ref",
            "title",
            "subject",
            "version",
            "duration_minutes",
            "instructions",
            "sections",
            "total_marks",
            "content_hash",
            "frozen_at",
            "items",
            "missing",
            "repeated",
        ]

    def get_items(self, version: PaperVersion) -> list[dict[str, Any]]:
        return list(PaperItemOut(self.context["items"], many=True).data)

    def get_missing(self, version: PaperVersion) -> list[str]:
        missing: list[str] = self.context["missing"]
        return missing

    def get_repeated(self, version: PaperVersion) -> list[str]:
        repeated: list[str] = self.context["repeated"]
        return repeated


class GroupIn(StrictSerializer):
    key = serializers.CharField(max_length=10)
    pick = serializers.IntegerField(min_value=1, max_value=100)


class ItemIn(StrictSerializer):
    """`question` is the reference of one in the bank; its current version is put on the paper."""

    question = serializers.CharField(max_length=80)
    label = serializers.CharField(max_length=12)  # type: ignore[assignment]
    marks = MarksField()
    negative_marks = MarksField(default="0")
    group = serializers.CharField(max_length=10, allow_blank=True, default="")


class SectionIn(StrictSerializer):
    key = serializers.CharField(max_length=10)
    title = serializers.CharField(max_length=100)
    instructions = serializers.CharField(max_length=5_000, allow_blank=True, default="")
    groups = GroupIn(many=True, default=list)
    items = ItemIn(many=True, default=list)


class PaperIn(StrictSerializer):
    ref = serializers.RegexField(REFERENCE)
    title = serializers.CharField(max_length=200)
    subject = serializers.CharField(max_length=40)
    duration_minutes = serializers.IntegerField(min_value=1, max_value=600, default=180)
    instructions = serializers.CharField(max_length=20_000, allow_blank=True, default="")
    sections = SectionIn(many=True, default=list)

    def validate_sections(self, sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len(sections) > 20 or sum(len(section["items"]) for section in sections) > 300:
            raise serializers.ValidationError("At most 20 sections and 300 questions.")
        return sections


class DrawIn(StrictSerializer):
    blueprint = serializers.CharField(max_length=20, help_text="cbse-80, or choice-N")
    subject = serializers.CharField(max_length=40)
    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=1)
    exclude_used = serializers.BooleanField(
        default=True, help_text="questions that no frozen paper of the subject holds come first"
    )
    title = serializers.CharField(max_length=200, allow_blank=True, default="")
