"""Clients that behave as the app does: they keep what is not acknowledged and send it again."""

import hashlib
import http.client
import json
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from rigs.drill.history import Call, History

GIVE_UP = 15.0  # seconds a client waits for an answer; longer than anything may last
KEEPS_TRYING = 150.0  # seconds an app goes on with one thing
IDLE = 5.0  # seconds after which a connection is not used again: the server may just be closing it
ERRORS: list[tuple[type[Exception], str]] = [
    (TimeoutError, "timeout"),
    (ConnectionRefusedError, "refused"),
    (ConnectionError, "reset"),  # http.client's RemoteDisconnected is one, too
    (http.client.HTTPException, "closed"),
    (OSError, "reset"),
]


@dataclass(frozen=True)
class Answer:
    """`status` 0: none came. `seconds`: how long it took."""

    status: int
    body: Any = None
    seconds: float = 0.0
    retry_after: float = 0.0

    @property
    def is_final(self) -> bool:
        """Whether an app takes it as an answer and does not ask again."""
        return self.status not in {0, 429, 502, 503, 504} and self.status < 500


class Line:
    """One person's connection to the server. Every request is noted in the history."""

    def __init__(self, history: History, url: str, who: str, token: str) -> None:
        self.history, self.who, self.token = history, who, token
        self.address = urlsplit(url)
        self._connection: http.client.HTTPConnection | None = None
        self._used = 0.0  # when an answer last came over it

    def ask(
        self, action: str, method: str, path: str, body: Any = None, *, raw: bytes | None = None, **headers: str
    ) -> Answer:
        """Send one request; return its Answer, also where none came. `body` goes as JSON, `raw` as it is."""
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}
        data = raw if raw is not None else json.dumps(body).encode() if body is not None else None
        begun = time.monotonic()
        if begun - self._used > IDLE:
            self.close()
        try:
            if self._connection is None:
                host, port = self.address.hostname or "", self.address.port
                self._connection = http.client.HTTPConnection(host, port, timeout=GIVE_UP)
            self._connection.request(method, path, data, sent)
            response = self._connection.getresponse()
            content = response.read()
            self._used = time.monotonic()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            name = next(name for kind, name in ERRORS if isinstance(error, kind))
            self.history.note(Call(begun, time.monotonic() - begun, self.who, action, 0, name))
            return Answer(0, seconds=time.monotonic() - begun)
        seconds = time.monotonic() - begun
        retry_after = response.getheader("Retry-After")
        is_json = "json" in (response.getheader("Content-Type") or "")
        parsed = json.loads(content) if is_json and content else content
        code = str(parsed.get("code", "")) if response.status >= 400 and isinstance(parsed, dict) else ""
        has_time = retry_after is not None
        self.history.note(Call(begun, seconds, self.who, action, response.status, "", code, has_time))
        return Answer(response.status, parsed, seconds, float(retry_after or 0))

    def insist(self, action: str, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """Ask until there is a final answer, with growing pauses; the last answer after two and a half minutes."""
        until, pause = time.monotonic() + KEEPS_TRYING, 0.2
        while not (answer := self.ask(action, method, path, body, **more)).is_final and time.monotonic() < until:
            # As Retry-After says, but no longer than two seconds: the drill wants to see when service is back.
            time.sleep(max(pause, min(answer.retry_after, 2.0)) * random.uniform(0.8, 1.2))
            pause = min(pause * 2, 1.6)
        return answer

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@dataclass(frozen=True)
class Person:
    """Somebody with a device: `token` is a real access token."""

    id: int
    email: str
    token: str


@dataclass
class Student:
    """A student's device in one attempt."""

    person: Person
    line: Line
    exam: int
    paper: int
    attempt: int = 0
    items: list[dict[str, Any]] = field(default_factory=list)
    seq: int = 0

    def start(self) -> None:
        """Start, or go on with, the attempt."""
        answer = self.line.insist("start", "POST", f"/api/v1/exams/{self.exam}/papers/{self.paper}/start")
        if answer.status not in {200, 201}:
            raise RuntimeError(f"{self.line.who} cannot start: {answer.status} {answer.body}")
        self.attempt = answer.body["attempt"]["id"]
        self.items = [item for section in answer.body["paper"]["sections"] for item in section["items"]]

    def save(self, *, padding: int = 0) -> Answer:
        """Write a new answer to one question and send it until it is acknowledged or refused for good."""
        self.seq += 1
        item = self.items[self.seq % len(self.items)]
        answer = answer_to(item, self.seq, padding)
        return self.send(item["id"], answer, self.seq)

    def send(self, item: int, answer: dict[str, Any], seq: int) -> Answer:
        """Send this answer with this number until there is a final answer to it; note what was acknowledged."""
        body = {"responses": [{"item": item, "answer": answer, "client_seq": seq}]}
        reply = self.line.insist("save", "POST", f"/api/v1/attempts/{self.attempt}/responses", body)
        if reply.status == 200 and item in reply.body["saved"]:
            self.line.history.promise("answer", (self.attempt, item), (seq, answer))
        return reply

    def submit(self) -> Answer:
        """Submit until there is a receipt."""
        reply = self.line.insist("submit", "POST", f"/api/v1/attempts/{self.attempt}/submit")
        if reply.status == 200:
            self.line.history.promise("submit", self.attempt, reply.body["receipt"])
        else:
            self.line.history.complain(f"submit of {self.attempt} ended with {reply.status} {reply.body}")
        return reply

    def send_page(self, picture: bytes) -> Answer:
        """Announce a photograph, send its bytes, confirm; each step again until it is done, as the app does it."""
        path, until = f"/api/v1/attempts/{self.attempt}/pages", time.monotonic() + KEEPS_TRYING
        sha256 = hashlib.sha256(picture).hexdigest()
        facts = {"filename": "page.jpg", "content_type": "image/jpeg", "size": len(picture), "sha256": sha256}
        while True:
            # Announced again, what has not arrived keeps its place and gets a new address.
            announced = self.line.insist("announce", "POST", path, facts)
            if announced.status != 201:
                break
            sent = send_bytes(self.line, announced.body["upload"], picture)
            done = Answer(0)
            if sent.status in {200, 201, 204}:
                done = self.line.insist("confirm", "POST", f"{path}/{announced.body['page']}/done")
            if done.status == 200:
                self.line.history.promise("page", announced.body["page"], sha256)
                return done
            if time.monotonic() > until:
                announced = done
                break
            time.sleep(random.uniform(0.4, 0.8))
        self.line.history.complain(f"page of {self.attempt} ended with {announced.status} {announced.body}")
        return announced


def answer_to(item: dict[str, Any], seq: int, padding: int = 0) -> dict[str, Any]:
    """Return an answer of the right shape that differs from save to save."""
    match item["type"]:
        case "single_choice" | "assertion_reason":
            return {"option": "abcd"[seq % 4]}
        case "multiple_choice":
            return {"options": ["abcd"[seq % 4]]}
        case "true_false":
            return {"value": seq % 2 == 0}
        case "numeric":
            return {"value": str(seq)}
        case "case_study":
            return {"parts": {"i": {"value": str(seq)}}}
        case _:
            return {"text": f"answer {seq} {secrets.token_hex(padding // 2)}"}  # what no database can press together


def send_bytes(line: Line, grant: dict[str, Any], data: bytes) -> Answer:
    """Bring the bytes where the grant says: a PUT to ourselves or a form to the storage."""
    if grant["url"].startswith("/"):
        return line.ask("send", grant["method"], grant["url"], raw=data, **grant["headers"])
    boundary = "rig-boundary"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in grant["fields"].items()
    ]
    file = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="page.jpg"\r\n\r\n'
    body = "".join([*parts, file]).encode() + data + f"\r\n--{boundary}--\r\n".encode()
    address = urlsplit(grant["url"])
    # To another server: how it behaves during its outage is not judged, only whether the page arrives.
    storage = Line(History(), f"{address.scheme}://{address.netloc}", line.who, "")
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Authorization": ""}
    try:
        return storage.ask("send", "POST", address.path, raw=body, **headers)
    finally:
        storage.close()
