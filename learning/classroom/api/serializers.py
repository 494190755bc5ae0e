"""Students, teachers and batches as the API shows and takes them."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import User
from learning.classroom.access import batches_taught_by
from learning.classroom.forms import CodesField, FirstOf, read_programmes
from learning.classroom.models import Batch, Teaching
from learning.classroom.queries import batches as all_batches
from learning.curriculum.queries import subjects as all_subjects
from mathvidya.api.fields import ScopedRelatedField, StrictSerializer


class StudentSerializer(serializers.ModelSerializer[User]):
    """What an institute's staff see of a student; birthday, phone and address are the family's."""

    programmes = CodesField(source="programmes_now")
    student_class = FirstOf("school_class", allow_null=True)
    school = serializers.CharField(source="student_profile.school", default="")
    roll_number = serializers.CharField(source="student_profile.roll_number", default="")
    batches = serializers.SerializerMethodField()
    status = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = [
            "id",
            "email",
            "first_name",
            "last_name",
            "programmes",
            "student_class",
            "school",
            "roll_number",
            "batches",
            "status",
        ]

    def get_batches(self, student: User) -> list[dict[str, Any]]:
        places = student.places_now  # type: ignore[attr-defined]  # queries.with_places
        return [{"id": place.batch_id, "name": place.batch.name} for place in places]

    def get_status(self, student: User) -> str:
        if not student.is_active:
            return "inactive"
        return "active" if student.is_cleared else "pending"


class ProgrammesIn(StrictSerializer):
    """`programmes` by their codes, or the class of a school for its programme."""

    programmes = serializers.ListField(child=serializers.SlugField(max_length=40), max_length=20, required=False)
    student_class = serializers.CharField(max_length=4, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return read_programmes(self.context.get("student"), attrs)


class StudentChange(ProgrammesIn):
    """What may be changed; what is not given stays."""

    first_name = serializers.CharField(max_length=100, required=False)
    last_name = serializers.CharField(max_length=100, required=False, allow_blank=True)
    school = serializers.CharField(max_length=200, required=False, allow_blank=True)
    roll_number = serializers.CharField(max_length=30, required=False, allow_blank=True)
    batches = ScopedRelatedField(scope=batches_taught_by, model=Batch, many=True, required=False)


class NewStudent(ProgrammesIn):
    email = serializers.EmailField()
    first_name = serializers.CharField(max_length=100)
    last_name = serializers.CharField(max_length=100, allow_blank=True, default="")
    school = serializers.CharField(max_length=200, required=False, allow_blank=True)
    roll_number = serializers.CharField(max_length=30, required=False, allow_blank=True)
    date_of_birth = serializers.DateField(required=False)
    guardian_email = serializers.EmailField(required=False)
    batches = ScopedRelatedField(scope=batches_taught_by, model=Batch, many=True, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        facts = super().validate(attrs)
        if not facts.get("programmes"):
            raise serializers.ValidationError({"programmes": [_("Choose what the student learns.")]})
        return facts


class TeachingSerializer(serializers.ModelSerializer[Teaching]):
    subject = serializers.CharField(source="subject.code")
    batch = serializers.IntegerField(source="batch_id", allow_null=True)

    class Meta:
        model = Teaching
        fields = ["subject", "batch"]


class FacultySerializer(serializers.ModelSerializer[User]):
    daily_capacity = serializers.IntegerField(source="teacher_profile.daily_capacity", default=20)
    qualification = serializers.CharField(source="teacher_profile.qualification", default="")
    teachings = TeachingSerializer(many=True)

    class Meta:
        model = User
        fields = [
            "id",
            "email",
            "first_name",
            "last_name",
            "phone",
            "is_active",
            "daily_capacity",
            "qualification",
            "teachings",
        ]


class TeachingInput(StrictSerializer):
    """`batch` null: the whole programme of the subject."""

    subject = serializers.SlugRelatedField(slug_field="code", queryset=all_subjects())
    batch = serializers.PrimaryKeyRelatedField(queryset=all_batches(), allow_null=True, default=None)


class FacultyChange(StrictSerializer):
    first_name = serializers.CharField(max_length=100, required=False)
    last_name = serializers.CharField(max_length=100, required=False, allow_blank=True)
    daily_capacity = serializers.IntegerField(min_value=0, max_value=500, required=False)
    qualification = serializers.CharField(max_length=200, required=False, allow_blank=True)
    teachings = TeachingInput(many=True, required=False)


class NewFaculty(FacultyChange):
    email = serializers.EmailField()
    first_name = serializers.CharField(max_length=100)
    last_name = serializers.CharField(max_length=100, allow_blank=True, default="")
    teachings = TeachingInput(many=True, default=list)
