from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "mathvidya.notifications"

    def ready(self) -> None:
        from django.core import checks

        from mathvidya.lib.enum_names import enum_names
        from mathvidya.notifications.channels.email import EMAIL
        from mathvidya.notifications.choices import check_channels, register_channel

        enum_names.register("NoticeKind", "mathvidya.notifications.choices.kind_codes")
        register_channel(EMAIL)
        checks.register(check_channels)
