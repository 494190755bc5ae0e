"""Everything that writes notices, and people's preferences about them."""

from mathvidya.notifications.actions.deliveries import send_delivery
from mathvidya.notifications.actions.forgetting import forget_person
from mathvidya.notifications.actions.inbox import mark_read
from mathvidya.notifications.actions.letters import post_letter, send_letter
from mathvidya.notifications.actions.notices import notify
from mathvidya.notifications.actions.preferences import register_device, set_preferences

__all__ = [
    "forget_person",
    "mark_read",
    "notify",
    "post_letter",
    "register_device",
    "send_delivery",
    "send_letter",
    "set_preferences",
]
