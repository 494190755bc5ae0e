"""Registration of somebody who comes by Google: what Google does not know of them."""

from typing import Any

from allauth.socialaccount.forms import SignupForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.flows.google import Facts, RegistrationNeeded, join, verified_address
from accounts.forms.registration import PersonFields
from accounts.models import User


class ApiRegistrationForm(PersonFields):
    """What Google does not know about a person."""


def facts_of(about: dict[str, Any]) -> Facts:
    """Return what a new person says (fields of PersonFields). Raises RegistrationNeeded (422, with what is missing)."""
    form = ApiRegistrationForm(about)
    if not form.is_valid():
        raise RegistrationNeeded(fields={name: list(map(str, errors)) for name, errors in form.errors.items()})
    return form.facts()


class GoogleRegistrationForm(PersonFields, SignupForm):  # type: ignore[misc]  # allauth has no types
    """The page on which somebody who came by Google for the first time completes their registration."""

    field_order = ["role", "first_name", "last_name", "date_of_birth", "school", "guardian_email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("email", None)  # it is Google's word, not something to type

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if verified_address(self.sociallogin) is None:
            raise ValidationError(_("Google has not verified this address."))
        return data

    def save(self, request: HttpRequest) -> User:
        user = join(self.sociallogin, address=str(verified_address(self.sociallogin)), facts=self.facts())
        self.sociallogin.user = user
        return user
