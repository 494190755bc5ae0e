"""Shapes of the notices' API."""

from rest_framework import serializers

from mathvidya.notifications.choices import Kind, Platform
from mathvidya.notifications.models import Notification

MOST_IDS = 500


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    class Meta:
        model = Notification
        fields = ["id", "seq", "kind", "title", "body", "url", "facts", "created_at", "read_at"]
        read_only_fields = fields


class AfterSerializer(serializers.Serializer):  # type: ignore[type-arg]
    """Query parameters of the list."""

    after = serializers.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, help_text="Only notices with a greater seq, oldest first"
    )
    unread = serializers.BooleanField(required=False, default=False, help_text="Only unread ones")


class ReadSerializer(serializers.Serializer):  # type: ignore[type-arg]
    """Either `ids` or `all`."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), required=False, max_length=MOST_IDS
    )
    all = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if bool(attrs.get("all")) == ("ids" in attrs):
            raise serializers.ValidationError({"ids": ["Give either ids or all."]})
        return attrs


class UnreadSerializer(serializers.Serializer):  # type: ignore[type-arg]
    unread = serializers.IntegerField()


class PreferenceSerializer(serializers.Serializer):  # type: ignore[type-arg]
    kind = serializers.ChoiceField(choices=Kind.choices)
    email = serializers.BooleanField()
    is_fixed = serializers.BooleanField(read_only=True, help_text="Always mailed; cannot be switched off")
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # the API's word; DRF's own is a text


class PreferencesSerializer(serializers.Serializer):  # type: ignore[type-arg]
    preferences = PreferenceSerializer(many=True, allow_empty=False)


class DeviceSerializer(serializers.Serializer):  # type: ignore[type-arg]
    platform = serializers.ChoiceField(choices=Platform.choices)
    token = serializers.CharField(max_length=400, write_only=True)
    id = serializers.IntegerField(read_only=True)
