"""Programme, subject, unit, chapter, topic. Codes are stable: `cbse-10`, `maths-10`, `maths-10.3.2`."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def offered(self) -> "ProgrammeQuerySet":
        """Return those a student may choose today."""
        return self.filter(is_offered=True)


class Programme(models.Model):
    """What a student sets out to learn: a board's class (CBSE X), an examination (JEE, UPSC prelims) or a course."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_hi = models.CharField(_("name in Hindi"), max_length=100, blank=True)
    board = models.CharField(_("board"), max_length=20, blank=True, help_text=_("Empty where no school board sets it."))
    school_class = models.CharField(
        _("class"), max_length=4, blank=True, help_text=_("X or XII; empty where it is not a class of a school.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_offered = models.BooleanField(
        _("offered"), default=True, help_text=_("Whether students may choose it; those who are in it stay.")
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Return the name in the reader's language."""
        return (self.name_hi if get_language() == "hi" else "") or self.name


class Subject(models.Model):
    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="subjects"
    )
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_hi = models.CharField(_("name in Hindi"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="units")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    name_hi = models.CharField(max_length=100, blank=True)
    marks = models.PositiveSmallIntegerField(
        _("marks in the board's paper"), null=True, blank=True, help_text=_("Empty where no paper fixes them.")
    )

    class Meta:
        ordering = ["subject", "number"]
        constraints = [models.UniqueConstraint(fields=["subject", "number"], name="unit_number")]

    def __str__(self) -> str:
        return self.name


class Chapter(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="chapters")
    code = models.CharField(max_length=40, unique=True)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    name_hi = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["unit", "number"]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="topics")
    code = models.CharField(max_length=40, unique=True)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_hi = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["chapter", "number"]

    def __str__(self) -> str:
        return self.name
