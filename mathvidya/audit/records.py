"""`record()` adds to the audit, in the transaction of what it records."""

from typing import Any

import structlog
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from mathvidya.audit.callers import caller_address
from mathvidya.audit.models import AuditEntry


def record(
    *,
    actor: AbstractBaseUser | AnonymousUser | None,
    action: str,
    target: Model | None = None,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write that `actor` (None: the machine) did `action` ("accounts.role_changed") to `target`.

    `facts` are plain values that JSON can hold; no secrets, and of personal data only what the record is about.
    """
    context = structlog.contextvars.get_contextvars()
    return AuditEntry.objects.create(
        actor_id=actor.pk if actor is not None else None,
        action=action,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        reason=reason,
        facts=facts or {},
        request_id=str(context.get("request_id", "")),
        ip=caller_address(),
    )
