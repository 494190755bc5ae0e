"""Kinds of notices, the channels by which they are sent, and the states of a delivery.

Kinds and channels are registered by the apps that own them; nothing here names one.
"""

from mathvidya.notifications.choices.channels import (
    CHANNELS,
    Channel,
    Notice,
    check_channels,
    forget_outages,
    register_channel,
)
from mathvidya.notifications.choices.kinds import KINDS, LONGEST_CODE, NoticeKind, kind_codes, kinds_for, register_kinds
from mathvidya.notifications.choices.states import DeliveryState, Platform

__all__ = [
    "CHANNELS",
    "KINDS",
    "LONGEST_CODE",
    "Channel",
    "DeliveryState",
    "Notice",
    "NoticeKind",
    "Platform",
    "check_channels",
    "forget_outages",
    "kind_codes",
    "kinds_for",
    "register_channel",
    "register_kinds",
]
