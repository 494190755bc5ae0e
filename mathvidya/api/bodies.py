"""Bodies that several apps take and give: a file that is announced, and where to send it."""

from typing import Any

from rest_framework import serializers

from mathvidya.api.fields import StrictSerializer


class FileIn(StrictSerializer):
    """A file announced by name, kind, size in bytes and hash."""

    filename = serializers.CharField(max_length=200)
    content_type = serializers.CharField(max_length=100)
    size = serializers.IntegerField(min_value=1)
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")


class UploadGrantOut(serializers.Serializer[Any]):
    """Where to send the bytes: PUT them to `url` with `headers`, or POST a form of `fields` with the file last.

    `id` is the upload's, everywhere.
    """

    id = serializers.UUIDField()
    url = serializers.CharField()
    method = serializers.ChoiceField(choices=["PUT", "POST"])
    headers = serializers.DictField(child=serializers.CharField())
    expires_at = serializers.DateTimeField()

    def get_fields(self) -> dict[str, Any]:
        # `fields` cannot be an attribute: a serializer has one of that name.
        return {**super().get_fields(), "fields": serializers.DictField(child=serializers.CharField())}
