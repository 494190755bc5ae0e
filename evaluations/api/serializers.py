"""Bodies of the marking desk's API."""

from typing import Any

from rest_framework import serializers

from evaluations.choices import PageState, RequestState, TaskPurpose, TaskState
from mathvidya.api.fields import StrictSerializer


class NewPageSerializer(StrictSerializer):
    """A photograph announced by name, size and hash."""

    filename = serializers.CharField(max_length=200)
    content_type = serializers.CharField(max_length=100)
    size = serializers.IntegerField(min_value=1)
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}\Z")
    position = serializers.IntegerField(min_value=1, max_value=60, required=False)
    item = serializers.IntegerField(min_value=1, required=False, source="item_id")
    replaces = serializers.IntegerField(min_value=1, required=False, source="replaces_id")


class NoticeSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()


class PageSerializer(serializers.Serializer[Any]):
    """A receipt: what stands of one page."""

    page = serializers.IntegerField()
    position = serializers.IntegerField()
    item = serializers.IntegerField(allow_null=True)
    filename = serializers.CharField()
    sha256 = serializers.CharField()
    state = serializers.ChoiceField(choices=PageState.choices)
    received_at = serializers.DateTimeField(allow_null=True)
    refusal = NoticeSerializer(allow_null=True)
    warnings = NoticeSerializer(many=True)
    bounced = serializers.CharField(allow_null=True)
    replaces = serializers.IntegerField(allow_null=True)
    image = serializers.CharField(allow_null=True)
    thumbnail = serializers.CharField(allow_null=True)


class GrantSerializer(serializers.Serializer[Any]):
    """Where to send the bytes: PUT them to `url` with `headers`, or POST a form of `fields` with the file last."""

    id = serializers.CharField()
    url = serializers.CharField()
    method = serializers.CharField()
    headers = serializers.DictField(child=serializers.CharField())
    expires_at = serializers.DateTimeField()

    def get_fields(self) -> dict[str, Any]:
        # `fields` cannot be an attribute: a serializer has one of that name.
        return {**super().get_fields(), "fields": serializers.DictField(child=serializers.CharField())}


class DeclaredPageSerializer(PageSerializer):
    upload = GrantSerializer()


class PageListSerializer(serializers.Serializer[Any]):
    pages = PageSerializer(many=True)
    limit = serializers.IntegerField()


class PageOrderSerializer(StrictSerializer):
    pages = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=60)


class TaskSerializer(serializers.Serializer[Any]):
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


class MarkSerializer(serializers.Serializer[Any]):
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


class SheetSerializer(TaskSerializer):
    """Everything about one task; pages and questions as docs/marking.md describes them."""

    holder = serializers.BooleanField()
    pages = serializers.ListField(child=serializers.DictField())  # type: ignore[assignment]
    questions = serializers.ListField(child=serializers.DictField())
    marks = MarkSerializer(many=True)
    earlier_marks = MarkSerializer(many=True)
    request = serializers.CharField()


class ClaimSerializer(StrictSerializer):
    task = serializers.IntegerField(min_value=1, required=False)


class LeaseSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    fence = serializers.IntegerField()
    due_at = serializers.DateTimeField()
    lease_until = serializers.DateTimeField()


class FenceSerializer(StrictSerializer):
    fence = serializers.IntegerField(min_value=0)


class MarksSerializer(serializers.Serializer[Any]):
    fence = serializers.IntegerField(min_value=0, required=False, help_text="Of the lease; the marker sends it.")
    reason = serializers.CharField(
        max_length=300, required=False, help_text="Why an administrator overrides the marks of a script that is done."
    )
    marks = MarkSerializer(many=True)


class SavedMarksSerializer(serializers.Serializer[Any]):
    fence = serializers.IntegerField()
    lease_until = serializers.DateTimeField(allow_null=True)
    marks = MarkSerializer(many=True)


class AnnotationsSerializer(FenceSerializer):
    page = serializers.IntegerField(min_value=1)
    annotations = serializers.ListField(child=serializers.DictField())


class PageSeenSerializer(FenceSerializer):
    page = serializers.IntegerField(min_value=1)


class BounceSerializer(PageSeenSerializer):
    reason = serializers.CharField(max_length=300)


class BouncedSerializer(serializers.Serializer[Any]):
    page = serializers.IntegerField()
    bounced_at = serializers.DateTimeField()
    reason = serializers.CharField()


class SubmittedSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    state = serializers.CharField()
    score = serializers.CharField()
    max_score = serializers.CharField()


class ReassignSerializer(StrictSerializer):
    teacher = serializers.IntegerField(min_value=1, allow_null=True)
    reason = serializers.CharField(max_length=300)


class SlaSerializer(serializers.Serializer[Any]):
    waiting = serializers.IntegerField()
    claimed = serializers.IntegerField()
    late = serializers.IntegerField()
    promised_today = serializers.IntegerField()
    done_today = serializers.IntegerField()
    median_hours = serializers.FloatField(allow_null=True)
    kept_percent = serializers.IntegerField(allow_null=True)


class NewReEvaluationSerializer(StrictSerializer):
    reason = serializers.CharField(max_length=2000)
    items = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=100, required=False)


class ReEvaluationSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    attempt = serializers.IntegerField(source="attempt_id")
    exam = serializers.CharField(source="attempt.exam.title")
    reason = serializers.CharField()
    items = serializers.ListField(child=serializers.IntegerField())
    state = serializers.ChoiceField(choices=RequestState.choices)
    created_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
