"""Registering: one form for the page and the API."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.actions.people import AddressTaken, register_person
from accounts.choices import Role
from accounts.forms.fields import BirthField, NameField
from accounts.models import User
from accounts.models.users import normalise_email
from accounts.queries.student_parts import split_answers, student_parts

SELF_SERVICE = [(Role.STUDENT.value, _("I am a student")), (Role.PARENT.value, _("I am a parent"))]


class PersonFields(forms.Form):
    """What everybody who registers is asked, on the page and through the API."""

    role = forms.ChoiceField(label=_("Who are you?"), choices=SELF_SERVICE, widget=forms.RadioSelect)
    first_name = NameField(label=_("First name"), autocomplete="given-name")
    last_name = NameField(label=_("Last name"), autocomplete="family-name", required=False)
    date_of_birth = BirthField(
        label=_("Date of birth"),
        required=False,
        help_text=_("We ask because the law protects people under 18: a parent has to agree."),
    )
    school = forms.CharField(label=_("School"), max_length=200, required=False)
    guardian_email = forms.EmailField(
        label=_("A parent's or guardian's e-mail"),
        required=False,
        help_text=_("We write to them once, to ask whether they agree."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {name: field for part in student_parts() for name, field in part.form_fields(None).items()}
        self.required_of_students = [name for name, field in asked.items() if field.required]
        for field in asked.values():
            field.required = False  # parents are not asked
        self.fields.update(asked)

    @property
    def student_questions(self) -> list[forms.BoundField]:
        """Return the fields that apps above ask of students."""
        return [self[name] for part in student_parts() for name in part.names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("role") == Role.STUDENT:
            self._check_student(data)
        else:
            data.update(school="", guardian_email="")
        return data

    def _check_student(self, data: dict[str, Any]) -> None:
        required = _("This field is required.")
        for name in self.required_of_students:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, required)
        born = data.get("date_of_birth")
        if born is None:
            if "date_of_birth" not in self.errors:
                self.add_error("date_of_birth", required)
            return
        guardian = normalise_email(data.get("guardian_email") or "")
        if not User(role=Role.STUDENT, date_of_birth=born).is_minor(timezone.localdate()):
            data["guardian_email"] = ""
        elif not guardian and "guardian_email" not in self.errors:
            self.add_error("guardian_email", _("You are under 18: give a parent's or guardian's address."))
        elif guardian and guardian == data.get("email"):
            self.add_error("guardian_email", _("Give the address of a parent or guardian, not your own."))

    def facts(self) -> dict[str, Any]:
        """Return the arguments of `register_person`, less address and password."""
        names = ["first_name", "last_name", "date_of_birth", "school", "guardian_email"]
        return {name: self.cleaned_data[name] for name in names} | {
            "answers": split_answers(self.cleaned_data)[1],
            "role": Role(self.cleaned_data["role"]),
            "language": translation.get_language() or "en",
        }


class RegistrationForm(PersonFields, SignupForm):  # type: ignore[misc]  # allauth has no types
    """allauth's form with our fields; the account itself is made by `register_person`."""

    account_already_exists: bool
    field_order = [
        "role", "first_name", "last_name", "email", "password1", "date_of_birth", "school", "guardian_email",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = context.request.GET.get("role")

    def clean_email(self) -> str:
        address = super().clean_email()
        return normalise_email(address)

    def save(self, request: HttpRequest) -> User:
        user = register_person(
            email=self.cleaned_data["email"], password=self.cleaned_data["password1"], **self.facts()
        )
        setup_user_email(request, user, [EmailAddress(email=user.email)])
        return user

    def try_save(self, request: HttpRequest) -> tuple[User | None, Any]:
        """Do as allauth does, with the same work (one hash) for a known address as for a new one; safe in a race."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        try:
            return super().try_save(request)  # type: ignore[no-any-return]
        except AddressTaken:
            self.account_already_exists = True
            return super().try_save(request)  # type: ignore[no-any-return]
