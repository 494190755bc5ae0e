"""Batches, their members and who teaches them. A batch's page takes as many queries for sixty rows as for one."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldForeignKeyRawIdWidget

from learning.classroom.models import Batch, BatchMember, Enrolment, Teaching


class BareIdWidget(UnfoldForeignKeyRawIdWidget):  # type: ignore[misc]
    """The id alone: the row's own title names the person, and Django would ask for the name again in every row."""

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        return "", ""


class RowsInline(TabularInline):  # type: ignore[misc]
    """Rows whose people are bare ids, and whose `shared` choices are asked for once for all rows."""

    extra = 0
    person: str
    shared: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        rows: QuerySet[Model] = super().get_queryset(request)
        return rows.select_related(*(field.name for field in self.model._meta.fields if field.is_relation))

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> "ModelChoiceField[Any]":
        if db_field.name == self.person:
            kwargs["widget"] = BareIdWidget(db_field.remote_field, self.admin_site)
        field: ModelChoiceField[Any] = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name in self.shared:
            field.choices = list(field.choices)  # type: ignore[arg-type]
        return field


class MemberInline(RowsInline):
    model, person = BatchMember, "student"


class TeachingInline(RowsInline):
    model, person, shared = Teaching, "teacher", ("subject",)


@admin.register(Batch)
class BatchAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["name", "programme", "year", "is_active"]
    list_filter = ["programme", "year", "is_active"]
    list_select_related = ["programme"]
    search_fields = ["name"]
    inlines = [TeachingInline, MemberInline]


@admin.register(Enrolment)
class EnrolmentAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["student", "programme", "joined_on", "left_on"]
    list_filter = ["programme", ("left_on", admin.EmptyFieldListFilter)]
    list_select_related = ["student", "programme"]
    search_fields = ["student__first_name", "student__last_name", "student__email"]
    raw_id_fields = ["student"]


@admin.register(Teaching)
class TeachingAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["teacher", "subject", "batch"]
    list_filter = ["subject"]  # a batch is searched for by its name: there are hundreds
    list_select_related = ["teacher", "subject", "batch"]
    search_fields = ["teacher__first_name", "teacher__last_name", "teacher__email", "batch__name"]
    raw_id_fields = ["teacher"]
