"""The institute: one row, and its holidays."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from unfold.admin import ModelAdmin

from mathvidya.institute.actions import add_holiday, drop_holiday, save_institute
from mathvidya.institute.models import Holiday, Institute
from mathvidya.institute.queries import forget_institute, get_institute


@admin.register(Institute)
class InstituteAdmin(ModelAdmin):  # type: ignore[misc]
    """The admin of the one row: its list page is the form."""

    fields = ["name", "time_zone", "languages", "contact_email", "working_week"]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect(reverse("admin:institute_institute_change", args=[1]))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Institute:
        """Return the row, or its defaults where nobody has saved it yet."""
        forget_institute()
        return get_institute()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Institute, form: Any, change: bool) -> None:
        save_institute(institute=obj)


@admin.register(Holiday)
class HolidayAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["date", "name"]
    date_hierarchy = "date"
    search_fields = ["name"]

    def save_model(self, request: HttpRequest, obj: Holiday, form: Any, change: bool) -> None:
        add_holiday(holiday=obj)

    def delete_model(self, request: HttpRequest, obj: Holiday) -> None:
        drop_holiday(holiday=obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for holiday in queryset:
            drop_holiday(holiday=holiday)
