"""A person who signs in."""

import unicodedata
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.choices import STAFF_ROLES, Role
from accounts.rules.ages import is_child


def normalise_email(email: str) -> str:
    """Return the one spelling of an address (NFKC, casefolded), so that look-ups and the unique index agree."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


class UserManager(BaseUserManager["User"]):
    """`create_user` and `create_superuser`, as Django's commands expect them."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return normalise_email(email or "")

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalise_email(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{"role": Role.ADMIN, "is_superuser": True, **fields})


class User(AbstractBaseUser, PermissionsMixin):
    """One person, one role. The e-mail address is stored in its normalised spelling."""

    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("first name"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True, help_text=_("E.164"))
    avatar = models.CharField(_("photo"), max_length=200, blank=True, help_text=_("storage key"))
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Kolkata")
    language = models.CharField(_("language"), max_length=5, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    consented_at = models.DateTimeField(
        _("consented at"),
        null=True,
        blank=True,
        help_text=_("When a guardian's consent in force was given; the records are in ConsentRecord."),
    )
    erase_after = models.DateTimeField(_("erase after"), null=True, blank=True)
    erase_asked_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    session_epoch = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Raised to end every session and token of this person.")
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            # In the order of names, as every list of people has it: a page of them is read, and no more.
            models.Index(fields=["first_name", "last_name", "id"], name="person_by_name"),
            models.Index(
                fields=["role", "date_of_birth"],
                condition=models.Q(consented_at=None, erased_at=None),
                name="person_awaiting_consent",
            ),
            models.Index(fields=["role", "last_name"], name="user_role_name"),
            models.Index(
                fields=["erase_after"],
                condition=models.Q(erased_at=None, erase_after__isnull=False),
                name="user_to_erase",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end with a new password, as Django has it, and also when the epoch is raised."""
        return salted_hmac(
            "accounts.User.session", f"{self.password}:{self.session_epoch}", secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name

    @property
    def is_staff(self) -> bool:
        """Return whether the person may open the Django admin: administrators only."""
        return self.role == Role.ADMIN or self.is_superuser

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Return whether the person has a permission of the Django admin: administrators have all, others none."""
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff

    @property
    def is_student(self) -> bool:
        return self.role == Role.STUDENT

    @property
    def is_parent(self) -> bool:
        return self.role == Role.PARENT

    @property
    def is_teacher(self) -> bool:
        return self.role == Role.TEACHER

    @property
    def is_institute_staff(self) -> bool:
        return self.role in STAFF_ROLES

    def is_minor(self, today: date) -> bool:
        """Return whether the person is under 18 on `today`; a student without a known birthday counts as a child."""
        return self.role == Role.STUDENT and is_child(today, born=self.date_of_birth)

    @property
    def is_cleared(self) -> bool:
        """Return whether the law lets us process this person's data: adults, and children with a guardian's consent."""
        return self.consented_at is not None or not self.is_minor(timezone.localdate())
