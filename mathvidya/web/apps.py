from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ADMIN_ROWS = 20


class WebConfig(AppConfig):
    name = "mathvidya.web"

    def ready(self) -> None:
        from django.contrib.admin import ModelAdmin

        from mathvidya.web.admin_menu import Row, groups, rows

        # Of every list of the administration, those of packages too: a screen of rows, and no second count of all.
        ModelAdmin.list_per_page = ADMIN_ROWS
        ModelAdmin.show_full_result_count = False

        groups.register("system", _("System"), order=60)
        # Of the rooms below this one, and of packages.
        rows.register("institute_institute", Row(_("Institute"), "account_balance", "system"))
        rows.register("institute_holiday", Row(_("Holidays"), "beach_access", "system"))
        rows.register("audit_auditentry", Row(_("Audit"), "policy", "system"))
        rows.register("mfa_authenticator", Row(_("Second factors"), "key", "system"))
        rows.register("outbox_event", Row(_("Events"), "bolt", "system"))
        rows.register("outbox_delivery", Row(_("Deliveries"), "local_shipping", "system"))
        rows.register("django_celery_beat_periodictask", Row(_("Timetable of tasks"), "schedule", "system"))
