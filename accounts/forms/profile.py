"""What people change about themselves, their children and their links."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.choices import Purpose, Role
from accounts.forms.fields import BirthField, NameField, PhoneField
from accounts.models import User
from accounts.queries.student_parts import student_parts
from mathvidya.web.widgets import LongSelect

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
STUDENT_ONLY = ("school", "roll_number")


class ProfileForm(forms.Form):
    """A person's own facts; the ones of a class only for students."""

    first_name = NameField(label=_("First name"), autocomplete="given-name")
    last_name = NameField(label=_("Last name"), autocomplete="family-name", required=False)
    phone = PhoneField(label=_("Phone"), required=False, max_length=30)
    school = forms.CharField(label=_("School"), max_length=200, required=False)
    roll_number = forms.CharField(label=_("Roll number"), max_length=30, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone.replace("_", " ")) for zone in ZONES], widget=LongSelect
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        profile = getattr(person, "student_profile", None)
        initial = {name: getattr(person, name, None) or getattr(profile, name, "") for name in self.base_fields}
        super().__init__(*args, **{"initial": initial, **kwargs})
        if person.role == Role.STUDENT:
            asked = {name: field for part in student_parts() for name, field in part.form_fields(person).items()}
            names = list(self.fields)
            place = names.index("school")
            self.fields.update(asked)
            self.order_fields([*names[:place], *asked, *names[place:]])
        else:
            for name in STUDENT_ONLY:
                del self.fields[name]


class ChildForm(ProfileForm):
    """A guardian may correct the birthday too."""

    date_of_birth = BirthField(label=_("Date of birth"))
    field_order = ["first_name", "last_name", "date_of_birth"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"  # the browser would fill in the guardian's own


class InviteForm(forms.Form):
    guardian_email = forms.EmailField(label=_("A parent's or guardian's e-mail"))
    relation = forms.CharField(label=_("Relation"), max_length=30, required=False)


class RequestForm(forms.Form):
    child_email = forms.EmailField(label=_("The e-mail your child signs in with"))
    relation = forms.CharField(label=_("Relation"), max_length=30, required=False)


class ConsentForm(forms.Form):
    """One box per purpose, none ticked before the guardian ticks it."""

    purposes = forms.MultipleChoiceField(
        choices=Purpose.choices, required=False, widget=forms.CheckboxSelectMultiple, label=_("I agree to")
    )
