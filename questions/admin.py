"""The bank in the admin: to look and to export. Questions are written on their own pages, where versions are made."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources
from import_export.admin import ExportMixin
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.import_export.forms import ExportForm

from questions.models import Question, QuestionVersion
from questions.types import type_choices


class QuestionResource(resources.ModelResource):  # type: ignore[misc]
    subject = fields.Field("subject__code")
    chapter = fields.Field("chapter__code")
    type = fields.Field("current__type")
    marks = fields.Field("current__marks")
    text = fields.Field()

    class Meta:
        model = Question
        fields = ("ref", "subject", "chapter", "type", "marks", "status", "use", "source", "text")

    def dehydrate_text(self, question: Question) -> str:
        """Return a cell as text: an apostrophe before what a spreadsheet would run as a formula."""
        text = question.current.text if question.current else ""
        return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


class TypeFilter(admin.SimpleListFilter):
    title = _("type")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return type_choices()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> QuerySet[Question]:
        return queryset.filter(current__type=self.value()) if self.value() else queryset


class VersionInline(TabularInline):  # type: ignore[misc]
    model = QuestionVersion
    fk_name = "question"
    fields = readonly_fields = ["number", "type_label", "marks", "difficulty", "created_by", "created_at"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Question)
class QuestionAdmin(ExportMixin, ModelAdmin):  # type: ignore[misc]
    resource_classes = [QuestionResource]
    export_form_class = ExportForm
    list_display = ["ref", "subject", "chapter", "status", "use", "source", "created_at"]
    list_filter = ["subject", "status", "use", TypeFilter]
    list_select_related = ["subject", "chapter"]
    search_fields = ["ref", "current__text", "source"]
    readonly_fields = ["ref", "subject", "current", "created_by", "created_at"]
    autocomplete_fields = ["chapter", "topic"]
    inlines = [VersionInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
