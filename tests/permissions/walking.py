"""Sends one request as one person and judges what came back, what changed, and what the answer disclosed."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http.cookie import SimpleCookie
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, ClientHandler, encode_multipart

from accounts.adapters import denylist
from accounts.models import User
from mathvidya.audit.models import AuditEntry
from mathvidya.lib.process_caches import clear_all
from mathvidya.testing.clients import access_token, signed_in_client
from mathvidya.testing.worlds import PermissionWorld
from tests.permissions.matrix import ALLOWED, Case, filled

# Bookkeeping of a request itself: who is signed in where, and how often they asked.
BOOKKEEPING = frozenset({"django_session", "api_ratecount"})
WRITE = re.compile(r'\b(?:INSERT (?:OR \w+ )?INTO|(?<!FOR )(?<!DO )UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
DOORS = {
    "/accounts/login/": "401",
    "/admin/login/": "401",
    "/accounts/2fa/totp/activate/": "2fa",
    "/me/waiting": "wait",
    "/accounts/reauthenticate/": "again",
    "/accounts/2fa/reauthenticate/": "again",
}
CODES = {"consent_pending": "wait", "second_factor_setup_required": "2fa"}


@dataclass(frozen=True)
class Seen:
    """What came of a request. `word` is in the vocabulary of the matrix file."""

    word: str
    disclosed: tuple[str, ...]
    secrets: tuple[str, ...]
    wrote: tuple[str, ...]
    has_changed: bool
    is_audited: bool
    has_risen: bool

    def judge(self, expected: str) -> str:
        """What is wrong, in words; empty where it is as expected."""
        if self.word != ("ok" if expected in ALLOWED else expected):
            return f"got {self.word}"
        if self.has_risen:
            return "somebody's role, power or activity changed"
        if self.secrets:
            return f"the answer tells {', '.join(self.secrets)}"
        if expected == "ok":
            return ""
        if self.disclosed:
            return f"the answer tells {', '.join(self.disclosed)}"
        if expected != "own" and self.has_changed:
            return f"something changed by way of {', '.join(sorted(set(self.wrote)))}"
        return ""


def word_of(response: Any, path: str) -> str:
    """The answer to a request of `path` in the words of the matrix: "ok", "401", "404", "wait", …"""
    if response.status_code in (301, 302, 303, 307):
        to = urlsplit(response.headers["Location"]).path
        return "ok" if to == path else DOORS.get(to, "ok")
    if response.status_code < 400:
        return "ok"
    if response.headers.get("Content-Type") == "application/problem+json":
        return CODES.get(json.loads(response.content).get("code", ""), str(response.status_code))
    return str(response.status_code)


def text_of(response: Any) -> bytes:
    """Return all that an answer discloses, headers and the files in an archive too."""
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content + json.dumps(dict(response.headers.items())).encode()


def powers() -> list[tuple[Any, ...]]:
    """Return who may do what by role: a request of anybody but an administrator leaves it as it is."""
    return list(User.objects.order_by("pk").values_list("pk", "role", "is_superuser", "is_active"))


def fingerprint(tables: Iterable[str]) -> dict[str, int]:
    """{table: hash of its rows}."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (a name out of our own models)
            found[table] = hash(frozenset(map(str, cursor.fetchall())))
    return found


class Sender(RequestFactory):
    """Django's test client without what it keeps of every answer: thousands of requests would pay for it."""

    handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


class Walker:
    """Sends requests in `world`; whatever one of them does is undone after it."""

    def __init__(self, world: PermissionWorld) -> None:
        self.world = world
        self.sender = Sender()
        self.tables = set(connection.introspection.django_table_names(only_existing=True)) - BOOKKEEPING
        self.before: dict[str, int] = {}
        self.powers: list[tuple[Any, ...]] = []
        self.denied: list[tuple[int, int]] = []
        self.cookies: dict[int, str] = {}
        self.tokens: dict[int, str] = {}

    def sign_in(self, user: User, *, factor: bool = True) -> None:
        """A session and a token of this person, kept for all that follows."""
        self.cookies[user.pk] = signed_in_client(user, factor=factor).cookies["sessionid"].value
        self.tokens[user.pk] = access_token(user)
        self.settle()

    def settle(self, *, again: bool = False) -> None:
        """Take things as they are for unchanged; `again` also forgets who was signed out."""
        self.before, self.powers = fingerprint(self.tables), powers()
        self.denied = [] if again else self.denied
        self._tidy(True)

    def deny(self, user: User) -> None:
        """Keep this person on the deny-list, although the cache is emptied between requests."""
        self.denied.append((user.pk, user.session_epoch))

    def hostile(self) -> dict[str, str]:
        """Headers by which a badly built server could be talked into being somebody else, or doing something else."""
        owner, admin = (str(self.world.people[role].pk) for role in ("owner", "admin"))
        return {
            "X-User-Id": owner,
            "X-Forwarded-User": self.world.people["admin"].email,
            "X-Remote-User": admin,
            "X-Forwarded-For": "127.0.0.1",
            "X-Real-Ip": "127.0.0.1",
            "Forwarded": "for=127.0.0.1;host=localhost",
            "X-Http-Method-Override": "DELETE",
            "X-Method-Override": "DELETE",
            "X-Original-Url": f"/api/v1/attempts/{self.world.names['open_attempt']}",
            "X-Rewrite-Url": "/admin/",
            "X-Role": "admin",
        }

    def hostile_query(self) -> str:
        names = self.world.names
        words = {"user": "owner", "user_id": "owner", "student_id": "owner", "child_id": "owner", "owner": "owner"}
        words |= {"attempt_id": "released_attempt", "as": "admin", "_method": "owner"}
        return "&".join(f"{key}={names[name]}" for key, name in words.items())

    def see(self, case: Case, method: str, user: User | None, *, how: str, hostile: bool, knows: str = "") -> Seen:
        """Send the case's request as `user`, signed in by "session" or "bearer", and undo what it did.

        `knows`: the role that says what this person knows of the owner anyhow.
        """
        names = self.world.names
        address = filled(case.address, names)
        if hostile and "?" not in address and not case.plain:
            address += f"?{self.hostile_query()}"
        headers = self.hostile() if hostile else {}
        headers |= {"Authorization": f"Bearer {self.tokens[user.pk]}"} if user and how == "bearer" else {}
        self.sender.cookies = SimpleCookie({"sessionid": self.cookies[user.pk]} if user and how == "session" else {})
        mails = len(mail.outbox)
        with transaction.atomic(), noted() as wrote:
            audits = AuditEntry.objects.count() if case.audited else 0
            response = self.sender.generic(method, address, **_body(case, method, names), headers=headers)
            text = text_of(response)
            has_changed = len(mail.outbox) > mails or self.is_changed(set(wrote))
            is_audited = case.audited and AuditEntry.objects.count() > audits
            before = self.powers if "accounts_user" in wrote else []
            has_risen = bool(before) and powers()[: len(before)] != before
            transaction.set_rollback(True)
        self._tidy(bool(wrote))
        secrets, shown = self.world.secrets_from(knows), text.decode(errors="replace")
        return Seen(
            word=word_of(response, urlsplit(address).path),
            disclosed=tuple(word for word in self.world.canaries if word in shown) if knows != "owner" else (),
            secrets=tuple(word for word in secrets if word in shown),
            wrote=tuple(wrote),
            has_changed=has_changed,
            is_audited=is_audited,
            has_risen=has_risen,
        )

    def is_changed(self, tables: set[str]) -> bool:
        """Whether rows of these tables differ from what they were; no other table was written to."""
        return any(found != self.before.get(table) for table, found in fingerprint(tables).items())

    def _tidy(self, wrote: bool) -> None:
        if wrote:
            cache.clear()
            clear_all()
            for pk, epoch in self.denied:
                denylist.deny_before(pk, epoch)
            mail.outbox.clear()


def _body(case: Case, method: str, names: Mapping[str, Any]) -> dict[str, Any]:
    if method == "GET":
        return {}
    if case.file:
        files = {key: SimpleUploadedFile(key, text.encode()) for key, text in case.file.items()}
        data = encode_multipart(BOUNDARY, {**filled(case.body or {}, names), **files})
        return {"data": data, "content_type": MULTIPART_CONTENT}
    body = filled(case.body, names)
    if isinstance(body, bytes):
        return {"data": body, "content_type": "application/octet-stream"}
    if case.as_json:
        return {"data": json.dumps({} if body is None else body, default=str), "content_type": "application/json"}
    return {"data": encode_multipart(BOUNDARY, body or {}), "content_type": MULTIPART_CONTENT}


@contextmanager
def noted() -> Iterator[list[str]]:
    """The tables that a statement wrote to."""
    tables: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        tables.extend(table for table in WRITE.findall(str(sql)) if table not in BOOKKEEPING)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables
