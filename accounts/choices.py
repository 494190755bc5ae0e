"""Fixed vocabularies of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mathvidya.notifications.choices import NoticeKind


class Role(models.TextChoices):
    STUDENT = "student", _("Student")
    PARENT = "parent", _("Parent")
    TEACHER = "teacher", _("Teacher")
    COUNSELOR = "counselor", _("Counsellor")
    ADMIN = "admin", _("Administrator")


SELF_SERVICE_ROLES = (Role.STUDENT.value, Role.PARENT.value)  # what one may register oneself as
STAFF_ROLES = frozenset({Role.TEACHER, Role.COUNSELOR, Role.ADMIN})
FAMILY_ROLES = frozenset({Role.STUDENT, Role.PARENT})


class LinkStatus(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    CONFIRMED = "confirmed", _("Confirmed")
    REVOKED = "revoked", _("Revoked")


class Purpose(models.TextChoices):
    """What personal data is used for; each is consented to by itself (DPDP Act 2023 s.5, Rule 3)."""

    LEARNING = "learning", _("Exams, marking and results")
    TUTOR = "tutor", _("AI doubt solver")
    CALLS = "calls", _("Calls and messages about admission")


GUARDIAN_INVITED = NoticeKind(
    code="guardian_invited",
    label=_("A child asks for consent"),
    roles=frozenset({Role.PARENT}),
    texts="accounts/notices",
    can_be_switched_off=False,
)
GUARDIAN_CONFIRMED = NoticeKind(
    code="guardian_confirmed", label=_("A guardian has consented"), roles=FAMILY_ROLES, texts="accounts/notices"
)
CONSENT_WITHDRAWN = NoticeKind(
    code="consent_withdrawn",
    label=_("Consent was withdrawn"),
    roles=FAMILY_ROLES,
    texts="accounts/notices",
    can_be_switched_off=False,
)
# Its sender writes the texts: `title` and `text` among the facts.
ACCOUNT_NOTICE = NoticeKind(
    code="account_notice",
    label=_("About your account"),
    roles=frozenset(Role),
    texts="accounts/notices",
    can_be_switched_off=False,
)
NOTICE_KINDS = [GUARDIAN_INVITED, GUARDIAN_CONFIRMED, CONSENT_WITHDRAWN, ACCOUNT_NOTICE]
