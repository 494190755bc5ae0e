"""Bodies of the exam API, as the schema shows them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from exams.access.papers import BadPaper, get_version_to_set
from exams.actions.exams import ExamFields, PaperPlace
from exams.choices import AttemptStatus, ExamKind, ReleaseRule, SubmittedBy
from exams.models import Attempt, Exam, ExamPaper
from exams.queries.results import result_summary
from learning.classroom.access import batches_taught_by, subjects_taught_by
from learning.classroom.models import Batch
from learning.curriculum.models import Subject
from mathvidya.api.fields import DecimalText, ScopedCodeField, ScopedRelatedField, StrictSerializer
from mathvidya.lib.json_schema import ref
from questions.types import Verdict


@extend_schema_field(ref("Answer"))
class AnswerField(serializers.JSONField):
    """An answer to a question; its form is the type's."""


class ExamPaperOut(serializers.ModelSerializer[ExamPaper]):
    """A paper of an exam. `paper` and `version` name it as a body of an exam does."""

    paper = serializers.CharField(source="paper_version.paper.ref")
    version = serializers.IntegerField(source="paper_version.number")
    total_marks = DecimalText(source="paper_version.total_marks")

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
    answer = AnswerField(allow_null=True, help_text="By the type of the question. null clears.")
    client_seq = serializers.IntegerField(min_value=1, help_text="Grows with every change on the device.")


class SaveIn(StrictSerializer):
    responses = ResponseIn(many=True)


class StoredAnswerOut(serializers.Serializer[Any]):
    """An answer as it is stored; among `stale` one that another device saved later."""

    item = serializers.IntegerField()
    answer = AnswerField(allow_null=True)
    client_seq = serializers.IntegerField()


class SaveOut(serializers.Serializer[Any]):
    saved = serializers.ListField(child=serializers.IntegerField())
    stale = StoredAnswerOut(many=True)
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


class GroupOut(serializers.Serializer[Any]):
    """Alternatives of a section: `pick` of the items with this `group` count."""

    key = serializers.CharField()
    pick = serializers.IntegerField()


class AskedItemOut(serializers.Serializer[Any]):
    """An item of a paper as its student sees it. What `spec` holds is the type's."""

    id = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    position = serializers.IntegerField()
    group = serializers.CharField(allow_blank=True)
    marks = DecimalText()
    negative_marks = DecimalText()
    type = serializers.CharField()
    spec = serializers.DictField()


class AskedSectionOut(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    instructions = serializers.CharField(allow_blank=True, help_text="Markdown")
    groups = GroupOut(many=True)
    items = AskedItemOut(many=True)


class AskedPaperOut(serializers.Serializer[Any]):
    """A paper as its student sees it: sections with their items, questions without keys."""

    paper_version = serializers.IntegerField()
    title = serializers.CharField()
    subject = serializers.CharField(help_text="code: maths-10")
    instructions = serializers.CharField(allow_blank=True, help_text="Markdown")
    duration_minutes = serializers.IntegerField()
    total_marks = DecimalText()
    sections = AskedSectionOut(many=True)


class OrderOut(serializers.Serializer[Any]):
    """How the items and the options of questions stand on this attempt's screen."""

    order = serializers.ListField(child=serializers.IntegerField(), help_text="ids of items")
    option_order = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), help_text="ids of options by the item's id"
    )


class StartOut(OrderOut):
    attempt = OpenAttemptOut()
    paper = AskedPaperOut()


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


class ClockOut(serializers.Serializer[Any]):
    """The clock of an attempt by the server's time."""

    status = serializers.ChoiceField(AttemptStatus.choices)
    deadline_at = serializers.DateTimeField()
    remaining_seconds = serializers.IntegerField(allow_null=True, help_text="null once it is submitted")
    server_now = serializers.DateTimeField()


class AttemptInFullOut(AttemptOut):
    """An attempt with its clock; `order`, `option_order`, `responses` and `etag` (of the questions) for its student and
    the staff."""

    remaining_seconds = serializers.IntegerField(allow_null=True, help_text="null once it is submitted")
    server_now = serializers.DateTimeField()
    order = serializers.ListField(child=serializers.IntegerField(), required=False)
    option_order = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False)
    responses = StoredAnswerOut(many=True, required=False)
    etag = serializers.CharField(required=False)

    class Meta(AttemptOut.Meta):
        fields = [
            *AttemptOut.Meta.fields, "remaining_seconds", "server_now", "order", "option_order", "responses", "etag",
        ]  # fmt: skip


class NamedOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)


class LiveAttemptOut(serializers.Serializer[Any]):
    """`remaining_seconds` is null once it is submitted; `last_event` is empty before the first."""

    attempt = serializers.IntegerField()
    student = NamedOut()
    paper = serializers.IntegerField()
    status = serializers.ChoiceField(AttemptStatus.choices)
    answered = serializers.IntegerField()
    last_saved_at = serializers.DateTimeField(allow_null=True)
    remaining_seconds = serializers.IntegerField(allow_null=True)
    last_event = serializers.CharField(allow_blank=True)


class LiveOut(serializers.Serializer[Any]):
    server_now = serializers.DateTimeField()
    previous = serializers.URLField(allow_null=True)
    next = serializers.URLField(allow_null=True)
    attempts = LiveAttemptOut(many=True)


class PublishedOut(serializers.Serializer[Any]):
    """How many results went out, and how many still wait for marks."""

    published = serializers.IntegerField()
    waiting = serializers.IntegerField()


class EffectOut(serializers.Serializer[Any]):
    attempt = serializers.IntegerField()
    student = serializers.CharField()
    before = DecimalText()
    after = DecimalText()


class EffectsOut(serializers.Serializer[Any]):
    effects = EffectOut(many=True)


class RescoredOut(serializers.Serializer[Any]):
    """The number of the new key, and how many attempts were scored again."""

    key = serializers.IntegerField()
    rescored = serializers.IntegerField()


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
    marks = DecimalText()
    award = DecimalText(required=False)
    not_attempted = serializers.BooleanField(required=False)
    error_tag = serializers.CharField(required=False, allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)


class ResultPartOut(serializers.Serializer[Any]):
    """How an answer was judged. `misconception`: the known mistake behind a wrong answer."""

    score = DecimalText()
    max = DecimalText()
    verdict = serializers.ChoiceField([verdict.value for verdict in Verdict])
    counted = serializers.BooleanField()
    misconception = serializers.CharField(required=False)


class ResultItemOut(ResultPartOut):
    """One question of a result. `parts` only in case studies, by the part's key."""

    id = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    section = serializers.CharField()
    group = serializers.CharField(allow_blank=True)
    type = serializers.CharField()
    question = serializers.DictField(help_text="As it was asked")
    answer = serializers.DictField(allow_null=True)
    parts = serializers.DictField(child=ResultPartOut(), required=False)
    steps = ResultStepOut(many=True)
    key = serializers.DictField(allow_null=True)
    solution = serializers.JSONField(help_text="Markdown; of a case study by part")


class ResultSectionOut(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    score = DecimalText()
    max = DecimalText()


class ResultOut(serializers.Serializer[Any]):
    """A result; docs/results.md describes every field."""

    attempt = serializers.IntegerField()
    exam = serializers.IntegerField()
    title = serializers.CharField()
    paper = serializers.CharField()
    student = NamedOut()
    submitted_at = serializers.DateTimeField()
    is_published = serializers.BooleanField()
    published_at = serializers.DateTimeField(allow_null=True)
    run = serializers.IntegerField()
    is_complete = serializers.BooleanField()
    score = DecimalText()
    max_score = DecimalText()
    percentage = DecimalText()
    grade = serializers.CharField(allow_blank=True)
    sections = ResultSectionOut(many=True)
    items = ResultItemOut(many=True, required=False)


class ResultRowOut(ResultOut):
    """One released attempt in a list of results: `ResultOut` without the questions."""

    items = None  # type: ignore[assignment]  # DRF's way to leave a field out

    def to_representation(self, instance: Attempt) -> dict[str, Any]:
        return result_summary(instance, instance.published_run)  # type: ignore[arg-type]  # released ones have one
