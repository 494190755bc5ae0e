"""Serializers of the notices' API."""

from typing import Any

from rest_framework import serializers

from mathvidya.notifications.choices import CHANNELS, KINDS, Channel, NoticeKind, Platform, kind_codes
from mathvidya.notifications.models import Notification

MOST_IDS = 500


class KindField(serializers.ChoiceField):
    """The code of a kind. DRF makes a new field for each serializer, so it knows every kind registered by then."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=kind_codes(), **kwargs)


class NotificationOut(serializers.ModelSerializer[Notification]):
    kind = KindField(read_only=True)

    class Meta:
        model = Notification
        fields = ["id", "seq", "kind", "title", "body", "url", "facts", "created_at", "read_at"]
        read_only_fields = fields


class AfterIn(serializers.Serializer):  # type: ignore[type-arg]
    """Query parameters of the list."""

    after = serializers.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, help_text="Only notices with a greater seq, oldest first"
    )
    unread = serializers.BooleanField(required=False, default=False, help_text="Only unread ones")


class ReadIn(serializers.Serializer):  # type: ignore[type-arg]
    """Either `ids` or `all`."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), required=False, max_length=MOST_IDS
    )
    all = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if bool(attrs.get("all")) == ("ids" in attrs):
            raise serializers.ValidationError({"ids": ["Give either ids or all."]})
        return attrs


class UnreadOut(serializers.Serializer):  # type: ignore[type-arg]
    unread = serializers.IntegerField()


class PreferenceOut(serializers.Serializer):  # type: ignore[type-arg]
    """A kind, and a boolean for each channel."""

    kind = KindField()
    is_fixed = serializers.BooleanField(read_only=True, help_text="Cannot be switched off where it is sent by default")
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # the API's word; DRF's own is a text

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {code: serializers.BooleanField() for code in CHANNELS}


class PreferencesOut(serializers.Serializer):  # type: ignore[type-arg]
    preferences = PreferenceOut(many=True)


class PreferenceIn(serializers.Serializer):  # type: ignore[type-arg]
    """Channels that are not named stay as they are; a client need not know them all."""

    kind = KindField()

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {code: serializers.BooleanField(required=False) for code in CHANNELS}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.keys() & set(CHANNELS):
            missing = str(serializers.Field.default_error_messages["required"])
            raise serializers.ValidationError({code: [missing] for code in CHANNELS})
        return attrs


class PreferencesIn(serializers.Serializer):  # type: ignore[type-arg]
    preferences = PreferenceIn(many=True, allow_empty=False)

    def wishes(self) -> dict[tuple[NoticeKind, Channel], bool]:
        """Return of valid input what is wanted of each kind and channel that was named."""
        rows: list[dict[str, Any]] = self.validated_data["preferences"]
        return {
            (KINDS[row["kind"]], channel): row[code]
            for row in rows
            for code, channel in CHANNELS.items()
            if code in row
        }


class DeviceIn(serializers.Serializer):  # type: ignore[type-arg]
    platform = serializers.ChoiceField(choices=Platform.choices)
    token = serializers.CharField(max_length=400, write_only=True)
    id = serializers.IntegerField(read_only=True)
