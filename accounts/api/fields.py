"""How people's facts are written in the API."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from accounts.access.factors import has_second_factor
from accounts.choices import LinkStatus, Purpose
from accounts.models import Guardianship, User
from accounts.queries.avatars import avatar_url
from accounts.queries.student_parts import attach_parts, student_parts
from accounts.rules.facts import check_birth, check_zone, clean_phone
from accounts.rules.names import LONGEST_NAME, clean_name
from mathvidya.api.fields import StrictSerializer


def by_rule(rule: Callable[..., Any], *values: Any) -> Any:
    """Return what a pure rule returns; its ValueError becomes an error of the field."""
    try:
        return rule(*values)
    except ValueError as error:
        raise serializers.ValidationError(str(error)) from error


class StudentPartsIn(StrictSerializer):
    """A body that may say what a student learns, among other things; what is not given stays."""

    # context["student"]: who answered before, if anybody did
    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        for part in student_parts():
            fields.update(part.body_fields())
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for part in student_parts():
            attrs = part.read_body(self.context.get("student"), attrs)
        return attrs


class StudentFactsIn(StudentPartsIn):
    school = serializers.CharField(max_length=200, allow_blank=True, required=False)
    roll_number = serializers.CharField(max_length=30, allow_blank=True, required=False)


class PersonChangeIn(StudentFactsIn):
    """What a person may change of themselves; role, address and state are not among it."""

    first_name = serializers.CharField(max_length=LONGEST_NAME)
    last_name = serializers.CharField(max_length=LONGEST_NAME, allow_blank=True, required=False)
    phone = serializers.CharField(max_length=30, allow_blank=True, required=False, help_text="As people write it")
    time_zone = serializers.CharField(max_length=64, required=False, help_text="IANA name")
    language = serializers.ChoiceField(choices=["en", "hi"], required=False)

    def validate_first_name(self, value: str) -> str:
        return str(by_rule(clean_name, value))

    def validate_last_name(self, value: str) -> str:
        return str(by_rule(clean_name, value)) if value else ""

    def validate_phone(self, value: str) -> str:
        return str(by_rule(clean_phone, value))

    def validate_time_zone(self, value: str) -> str:
        return str(by_rule(check_zone, value))


class ChildChangeIn(PersonChangeIn):
    """What a guardian may change of their child: the birthday too."""

    date_of_birth = serializers.DateField(required=False)

    def validate_date_of_birth(self, value: date) -> date:
        checked: date = by_rule(check_birth, value, timezone.localdate())
        return checked


class PeopleOut(serializers.ListSerializer[User]):
    """Several people, with what apps above know of them read for all at once."""

    def to_representation(self, data: Any) -> list[Any]:
        people = list(data)
        attach_parts(people)
        return super().to_representation(people)


class PersonOut(serializers.ModelSerializer[User]):
    """A person as they see themselves."""

    school = serializers.CharField(source="student_profile.school", default=None, allow_null=True)
    roll_number = serializers.CharField(source="student_profile.roll_number", default=None, allow_null=True)
    onboarded_at = serializers.DateTimeField(source="student_profile.onboarded_at", default=None, allow_null=True)
    is_cleared = serializers.BooleanField(help_text="false: a guardian has to agree first")
    avatar_url = serializers.SerializerMethodField()
    has_second_factor = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = [
            "id", "email", "first_name", "last_name", "role", "date_of_birth", "phone", "time_zone", "language",
            "is_cleared", "school", "roll_number", "onboarded_at", "avatar_url", "has_second_factor", "erase_after",
        ]  # fmt: skip
        list_serializer_class = PeopleOut

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        for part in student_parts():
            fields.update(part.shown_fields())
        return fields

    def to_representation(self, instance: User) -> Any:
        if not isinstance(self.parent, PeopleOut):
            attach_parts([instance])
        return super().to_representation(instance)

    def get_avatar_url(self, person: User) -> str | None:
        return avatar_url(person)

    def get_has_second_factor(self, person: User) -> bool:
        return has_second_factor(person)


class TokensOut(serializers.Serializer[Any]):
    access = serializers.CharField()
    refresh = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="seconds that the access token lives")
    user = PersonOut()


class DetailOut(serializers.Serializer[Any]):
    detail = serializers.CharField()


class LinkOut(serializers.ModelSerializer[Guardianship]):
    """A link between a guardian and a child."""

    child_id = serializers.IntegerField(source="child.pk")
    child_name = serializers.CharField(source="child.get_full_name")
    guardian_name = serializers.CharField(source="guardian.get_full_name", default=None, allow_null=True)
    status = serializers.ChoiceField(choices=LinkStatus.choices)

    class Meta:
        model = Guardianship
        fields = [
            "id", "child_id", "child_name", "guardian_email", "guardian_name", "relation", "status", "created_at",
            "confirmed_at",
        ]  # fmt: skip


class PurposesIn(StrictSerializer):
    purposes = serializers.ListField(
        child=serializers.ChoiceField(choices=Purpose.choices), required=False, default=list
    )
    reason = serializers.CharField(max_length=500, required=False, default="", allow_blank=True)
