"""Every page and list, read by every role over https: nothing changes, nothing breaks, every answer is guarded.

ASVS 3.5.3 (no GET changes state), 3.4.1 to 3.4.6 (headers), 3.3.1 to 3.3.4 (cookies), 14.3.2 (no copies kept).
"""

import json
from typing import Any

from django.apps import apps
from django.core import mail, serializers

from mathvidya.audit.models import AuditEntry
from tests.security.conftest import PERSONAS, readable
from tests.security.guards import missing_guards
from tests.security.production import HOST

# What a look leaves behind on purpose: a session, and the record that an administrator read about a person.
TRACES = {"sessions.session"}
READ_OF_A_PERSON = "audit.auditentry"


def snapshot() -> dict[str, Any]:
    return {
        model._meta.label_lower: {
            row["pk"]: row["fields"]
            for row in json.loads(serializers.serialize("json", model._default_manager.order_by("pk")))
        }
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in TRACES
    }


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """ "table pk column: old -> new" of every value that is not the same; a row that came or went counts as one."""
    found = []
    for table, rows in before.items():
        for pk in rows.keys() | after[table].keys():
            old, new = rows.get(pk), after[table].get(pk)
            if old is None or new is None:
                found.append(f"{table} {pk} {'appeared' if old is None else 'went'}: {new or old}")
            else:
                found += [f"{table} {pk} {name}: {old[name]} -> {new[name]}" for name in old if old[name] != new[name]]
    return sorted(found)


def test_reading_changes_nothing_and_every_answer_is_guarded(world, cast, browser, https):
    clients = {role: browser(cast.get(role)) for role in [*PERSONAS, "anonymous"]}
    addresses = list(readable(world))
    before, sent, noted = snapshot(), len(mail.outbox), AuditEntry.objects.exclude(actor=cast["admin"]).count()
    for role, client in clients.items():
        client.raise_request_exception = False
        answers, bare = {}, {}
        for route, address in addresses:
            if route.startswith("/admin/") and role != "admin":
                continue
            answer = client.get(address, secure=True, headers={"host": HOST, "origin": "https://evil.example"})
            answers[route] = answer.status_code
            if lacks := missing_guards(answer, personal=role != "anonymous"):
                bare[route] = lacks
            if answer.streaming:
                answer.getvalue()
        assert {route: status for route, status in answers.items() if status >= 500} == {}, role
        assert bare == {}, role
        shown = sum(status == 200 for status in answers.values())
        assert shown >= (10 if role in ("anonymous", "pending_student") else 40), role
        changed = differences(before, snapshot())
        assert [line for line in changed if not line.startswith(READ_OF_A_PERSON)] == [], role
    assert len(mail.outbox) == sent
    assert AuditEntry.objects.exclude(actor=cast["admin"]).count() == noted
