"""Papers in the admin: to look. They are written and frozen on their own pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from exams.models import Paper, PaperVersion


class PaperVersionInline(TabularInline):  # type: ignore[misc]
    model = PaperVersion
    fields = readonly_fields = ["number", "duration_minutes", "total_marks", "frozen_at"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Paper)
class PaperAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["title", "ref", "subject", "created_by", "created_at"]
    list_filter = ["subject"]
    list_select_related = ["subject", "created_by"]
    search_fields = ["title", "ref"]
    readonly_fields = ["ref", "subject", "created_by", "created_at"]
    inlines = [PaperVersionInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
