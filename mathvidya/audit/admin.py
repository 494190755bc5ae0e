"""The audit in the admin, read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from mathvidya.audit.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["at", "actor", "action", "target_type", "target_id", "reason"]
    list_select_related = ["actor"]
    search_fields = ["action", "target_type", "target_id", "reason", "request_id", "actor__email"]
    # No filters with choices and no dates above the list: Django would read the whole table to offer them.
    ordering = ["-id"]  # in the order of writing, by the primary key

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
