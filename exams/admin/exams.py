"""Exams, attempts and results in the admin: to look. They are changed on their own pages, audited and by the rules."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from exams.models import Attempt, Exam, ExamPaper, ResultRun, TimeEntry

# By the primary key: in their models' own orders a page of these would sort the whole table.
NEWEST_FIRST = ["-id"]


class NobodyWrites:
    """Shows rows; adds, changes and deletes none."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(NobodyWrites, ModelAdmin):  # type: ignore[misc]
    """Shows rows."""


class PaperInline(NobodyWrites, TabularInline):  # type: ignore[misc]
    model = ExamPaper
    fields = readonly_fields = [
        "position",
        "title",
        "paper_version",
        "duration_minutes",
        "shuffle_questions",
        "shuffle_options",
    ]
    extra = 0


class RowsInline(NobodyWrites, TabularInline):  # type: ignore[misc]
    """Rows with the people they name, by one query."""

    extra = 0
    names: str

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        rows: QuerySet[Model] = super().get_queryset(request)
        return rows.select_related(self.names)


class TimeInline(RowsInline):
    model, names = TimeEntry, "by"
    verbose_name_plural = _("Time given")
    fields = readonly_fields = ["kind", "seconds", "reason", "by", "at"]


class RunInline(RowsInline):
    model, names = ResultRun, "created_by"
    fk_name = "attempt"
    verbose_name_plural = _("Results")
    fields = readonly_fields = [
        "number",
        "score",
        "max_score",
        "grade",
        "is_complete",
        "reason",
        "created_by",
        "created_at",
    ]


@admin.register(Exam)
class ExamAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "subject", "opens_at", "closes_at", "release_rule", "published_at"]
    list_filter = ["kind", "subject", "release_rule"]
    list_select_related = ["subject"]
    search_fields = ["title"]
    date_hierarchy = "opens_at"
    inlines = [PaperInline]


@admin.register(ExamPaper)
class ExamPaperAdmin(ReadOnlyAdmin):
    list_display = ["title", "exam", "position", "duration_minutes"]
    list_select_related = ["exam"]
    search_fields = ["title", "exam__title"]


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    ordering = NEWEST_FIRST
    list_display = ["id", "student", "exam", "number", "status", "started_at", "deadline_at", "submitted_at"]
    list_filter = ["status", "submitted_by"]
    list_select_related = ["student", "exam"]
    search_fields = ["student__email", "exam__title", "receipt"]
    inlines = [TimeInline, RunInline]


@admin.register(ResultRun)
class ResultRunAdmin(ReadOnlyAdmin):
    ordering = NEWEST_FIRST
    list_display = ["id", "attempt", "number", "score", "max_score", "grade", "is_complete", "reason", "created_at"]
    list_filter = ["is_complete"]  # a list of grades would be read from every result
    list_select_related = ["attempt"]
    search_fields = ["attempt__student__email", "reason"]


@admin.register(TimeEntry)
class TimeEntryAdmin(ReadOnlyAdmin):
    ordering = NEWEST_FIRST
    list_display = ["id", "attempt", "kind", "seconds", "reason", "by", "at"]
    list_filter = ["kind"]
    list_select_related = ["attempt", "by"]
    search_fields = ["attempt__student__email", "reason"]
