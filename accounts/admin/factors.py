"""Second factors in the admin: to take one away from somebody who lost it, never to read its secret."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from accounts.actions.sessions import sign_out_everywhere
from mathvidya.audit.records import record

admin.site.unregister(Authenticator)  # allauth's own shows the secret
# Nothing reads groups (a role decides) nor tokens and apps of other sites (settings decide).
admin.site.unregister([Group, SocialApp, SocialToken])


@admin.register(Authenticator)
class AuthenticatorAdmin(ModelAdmin):  # type: ignore[misc]
    """Deleting one leads its owner to set up a new one at the next sign-in."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__first_name", "user__last_name"]
    fields = readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        record(actor=request.user, action="accounts.second_factor_removed", target=obj.user, facts={"type": obj.type})
        super().delete_model(request, obj)
        sign_out_everywhere(user=obj.user, because="factor removed")

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for factor in queryset.select_related("user"):
            self.delete_model(request, factor)
