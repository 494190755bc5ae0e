"""The second factor: who must have one, who has."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from accounts.models import User

SESSION_FLAG = "second_factor_set_up"


def has_second_factor(user: User) -> bool:
    """Return whether this person has a second factor. For many people prefetch `authenticator_set`."""
    return any(one.type == Authenticator.Type.TOTP for one in user.authenticator_set.all())  # type: ignore[attr-defined]  # allauth’s


def lacks_second_factor(user: User, session: SessionBase | None = None) -> bool:
    """Return whether this person must set up a second factor before anything else.

    With a session the answer "has one" is remembered in it: a page asks the database once, not each time.
    """
    if not settings.STAFF_SECOND_FACTOR_REQUIRED or not (user.is_institute_staff or user.is_superuser):
        return False
    if session is not None and session.get(SESSION_FLAG) == user.pk:
        return False
    if not has_second_factor(user):
        return True
    if session is not None:
        session[SESSION_FLAG] = user.pk
    return False
