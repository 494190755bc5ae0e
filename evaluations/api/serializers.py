"""Bodies of the marking desk's API."""

from typing import Any

from rest_framework import serializers

from evaluations.choices import PageState, RequestState, TaskPurpose, TaskState
from mathvidya.api.bodies import FileIn, UploadGrantOut
from mathvidya.api.fields import DecimalText, StrictSerializer


class PageIn(FileIn):
    """A photograph; `replaces` is the page that was sent back."""

    position = serializers.IntegerField(min_value=1, max_value=60, required=False)
    item = serializers.IntegerField(min_value=1, required=False, source="item_id")
    replaces = serializers.IntegerField(min_value=1, required=False, source="replaces_id")


class PageNoticeOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()


class PageOut(serializers.Serializer[Any]):
    """The receipt of one page."""

    page = serializers.IntegerField()
    position = serializers.IntegerField()
    item = serializers.IntegerField(allow_null=True)
    filename = serializers.CharField()
    sha256 = serializers.CharField()
    state = serializers.ChoiceField(choices=PageState.choices)
    received_at = serializers.DateTimeField(allow_null=True)
    refusal = PageNoticeOut(allow_null=True)
    warnings = PageNoticeOut(many=True)
    bounced = serializers.CharField(allow_null=True)
    replaces = serializers.IntegerField(allow_null=True)
    image = serializers.CharField(allow_null=True)
    thumbnail = serializers.CharField(allow_null=True)


class DeclaredPageOut(PageOut):
    upload = UploadGrantOut()


class PageListOut(serializers.Serializer[Any]):
    pages = PageOut(many=True)
    limit = serializers.IntegerField()


class PageOrderIn(StrictSerializer):
    pages = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=60)


class TaskOut(serializers.Serializer[Any]):
    """A line of the queue."""

    id = serializers.IntegerField()
    exam = serializers.CharField()
    paper = serializers.CharField()
    subject = serializers.CharField()
    purpose = serializers.ChoiceField(choices=TaskPurpose.choices)
    state = serializers.ChoiceField(choices=TaskState.choices)
    pages = serializers.IntegerField()
    submitted_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    urgency = serializers.ChoiceField(choices=["calm", "soon", "late"])
    fence = serializers.IntegerField()
    lease_until = serializers.DateTimeField(allow_null=True)
    url = serializers.CharField()


class StepOut(serializers.Serializer[Any]):
    item = serializers.IntegerField()
    step = serializers.CharField()


class StepMarkIn(StrictSerializer):
    """What a step earns. What is left out is as if it were empty; `page` with `x` and `y` is the place of the mark."""

    item = serializers.IntegerField()
    step = serializers.CharField()
    award = DecimalText()
    not_attempted = serializers.BooleanField(required=False)
    error_tag = serializers.CharField(required=False, allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    page = serializers.IntegerField(required=False, allow_null=True)
    x = serializers.FloatField(required=False, allow_null=True)
    y = serializers.FloatField(required=False, allow_null=True)
    follows_from = StepOut(required=False, allow_null=True)


class StepMarkOut(serializers.Serializer[Any]):
    item = serializers.IntegerField()
    step = serializers.CharField()
    award = DecimalText()
    not_attempted = serializers.BooleanField()
    error_tag = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(allow_blank=True)
    page = serializers.IntegerField(allow_null=True)
    x = serializers.FloatField(allow_null=True)
    y = serializers.FloatField(allow_null=True)
    follows_from = StepOut(allow_null=True)


class AnnotationOut(serializers.Serializer[Any]):
    """A drawing on a page, in parts of its width and height. What `shape` holds is the kind's."""

    client_id = serializers.CharField()
    kind = serializers.CharField()
    shape = serializers.DictField()


class SheetPageOut(serializers.Serializer[Any]):
    """A page to mark; `warnings` are codes, `bounced` is why another photograph was asked for."""

    id = serializers.IntegerField()
    position = serializers.IntegerField()
    item = serializers.IntegerField(allow_null=True)
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    image = serializers.CharField()
    thumbnail = serializers.CharField()
    warnings = serializers.ListField(child=serializers.CharField())
    also_sent_elsewhere = serializers.BooleanField()
    bounced = serializers.CharField(allow_null=True)
    seen = serializers.BooleanField()
    annotations = AnnotationOut(many=True)


class SheetStepOut(serializers.Serializer[Any]):
    """A step to award: `choices` are the marks it may get; `part` is that of a case study, else empty."""

    step = serializers.CharField()
    part = serializers.CharField(allow_blank=True)
    label = serializers.CharField()  # type: ignore[assignment]
    marks = DecimalText()
    alternatives = serializers.ListField(child=serializers.CharField())
    choices = serializers.ListField(child=DecimalText())


class SchemeStepOut(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    alternatives = serializers.ListField(child=serializers.CharField())


class AskedOut(serializers.Serializer[Any]):
    """HTML of a question or part and of its answer; `working` are the lines of a typed one."""

    stem = serializers.CharField(allow_blank=True)
    solution = serializers.CharField(allow_blank=True)
    answer = serializers.CharField(allow_blank=True)
    working = serializers.ListField(child=serializers.CharField())


class SheetPartOut(AskedOut):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    choice = serializers.CharField(allow_blank=True)
    marks = DecimalText()


class SheetQuestionOut(AskedOut):
    """A question with steps to award; of its `group` only `pick` count. `scheme`: HTML by the step's key."""

    item = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    section = serializers.CharField()
    group = serializers.CharField(allow_blank=True)
    pick = serializers.IntegerField(allow_null=True)
    marks = DecimalText()
    parts = SheetPartOut(many=True)
    scheme = serializers.DictField(child=SchemeStepOut())
    steps = SheetStepOut(many=True)


class SheetOut(TaskOut):
    """Everything about one task: docs/marking.md. `holder`: whether the caller holds it."""

    holder = serializers.BooleanField()
    pages = SheetPageOut(many=True)  # type: ignore[assignment]
    questions = SheetQuestionOut(many=True)
    marks = StepMarkOut(many=True)
    earlier_marks = StepMarkOut(many=True)
    request = serializers.CharField()


class ClaimIn(StrictSerializer):
    task = serializers.IntegerField(min_value=1, required=False)


class LeaseOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    fence = serializers.IntegerField()
    due_at = serializers.DateTimeField()
    lease_until = serializers.DateTimeField()


class FenceIn(StrictSerializer):
    fence = serializers.IntegerField(min_value=0)


class MarksIn(serializers.Serializer[Any]):
    fence = serializers.IntegerField(min_value=0, required=False, help_text="Of the lease; the marker sends it.")
    reason = serializers.CharField(
        max_length=300, required=False, help_text="Why an administrator overrides the marks of a script that is done."
    )
    marks = StepMarkIn(many=True)


class SavedMarksOut(serializers.Serializer[Any]):
    fence = serializers.IntegerField()
    lease_until = serializers.DateTimeField(allow_null=True)
    marks = StepMarkOut(many=True)


class AnnotationsIn(FenceIn):
    page = serializers.IntegerField(min_value=1)
    annotations = AnnotationOut(many=True)


class DrawnOut(serializers.Serializer[Any]):
    """All that is drawn on the page now."""

    fence = serializers.IntegerField()
    page = serializers.IntegerField()
    annotations = AnnotationOut(many=True)


class PageSeenIn(FenceIn):
    page = serializers.IntegerField(min_value=1)


class BounceIn(PageSeenIn):
    reason = serializers.CharField(max_length=300)


class BouncedOut(serializers.Serializer[Any]):
    page = serializers.IntegerField()
    bounced_at = serializers.DateTimeField()
    reason = serializers.CharField()


class SubmittedOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    state = serializers.CharField()
    score = DecimalText()
    max_score = DecimalText()


class ReassignIn(StrictSerializer):
    teacher = serializers.IntegerField(min_value=1, allow_null=True)
    reason = serializers.CharField(max_length=300)


class SlaOut(serializers.Serializer[Any]):
    waiting = serializers.IntegerField()
    claimed = serializers.IntegerField()
    late = serializers.IntegerField()
    promised_today = serializers.IntegerField()
    done_today = serializers.IntegerField()
    median_hours = serializers.FloatField(allow_null=True)
    kept_percent = serializers.IntegerField(allow_null=True)


class ReEvaluationIn(StrictSerializer):
    reason = serializers.CharField(max_length=2000)
    items = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=100, required=False)


class ReEvaluationOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    attempt = serializers.IntegerField(source="attempt_id")
    exam = serializers.CharField(source="attempt.exam.title")
    reason = serializers.CharField()
    items = serializers.ListField(child=serializers.IntegerField())
    state = serializers.ChoiceField(choices=RequestState.choices)
    created_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
