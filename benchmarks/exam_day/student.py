"""A student with a phone: does what the schedule says, and remembers what was acknowledged."""

import asyncio
import hashlib
import random
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from benchmarks.exam_day.history import History
from benchmarks.exam_day.photographs import make_unique
from benchmarks.exam_day.schedule import Act, Kind

API = "/api/v1"
LOGIN = f"{API}/auth/login"


class Refused(RuntimeError):
    """An answer that was no success."""


@dataclass(frozen=True)
class Door:
    """One of the servers behind the proxy, with a limit on its connections.

    A client's own pool looks through all waiting requests whenever anything changes; a semaphore only counts.
    """

    client: httpx.AsyncClient
    connections: asyncio.Semaphore


@dataclass(frozen=True)
class Hall:
    """What all students of the day share. `headers` makes the headers of somebody who is signed in already."""

    web: Door
    signin: Door
    history: History
    start_path: str
    sheets: list[bytes]
    headers: Callable[[int], dict[str, str]]
    password: str


class Student:
    def __init__(self, hall: Hall, user_id: int, email: str, headers: dict[str, str]) -> None:
        """Take the headers of a phone before sign-in."""
        self.hall, self.user_id, self.email, self.headers = hall, user_id, email, headers
        self.is_signed_in = False
        self.attempt = 0
        self.choices: dict[int, list[str]] = {}
        self.sequence = 0
        self.rng = random.Random(user_id)

    async def sit(self, acts: list[Act], *, bell: float) -> None:
        """Do every act at its time, `bell` being the loop's time of second 0; after a failed start there is no more."""
        loop, history = asyncio.get_running_loop(), self.hall.history
        free_at = bell
        for act in acts:
            due = bell + act.at
            await asyncio.sleep(max(due - loop.time(), 0))
            # How late the simulation itself is. A student who still waits for an answer is not late by our fault.
            history.lags.append(max(loop.time() - max(due, free_at), 0))
            try:
                await self._doing(act)()
            except (Refused, httpx.HTTPError, KeyError, ValueError) as error:
                history.fail(act.kind, f"{type(error).__name__} {error}")
                if act.kind in (Kind.SIGN_IN, Kind.START):
                    return
            else:
                history.latencies[act.kind].append(loop.time() - due)
            free_at = loop.time()

    def _doing(self, act: Act) -> Callable[[], Awaitable[None]]:
        if act.kind is Kind.SAVE:
            return lambda: self._save(act.size)
        doing = {Kind.SIGN_IN: self._sign_in, Kind.START: self._start, Kind.PAGE: self._page, Kind.SUBMIT: self._submit}
        return doing[act.kind]

    async def _sign_in(self) -> None:
        body = {"email": self.email, "password": self.hall.password, "device": "phone"}
        answer = await self._post(LOGIN, body, door=self.hall.signin)
        self.headers = {**self.headers, "Authorization": f"Bearer {answer['access']}"}
        self.is_signed_in = True

    async def _start(self) -> None:
        if not self.is_signed_in:
            self.headers = self.hall.headers(self.user_id)
        answer = await self._post(self.hall.start_path)
        self.attempt = answer["attempt"]["id"]
        items = [item for section in answer["paper"]["sections"] for item in section["items"]]
        self.choices = {
            item["id"]: [option["id"] for option in item["spec"]["options"]]
            for item in items
            if item["type"] == "single_choice"
        }

    async def _save(self, size: int) -> None:
        self.sequence += 1
        items = self.rng.sample(list(self.choices), size)
        given = {item: {"option": self.rng.choice(self.choices[item])} for item in items}
        responses = [{"item": item, "answer": given[item], "client_seq": self.sequence} for item in items]
        answer = await self._post(f"{API}/attempts/{self.attempt}/responses", {"responses": responses})
        if sorted(answer["saved"]) != sorted(items):
            raise Refused(f"saved {answer['saved']} of {items}")
        for item in items:
            self.hall.history.answers[self.attempt, item] = (self.sequence, given[item])

    async def _page(self) -> None:
        name = f"{self.user_id}-{uuid.uuid4()}"
        sheet = make_unique(self.rng.choice(self.hall.sheets), name)
        digest = hashlib.sha256(sheet).hexdigest()
        declared = {"filename": "page.jpg", "content_type": "image/jpeg", "size": len(sheet), "sha256": digest}
        pages = f"{API}/attempts/{self.attempt}/pages"
        page = await self._post(pages, declared, {"Idempotency-Key": name})
        grant = page["upload"]
        async with self.hall.web.connections:
            sent = await self.hall.web.client.request(
                grant["method"], grant["url"], content=sheet, headers=grant["headers"]
            )
        _check(sent)
        receipt = await self._post(f"{pages}/{page['page']}/done")
        if receipt["sha256"] != digest:
            raise Refused(f"receipt {receipt['sha256']} for {digest}")
        self.hall.history.pages[page["page"]] = digest

    async def _submit(self) -> None:
        answer = await self._post(f"{API}/attempts/{self.attempt}/submit")
        self.hall.history.receipts[self.attempt] = answer["receipt"]

    async def _post(
        self, path: str, body: Any = None, more: dict[str, str] | None = None, *, door: Door | None = None
    ) -> dict[str, Any]:
        door = door or self.hall.web
        async with door.connections:
            answer = await door.client.post(path, json=body or {}, headers={**self.headers, **(more or {})})
        _check(answer)
        found: dict[str, Any] = answer.json()
        return found


def _check(answer: httpx.Response) -> None:
    if not answer.is_success:
        raise Refused(f"{answer.status_code} {answer.request.url.path} {answer.text[:200]}")
