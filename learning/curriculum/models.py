"""The syllabus: subject, unit, chapter, topic. Codes are stable: `maths-10`, `maths-10.3`, `maths-10.3.2`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.Model):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_hi = models.CharField(_("name in Hindi"), max_length=100, blank=True)
    student_class = models.CharField(_("class"), max_length=4)
    board = models.CharField(_("board"), max_length=20, default="CBSE")
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
    marks = models.PositiveSmallIntegerField(_("marks in the board's paper"))

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
