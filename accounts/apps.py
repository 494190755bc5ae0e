from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.actions.avatars import AVATAR, AVATAR_PURPOSE
        from accounts.actions.erasure import erase_due, purge_pending
        from accounts.actions.sessions import end_every_sign_in
        from accounts.actions.tokens import forget_ended
        from accounts.choices import NOTICE_KINDS, Role
        from accounts.queries.export import account_part, export_parts
        from accounts.queries.parts import audit_part, notifications_part, uploads_part
        from mathvidya.lib.enum_names import enum_names
        from mathvidya.notifications.choices import register_kinds
        from mathvidya.ops.backups.restoring import after_restore
        from mathvidya.ops.pruning import pruners
        from mathvidya.uploads.choices import purposes
        from mathvidya.web import admin_menu
        from mathvidya.web.navigation import Entry, entries

        enum_names.register("PersonRole", "accounts.choices.Role")
        enum_names.register("RegistrationRole", "accounts.choices.SELF_SERVICE_ROLES")
        register_kinds(*NOTICE_KINDS)
        export_parts.register("account", account_part, order=-10)
        export_parts.register("notifications", notifications_part)
        export_parts.register("uploads", uploads_part)
        export_parts.register("audit", audit_part)
        pruners.register("people to erase", erase_due)
        pruners.register("children nobody consented for", purge_pending)
        pruners.register("ended app sign-ins", forget_ended)
        after_restore.register("sign-ins ended", end_every_sign_in)
        purposes.register(AVATAR, AVATAR_PURPOSE)
        entries.register("children", Entry(_("Children"), "people", {Role.PARENT}), order=30)
        entries.register("admin:index", Entry(_("People"), "people", {Role.ADMIN}), order=110)
        entries.register("person_me", Entry(_("Profile"), "person", {Role.STUDENT}), order=120)
        admin_menu.groups.register("people", _("People"), order=10)
        admin_menu.rows.register("accounts_user", admin_menu.Row(_("People"), "group", "people"))
        admin_menu.rows.register("accounts_guardianship", admin_menu.Row(_("Guardians"), "family_restroom", "people"))
        admin_menu.rows.register("accounts_consentrecord", admin_menu.Row(_("Consents"), "fact_check", "people"))
