"""Bodies of the exam API, as the schema shows them."""

from typing import Any

from rest_framework import serializers

from exams.access.papers import BadPaper, get_version_to_set
from exams.actions.exams import ExamFields, PaperPlace
from exams.choices import AttemptStatus, ExamKind, ReleaseRule, SubmittedBy
from exams.models import Attempt, Exam, ExamPaper
from exams.queries.results import result_summary
from learning.classroom.access import batches_taught_by, subjects_taught_by
from learning.classroom.models import Batch
from learning.curriculum.models import Subject
from mathvidya.api.fields import LateChoiceField, ScopedCodeField, ScopedRelatedField, StrictSerializer
from questions.types import Verdict, type_choices


class ExamPaperOut(serializers.ModelSerializer[ExamPaper]):
    """A paper of an exam. `paper` and `version` name it as a body of an exam does."""

    paper = serializers.CharField(source="paper_version.paper.ref")
    version = serializers.IntegerField(source="paper_version.number")
    total_marks = serializers.CharField(source="paper_version.total_marks")

    class Meta:
        model = ExamPaper
        fields = ["id", "position", "title", "duration_minutes", "paper", "version", "paper_version", "total_marks"]


class ExamOut(serializers.ModelSerializer[Exam]):
    """An exam in a list, with its papers."""

    subject = serializers.CharField(source="subject.code")
    papers = ExamPaperOut(many=True)
    is_published = serializers.SerializerMethodField()

    class Meta:
        model = Exam
        fields = [
            "id", "title", "kind", "subject", "description", "opens_at", "closes_at", "attempts_allowed",
            "release_rule", "release_at", "is_published", "papers",
        ]  # fmt: skip

    def get_is_published(self, exam: Exam) -> bool:
        return exam.published_at is not None


class PaperPlaceIn(StrictSerializer):
    """A frozen paper by its reference, as `GET /papers` shows it; without a version its newest frozen one."""

    paper = serializers.CharField(max_length=80)
    version = serializers.IntegerField(min_value=1, max_value=10_000, required=False)
    title = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    duration_minutes = serializers.IntegerField(min_value=1, max_value=600, required=False, default=None)
    shuffle_questions = serializers.BooleanField(default=False)
    shuffle_options = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the place with its `paper_version` instead of the names of it."""
        ref, number = attrs.pop("paper"), attrs.pop("version", None)
        try:
            attrs["paper_version"] = get_version_to_set(self.context["request"].user, ref, number)
        except BadPaper as refusal:
            raise serializers.ValidationError(refusal.fields) from refusal
        return attrs


class ExamIn(StrictSerializer):
    """What a teacher says about an exam. `batches` empty: everybody of the subject's class."""

    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(ExamKind.choices, default=ExamKind.EXAM)
    subject = ScopedCodeField(scope=subjects_taught_by, model=Subject)
    description = serializers.CharField(max_length=5000, default="", allow_blank=True)
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    batches = ScopedRelatedField(scope=batches_taught_by, model=Batch, many=True, default=list)
    attempts_allowed = serializers.IntegerField(min_value=1, max_value=20, default=1)
    release_rule = serializers.ChoiceField(ReleaseRule.choices, default=ReleaseRule.WHEN_MARKED)
    release_at = serializers.DateTimeField(default=None, allow_null=True)
    promise_hours = serializers.IntegerField(min_value=1, max_value=500, default=18)
    papers = PaperPlaceIn(many=True)

    def read(self) -> dict[str, Any]:
        """Return the validated body as arguments of create_exam and update_exam."""
        self.is_valid(raise_exception=True)
        values = dict(self.validated_data)
        papers = [PaperPlace(**place) for place in values.pop("papers")]
        return {"fields": ExamFields(**values), "papers": papers}


class ResponseIn(StrictSerializer):
    item = serializers.IntegerField()
    answer = serializers.JSONField(allow_null=True, help_text="By question type: docs/question-format.md. null clears.")
    client_seq = serializers.IntegerField(min_value=1, help_text="Grows with every change on the device.")


class SaveIn(StrictSerializer):
    responses = ResponseIn(many=True)


class SaveOut(serializers.Serializer[Any]):
    saved = serializers.ListField(child=serializers.IntegerField())
    stale = ResponseIn(many=True)
    remaining_seconds = serializers.IntegerField()
    deadline_at = serializers.DateTimeField()
    server_now = serializers.DateTimeField()


class OpenAttemptOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    exam = serializers.IntegerField()
    paper = serializers.IntegerField()
    number = serializers.IntegerField()
    status = serializers.ChoiceField(AttemptStatus.choices)
    started_at = serializers.DateTimeField()
    deadline_at = serializers.DateTimeField()
    remaining_seconds = serializers.IntegerField()
    server_now = serializers.DateTimeField()


class StartOut(serializers.Serializer[Any]):
    attempt = OpenAttemptOut()
    order = serializers.ListField(child=serializers.IntegerField())
    option_order = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    paper = serializers.JSONField(help_text="Sections with their items; questions without keys.")


class ReceiptOut(serializers.Serializer[Any]):
    attempt = serializers.IntegerField()
    status = serializers.ChoiceField(AttemptStatus.choices)
    submitted_at = serializers.DateTimeField()
    submitted_by = serializers.ChoiceField(SubmittedBy.choices)
    receipt = serializers.CharField(help_text="SHA-256 of the answers as submitted")


class AttemptOut(serializers.ModelSerializer[Attempt]):
    title = serializers.CharField(source="exam.title")
    paper_title = serializers.CharField(source="exam_paper.title")

    class Meta:
        model = Attempt
        fields = [
            "id", "exam", "exam_paper", "title", "paper_title", "number", "status", "started_at", "deadline_at",
            "submitted_at", "submitted_by", "receipt", "published_at",
        ]  # fmt: skip


class EventIn(StrictSerializer):
    kind = serializers.ChoiceField(["offline", "online", "reloaded", "save_failed", "storage_full"])
    client_at = serializers.DateTimeField(default=None, allow_null=True)


class EventsIn(StrictSerializer):
    events = serializers.ListField(child=EventIn(), min_length=1, max_length=50)


class ExtraTimeIn(StrictSerializer):
    minutes = serializers.IntegerField(min_value=1, max_value=240)
    reason = serializers.CharField(max_length=200)


class ReasonIn(StrictSerializer):
    reason = serializers.CharField(max_length=200)


class CorrectionsIn(StrictSerializer):
    corrections = serializers.DictField(
        child=serializers.DictField(),
        help_text='{item id: {"answer": …} | {"everyone": true} | {"dropped": true}}, whole for each version.',
    )
    reason = serializers.CharField(max_length=300, default="", allow_blank=True)


class ResultStepOut(serializers.Serializer[Any]):
    """A step that a teacher awards; without `award` it is not marked yet."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    marks = serializers.CharField()
    award = serializers.CharField(required=False)
    not_attempted = serializers.BooleanField(required=False)
    error_tag = serializers.CharField(required=False, allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)


class ResultPartOut(serializers.Serializer[Any]):
    """How an answer was judged. `misconception`: the known mistake behind a wrong answer."""

    score = serializers.CharField()
    max = serializers.CharField()
    verdict = serializers.ChoiceField([verdict.value for verdict in Verdict])
    counted = serializers.BooleanField()
    misconception = serializers.CharField(required=False)


class ResultItemOut(ResultPartOut):
    """One question of a result. `parts` only in case studies, by the part's key."""

    id = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    section = serializers.CharField()
    group = serializers.CharField(allow_blank=True)
    type = LateChoiceField(type_choices)
    question = serializers.DictField(help_text="As it was asked: docs/question-format.md")
    answer = serializers.DictField(allow_null=True)
    parts = serializers.DictField(child=ResultPartOut(), required=False)
    steps = ResultStepOut(many=True)
    key = serializers.DictField(allow_null=True)
    solution = serializers.JSONField(help_text="Markdown; of a case study by part")


class ResultOut(serializers.Serializer[Any]):
    """A result; docs/results.md describes every field."""

    attempt = serializers.IntegerField()
    exam = serializers.IntegerField()
    title = serializers.CharField()
    paper = serializers.CharField()
    student = serializers.DictField()
    submitted_at = serializers.DateTimeField()
    is_published = serializers.BooleanField()
    published_at = serializers.DateTimeField(allow_null=True)
    run = serializers.IntegerField()
    is_complete = serializers.BooleanField()
    score = serializers.CharField()
    max_score = serializers.CharField()
    percentage = serializers.CharField()
    grade = serializers.CharField(allow_blank=True)
    sections = serializers.ListField(child=serializers.DictField())
    items = ResultItemOut(many=True, required=False)


class ResultRowOut(ResultOut):
    """One released attempt in a list of results: `ResultOut` without the questions."""

    items = None  # type: ignore[assignment]  # DRF's way to leave a field out

    def to_representation(self, instance: Attempt) -> dict[str, Any]:
        return result_summary(instance, instance.published_run)  # type: ignore[arg-type]  # released ones have one
