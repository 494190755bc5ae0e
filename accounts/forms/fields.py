"""Form fields that read people's facts as `rules` understand them."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from accounts.rules.facts import check_birth, clean_phone
from accounts.rules.names import LONGEST_NAME, clean_name


class NameField(forms.CharField):
    """A name, tidied; see `rules.names`. `autocomplete`: which part of a name, as browsers call it."""

    def __init__(self, *, autocomplete: str = "name", **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": autocomplete})
        super().__init__(**{"max_length": LONGEST_NAME * 3, "strip": True, "widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return _checked(clean_name, text) if text else ""


class BirthField(forms.DateField):
    """A plausible birthday."""

    widget = forms.DateInput(attrs={"type": "date", "autocomplete": "bday"})

    def clean(self, value: Any) -> date | None:
        born = super().clean(value)
        checked: date | None = born and _checked(check_birth, born, timezone.localdate())
        return checked


class PhoneField(forms.CharField):
    """A phone number as people write it, E.164 afterwards."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})

    def clean(self, value: Any) -> str:
        return str(_checked(clean_phone, super().clean(value)))


def _checked(rule: Any, *values: Any) -> Any:
    try:
        return rule(*values)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error
