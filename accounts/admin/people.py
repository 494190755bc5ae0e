"""People in the admin. Erasure, password and second factor have their own flows; here are facts and access."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportActionMixin, ImportExportModelAdmin
from import_export.formats.base_formats import CSV
from unfold.admin import ModelAdmin, StackedInline
from unfold.contrib.import_export.forms import ExportForm, ImportForm
from unfold.decorators import action

from accounts.access.people import as_key
from accounts.actions.people import save_by_admin
from accounts.actions.sessions import sign_out_everywhere
from accounts.admin.resources import ENDS_SIGN_IN, PersonResource
from accounts.choices import Role
from accounts.models import ConsentRecord, Guardianship, StudentProfile, TeacherProfile, User
from accounts.queries.export import build_export
from mathvidya.audit.records import record


class StudentInline(StackedInline):  # type: ignore[misc]
    model = StudentProfile
    extra = 0
    fields = ["school", "roll_number"]


class TeacherInline(StackedInline):  # type: ignore[misc]
    model = TeacherProfile
    extra = 0


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """Refuses to take the last administrator away, and one's own role of administrator."""

    class Meta:
        model = User
        fields = [
            "email", "first_name", "last_name", "role", "is_active", "is_superuser", "date_of_birth", "phone",
            "language", "time_zone",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        loses = self.instance.pk and self.initial.get("role") == Role.ADMIN
        if loses and (data.get("role") != Role.ADMIN or data.get("is_active") is False):
            raise forms.ValidationError(_("An administrator's office is ended by changing it to another person first."))
        return data


@admin.register(User)
class PersonAdmin(ExportActionMixin, ImportExportModelAdmin, ModelAdmin):  # type: ignore[misc]
    form = PersonForm
    resource_classes = [PersonResource]
    import_form_class, export_form_class = ImportForm, ExportForm
    formats = [CSV]
    list_display = ["name", "email", "role", "is_active", "cleared", "date_joined"]
    list_filter = ["role", "is_active", "language"]
    search_fields = ["email", "first_name", "last_name", "phone"]
    ordering = ["first_name", "last_name", "pk"]
    readonly_fields = ["date_joined", "last_login", "consented_at", "erase_after", "erased_at"]
    fieldsets = [
        (None, {"fields": ["email", ("first_name", "last_name"), "role", "is_active", "is_superuser"]}),
        (_("Facts"), {"fields": ["date_of_birth", "phone", ("language", "time_zone")]}),
        (_("Dates"), {"fields": readonly_fields}),
    ]
    inlines = [StudentInline, TeacherInline]
    actions_detail = ["download_data"]

    @admin.display(description=_("Name"), ordering="first_name")
    def name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description=_("Cleared"), boolean=True)
    def cleared(self, person: User) -> bool:
        return person.is_cleared

    @action(description=_("Download all data"), url_path="download")  # type: ignore[untyped-decorator]
    def download_data(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Return a person's data (DPDP Act, section 11) as a file, for those who cannot fetch it themselves."""
        person = get_object_or_404(self.get_queryset(request), pk=as_key(object_id))
        record(actor=request.user, action="accounts.person_exported", target=person)
        return FileResponse(build_export(person), as_attachment=True, filename=f"person-{person.pk}.zip")

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: QuerySet[User], **kwargs: Any) -> Any:
        """Audit that a table of people was exported, as opening one of them is audited."""
        record(actor=request.user, action="accounts.people_exported", facts={"count": queryset.count()})
        return super().get_export_data(file_format, request, queryset, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # people are deactivated or erased: their marks stay

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).select_related("student_profile")  # type: ignore[no-any-return]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET" and (person := self.get_object(request, object_id)):
            record(actor=request.user, action="accounts.person_read", target=person)
        return super().change_view(request, object_id, *args, **kwargs)  # type: ignore[no-any-return]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        save_by_admin(person=obj, by=request.user, is_new=not change, changed=form.changed_data)
        if change and ENDS_SIGN_IN & set(form.changed_data):
            sign_out_everywhere(user=obj, because="by administrator")


@admin.register(Guardianship)
class GuardianshipAdmin(ModelAdmin):  # type: ignore[misc]
    """Links are confirmed through the API with a reason; here they are looked at."""

    list_display = ["child", "guardian", "guardian_email", "status", "confirmed_at"]
    list_filter = ["status"]
    list_select_related = ["child", "guardian"]
    search_fields = ["guardian_email", "child__email", "child__last_name", "guardian__email"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(ConsentRecord)
class ConsentRecordAdmin(GuardianshipAdmin):
    """Append-only."""

    list_display = ["child", "purpose", "granted", "given_by", "notice_version", "method", "at"]
    list_filter = ["purpose", "granted", "notice_version"]
    list_select_related = ["child", "given_by"]
    search_fields = ["child__email", "child__last_name"]
