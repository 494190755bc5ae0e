"""What people are told of, and how."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Each has texts in templates/notifications/<kind>.subject.txt and .body.txt."""

    RESULT_PUBLISHED = "result_published", _("A result is out")
    RESULT_REVISED = "result_revised", _("A result was changed")
    PAGE_BOUNCED = "page_bounced", _("A page cannot be read")
    SCRIPT_ASSIGNED = "script_assigned", _("A script to mark")
    PROMISE_AT_RISK = "promise_at_risk", _("A promised time comes near")
    PROMISE_MISSED = "promise_missed", _("A promised time has passed")
    GUARDIAN_INVITED = "guardian_invited", _("A child asks for consent")
    GUARDIAN_CONFIRMED = "guardian_confirmed", _("A guardian has consented")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("Consent was withdrawn")
    EXAM_SCHEDULED = "exam_scheduled", _("An exam is announced")
    RE_EVALUATION_REQUESTED = "re_evaluation_requested", _("A re-evaluation is asked for")
    RE_EVALUATION_CLOSED = "re_evaluation_closed", _("A re-evaluation is decided")
    TIME_EXTENDED = "time_extended", _("Extra time")
    ACCOUNT_NOTICE = "account_notice", _("About your account")


_FAMILY = frozenset({"student", "parent"})
# Who can get each kind, by the roles of accounts (which is above this app, hence its words and not its names).
ROLES: dict[Kind, frozenset[str]] = {
    Kind.RESULT_PUBLISHED: _FAMILY,
    Kind.RESULT_REVISED: _FAMILY,
    Kind.PAGE_BOUNCED: frozenset({"student"}),
    Kind.SCRIPT_ASSIGNED: frozenset(),  # nothing sends it
    Kind.PROMISE_AT_RISK: frozenset({"teacher", "admin"}),
    Kind.PROMISE_MISSED: frozenset({"teacher", "admin"}),
    Kind.GUARDIAN_INVITED: frozenset({"parent"}),
    Kind.GUARDIAN_CONFIRMED: _FAMILY,
    Kind.CONSENT_WITHDRAWN: _FAMILY,
    Kind.EXAM_SCHEDULED: frozenset({"student"}),
    Kind.RE_EVALUATION_REQUESTED: frozenset({"admin"}),
    Kind.RE_EVALUATION_CLOSED: _FAMILY,
    Kind.TIME_EXTENDED: frozenset(),  # told in the exam room itself
    Kind.ACCOUNT_NOTICE: frozenset({"student", "parent", "teacher", "counselor", "admin"}),
}


def kinds_for(role: str) -> list[Kind]:
    """What a person of this role can get, in the order of `Kind`."""
    return [kind for kind in Kind if role in ROLES[kind]]


# Nobody can switch these off: they are about rights, or about work that waits.
ALWAYS_MAILED = frozenset({Kind.CONSENT_WITHDRAWN, Kind.GUARDIAN_INVITED, Kind.ACCOUNT_NOTICE})


class Channel(models.TextChoices):
    """The list on the page always has every notice; these say what else happens."""

    EMAIL = "email", _("E-mail")


# What is mailed when a person has said nothing.
MAILED_BY_DEFAULT = frozenset(Kind) - {Kind.SCRIPT_ASSIGNED, Kind.TIME_EXTENDED}


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class Platform(models.TextChoices):
    ANDROID = "android", "Android"
    IOS = "ios", "iOS"
    WEB = "web", "Web"
