from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.actions.erasure import erase_due, purge_pending
        from accounts.actions.sessions import end_every_sign_in
        from accounts.actions.tokens import forget_ended
        from accounts.choices import NOTICE_KINDS
        from accounts.queries.export import register_export
        from accounts.queries.parts import audit_part, notifications_part, uploads_part
        from mathvidya.notifications.choices import register_kinds
        from mathvidya.ops import pruning
        from mathvidya.ops.backups.restoring import after_restore

        register_kinds(*NOTICE_KINDS)
        register_export("notifications", notifications_part)
        register_export("uploads", uploads_part)
        register_export("audit", audit_part)
        pruning.register("people to erase", erase_due)
        pruning.register("children nobody consented for", purge_pending)
        pruning.register("ended app sign-ins", forget_ended)
        after_restore("sign-ins ended", end_every_sign_in)
