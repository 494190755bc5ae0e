"""`push()`: a hint to open sockets. It leaves on commit, may be lost, and never raises: pages and apps also ask."""

import asyncio
from typing import Any

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

log = structlog.get_logger(__name__)

PATIENCE = 1.0  # seconds that a frozen layer may cost


def user_group(user_id: int) -> str:
    """Return the name of the group of every socket of that person."""
    return f"user.{user_id}"


def push(group: str, type: str, payload: dict[str, Any]) -> None:
    """Send a message of `type` with `payload` (plain JSON values) to the sockets in `group`, once this commits."""
    message = {"type": "push.message", "kind": type, "data": payload}
    transaction.on_commit(lambda: _send(group, message), robust=True)


def push_to_user(user_id: int, type: str, payload: dict[str, Any]) -> None:
    """Send to every socket of that person that listens to their own things."""
    push(user_group(user_id), type, payload)


def close_sockets(user_id: int) -> None:
    """End that person's sockets (signed out, deactivated, role changed), once this commits."""
    message = {"type": "push.close"}
    transaction.on_commit(lambda: _send(f"control.{user_id}", message), robust=True)


def check_sockets(user_id: int) -> None:
    """Have that person's sockets check again who is signed in and whether they may stay, once this commits."""
    message = {"type": "push.check"}
    transaction.on_commit(lambda: _send(f"control.{user_id}", message), robust=True)


def _send(group: str, message: dict[str, Any]) -> None:
    try:
        async_to_sync(_send_soon)(group, message)
    except Exception as error:  # noqa: BLE001  (a lost hint must not make the work fail that it announces)
        log.warning("push_failed", group=group, error=type(error).__name__)


async def _send_soon(group: str, message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    if layer is not None:
        await asyncio.wait_for(layer.group_send(group, message), PATIENCE)
