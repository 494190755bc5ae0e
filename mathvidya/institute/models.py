"""The one institute that this deployment serves: its name, zone, working week and holidays."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def default_week() -> dict[str, list[str]]:
    """Return Monday to Saturday, nine to six; keys are ISO weekdays, values opening and closing time."""
    return {str(day): ["09:00", "18:00"] for day in range(1, 7)}


class Institute(models.Model):
    """The institute. There is exactly one row (pk 1)."""

    name = models.CharField(_("name"), max_length=100, default="Mathvidya")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Kolkata")
    languages = models.JSONField(_("languages"), default=list, blank=True)
    contact_email = models.EmailField(_("contact"), blank=True)
    working_week = models.JSONField(_("working week"), default=default_week)

    class Meta:
        verbose_name_plural = _("institute")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_institute")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        from mathvidya.institute.rules import parse_week

        try:
            parse_week(self.working_week)
        except (ValueError, TypeError, AttributeError) as error:
            raise ValidationError({"working_week": str(error)}) from error
        if self.time_zone not in available_timezones():
            raise ValidationError({"time_zone": _("There is no such time zone.")})


class Holiday(models.Model):
    date = models.DateField(_("date"), unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date}: {self.name}"
