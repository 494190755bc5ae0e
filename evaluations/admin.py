"""The desk in the administration: to look, and to search. Marks and pages are append-only, so nothing is changed."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from evaluations.models import Mark, MarkingTask, Page, ReEvaluation


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Shows rows; adds, changes and deletes none."""

    ordering = ["-id"]  # by the primary key: another order would sort the whole table for a page of it

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Page)
class PageAdmin(ReadOnlyAdmin):
    list_display = ("id", "attempt", "position", "state", "received_at", "same_as_other")
    list_filter = ("state",)
    search_fields = ("sha256", "attempt__student__email")
    list_select_related = ("attempt", "same_as_other")


@admin.register(MarkingTask)
class MarkingTaskAdmin(ReadOnlyAdmin):
    list_display = ("id", "subject", "purpose", "state", "marker", "due_at", "done_at")
    list_filter = ("state", "purpose", "subject")
    search_fields = ("student__email", "marker__email")
    list_select_related = ("subject", "marker")


@admin.register(Mark)
class MarkAdmin(ReadOnlyAdmin):
    list_display = ("id", "task", "item", "step", "award", "is_not_attempted", "error_tag", "by", "at")
    list_filter = ("error_tag", "is_not_attempted")
    search_fields = ("by__email",)
    list_select_related = ("task", "item", "by")


@admin.register(ReEvaluation)
class ReEvaluationAdmin(ReadOnlyAdmin):
    list_display = ("id", "attempt", "state", "requested_by", "created_at", "closed_at")
    list_filter = ("state",)
    search_fields = ("attempt__student__email",)
    list_select_related = ("attempt", "requested_by")
