"""Fixed vocabularies of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    STUDENT = "student", _("Student")
    PARENT = "parent", _("Parent")
    TEACHER = "teacher", _("Teacher")
    COUNSELOR = "counselor", _("Counsellor")
    ADMIN = "admin", _("Administrator")


STAFF_ROLES = frozenset({Role.TEACHER, Role.COUNSELOR, Role.ADMIN})


class LinkStatus(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    CONFIRMED = "confirmed", _("Confirmed")
    REVOKED = "revoked", _("Revoked")


class Purpose(models.TextChoices):
    """What personal data is used for; each is consented to by itself (DPDP Act 2023 s.5, Rule 3)."""

    LEARNING = "learning", _("Exams, marking and results")
    TUTOR = "tutor", _("AI doubt solver")
    CALLS = "calls", _("Calls and messages about admission")
