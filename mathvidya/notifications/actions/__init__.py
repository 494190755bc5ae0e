"""Everything that writes notices, and what people want of them."""

from mathvidya.notifications.actions.forgetting import forget_person
from mathvidya.notifications.actions.inbox import mark_read
from mathvidya.notifications.actions.mails import post_letter, send_mail_of
from mathvidya.notifications.actions.notices import notify
from mathvidya.notifications.actions.preferences import register_device, set_preferences

__all__ = ["forget_person", "mark_read", "notify", "post_letter", "register_device", "send_mail_of", "set_preferences"]
