"""Notices by e-mail."""

from mathvidya.notifications.channels.email.channel import EmailChannel

EMAIL = EmailChannel()

__all__ = ["EMAIL"]
