"""People in Django's admin, and who may sign in to it."""

from accounts.admin.factors import AuthenticatorAdmin
from accounts.admin.people import ConsentRecordAdmin, GuardianshipAdmin, PersonAdmin
from accounts.admin.site import guard_admin

guard_admin()

__all__ = ["AuthenticatorAdmin", "ConsentRecordAdmin", "GuardianshipAdmin", "PersonAdmin"]
