"""Bodies of the marking desk's API."""

from typing import Any

from rest_framework import serializers

from evaluations.choices import PageState, RequestState, TaskPurpose, TaskState
from mathvidya.api.fields import StrictSerializer


class PageIn(StrictSerializer):
    """A photograph announced by name, size and hash."""

    filename = serializers.CharField(max_length=200)
    content_type = serializers.CharField(max_length=100)
    size = serializers.IntegerField(min_value=1)
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}\Z")
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


class PageGrantOut(serializers.Serializer[Any]):
    """Where to send the bytes: PUT them to `url` with `headers`, or POST a form of `fields` with the file last."""

    id = serializers.CharField()
    url = serializers.CharField()
    method = serializers.CharField()
    headers = serializers.DictField(child=serializers.CharField())
    expires_at = serializers.DateTimeField()

    def get_fields(self) -> dict[str, Any]:
        # `fields` cannot be an attribute: a serializer has one of that name.
        return {**super().get_fields(), "fields": serializers.DictField(child=serializers.CharField())}


class DeclaredPageOut(PageOut):
    upload = PageGrantOut()


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


class StepMarkOut(serializers.Serializer[Any]):
    item = serializers.IntegerField()
    step = serializers.CharField()
    award = serializers.CharField()
    not_attempted = serializers.BooleanField()
    error_tag = serializers.CharField()
    comment = serializers.CharField()
    page = serializers.IntegerField(allow_null=True)
    x = serializers.FloatField(allow_null=True)
    y = serializers.FloatField(allow_null=True)
    follows_from = serializers.DictField(allow_null=True)


class SheetOut(TaskOut):
    """Everything about one task; pages and questions as docs/marking.md describes them."""

    holder = serializers.BooleanField()
    pages = serializers.ListField(child=serializers.DictField())  # type: ignore[assignment]
    questions = serializers.ListField(child=serializers.DictField())
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
    marks = StepMarkOut(many=True)


class SavedMarksOut(serializers.Serializer[Any]):
    fence = serializers.IntegerField()
    lease_until = serializers.DateTimeField(allow_null=True)
    marks = StepMarkOut(many=True)


class AnnotationsIn(FenceIn):
    page = serializers.IntegerField(min_value=1)
    annotations = serializers.ListField(child=serializers.DictField())


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
    score = serializers.CharField()
    max_score = serializers.CharField()


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
