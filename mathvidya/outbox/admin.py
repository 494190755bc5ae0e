"""Events and their deliveries in the admin, read only; parked ones can be tried again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin

from mathvidya.outbox.events import event_names
from mathvidya.outbox.models import Delivery, Event
from mathvidya.outbox.relay import retry_parked


class ReadOnly(ModelAdmin):  # type: ignore[misc]
    """An admin in which no row is added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NameFilter(admin.SimpleListFilter):
    """A filter by the event names in the code: Django's own filter would read every event to find them."""

    title, parameter_name = _("name"), "name"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, name) for name in event_names()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(name=self.value()) if self.value() else queryset


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["name", "topic", "key", "created_at", "sent_at"]
    list_filter = [NameFilter]
    search_fields = ["id", "key", "request_id"]
    ordering = ["-created_at"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = ["handler", "event", "tries", "next_try_at", "done_at", "parked_at", "last_error"]
    list_filter = [("parked_at", admin.EmptyFieldListFilter), ("done_at", admin.EmptyFieldListFilter)]
    list_select_related = ["event"]
    search_fields = ["handler", "event__id"]
    actions = ["retry"]

    @admin.action(description=_("Try the parked ones again"), permissions=["view"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        count = retry_parked(queryset)
        text = ngettext("%(count)d delivery is due again.", "%(count)d deliveries are due again.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
