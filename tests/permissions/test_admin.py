"""The administration: nobody but administrators gets in, and they write only where the matrix file says so."""

from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.permissions import matrix
from tests.permissions.matrix import Case
from tests.permissions.test_cells import expect_none
from tests.permissions.walking import Walker

pytestmark = pytest.mark.django_db
WRITING = ("add", "change", "delete")
MODELS = {f"{model._meta.app_label}/{model._meta.model_name}": model for model in admin.site._registry}


def addresses(model: Any) -> dict[str, str]:
    """{what is done there: address}, on the newest row there is."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    row = model._default_manager.order_by("pk").last()
    key = [row.pk if row else 1]
    on_row = {word: reverse(f"{name}_{word}", args=key) for word in ("change", "history", "delete")}
    short = reverse(f"{name}_changelist") + f"{key[0]}/"
    return {"look": reverse(f"{name}_changelist"), "add": reverse(f"{name}_add"), **on_row, "find": short}


def asked(address: str, body: Any = None) -> Case:
    return Case(path=address, row="37", methods=(), cells={}, address=address, body=body or {}, as_json=False)


@pytest.mark.parametrize("role", ["anonymous", "owner", "parent", "teacher", "counselor"])
def test_nobody_else_gets_in(role, walker: Walker):
    """One person of each other role: the administration asks for nothing else."""
    user, wrong = walker.world.people.get(role), []
    for name, model in MODELS.items():
        for word, address in addresses(model).items():
            method = "POST" if word in WRITING else "GET"
            seen = walker.see(asked(address), method, user, how="session", hostile=True, knows=role)
            if fault := seen.judge("401"):
                wrong.append(f"{role} {method} {word} of {name}: {fault}")
    expect_none(wrong)


@pytest.mark.parametrize("app", sorted({one.model.split("/")[0] for one in matrix.admins()}))
def test_an_administrator_writes_only_what_may_be_written(app, walker: Walker):
    devi, wrong = walker.world.people["admin"], []
    for one in (one for one in matrix.admins() if one.model.split("/")[0] == app):
        found = addresses(MODELS[one.model])
        has_rows = MODELS[one.model]._default_manager.exists()
        for word in ("look", *(("history", "find") if has_rows else ())):
            seen = walker.see(asked(found[word]), "GET", devi, how="session", hostile=False, knows="admin")
            wrong += [f"GET {word} of {one.model}: {fault}"] if (fault := seen.judge("ok")) else []
        for word in ("add", "delete") if has_rows else ("add",):
            expected = "ok" if word in one.may else "403"
            body = {"post": "yes"} if word == "delete" else {}
            for method in ("GET", "POST"):
                # What may be deleted may still be used by other rows: then the page says so (200), and it stays.
                seen = walker.see(asked(found[word], body), method, devi, how="session", hostile=False, knows="admin")
                wrong += [f"{method} {word} of {one.model}: {fault}"] if (fault := judged(seen, expected)) else []
        if has_rows and "change" not in one.may:
            seen = walker.see(asked(found["change"], {"_save": "1"}), "POST", devi, how="session", hostile=False)
            wrong += [f"POST change of {one.model}: {fault}"] if (fault := judged(seen, "403")) else []
    expect_none(wrong)


def judged(seen: Any, expected: str) -> str:
    """An administrator may read everything: only the answer's word and what it changed count."""
    if seen.word != expected:
        return f"expected {expected}, got {seen.word}"
    return "something changed" if expected != "ok" and seen.has_changed else ""
