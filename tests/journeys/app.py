"""The mobile app, as far as a journey needs it: HTTP with a bearer token, and nothing of Django."""

import hashlib
import io
import time
from typing import Any
from urllib.parse import urljoin

import httpx
from PIL import Image, ImageDraw

from mathvidya.testing.contract import check


def held_against_the_document(answer: httpx.Response) -> None:
    check(answer.request.method, answer.url.path, answer.status_code, answer.headers, answer.read())


class App:
    """One person's phone. Every call must answer as expected, or says what came instead."""

    def __init__(self, url: str) -> None:
        self.url = url
        watched = {"response": [held_against_the_document]}
        self.http = httpx.Client(base_url=f"{url}/api/v1", timeout=30, event_hooks=watched)
        self.refresh = ""

    def call(self, method: str, path: str, body: Any = None, *, expect: int = 200, **headers: str) -> Any:
        answer = self.http.request(method, path, json=body, headers=headers)
        assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text[:800]}"
        return answer.json() if answer.content else None

    def sign_in(self, email: str, password: str) -> dict[str, Any]:
        answer = self.call("POST", "/auth/login", {"email": email, "password": password})
        self.http.headers["Authorization"] = f"Bearer {answer['access']}"
        self.refresh = answer["refresh"]
        return dict(answer["user"])

    @property
    def token(self) -> str:
        return str(self.http.headers["Authorization"]).removeprefix("Bearer ")

    def send_page(self, attempt: int, picture: bytes, name: str) -> dict[str, Any]:
        """Declare a photograph, send its bytes, confirm. Returns the receipt."""
        facts = {
            "filename": name,
            "content_type": "image/jpeg",
            "size": len(picture),
            "sha256": hashlib.sha256(picture).hexdigest(),
        }
        page = self.call("POST", f"/attempts/{attempt}/pages", facts, expect=201)
        grant = page["upload"]
        # Of this host when the storage is local, of the bucket when it is S3.
        address = urljoin(self.url, grant["url"])
        sent = httpx.request(grant["method"], address, content=picture, headers=grant["headers"], timeout=30)
        assert sent.status_code in (200, 201, 204), sent.text
        return dict(self.call("POST", f"/attempts/{attempt}/pages/{page['page']}/done"))

    def until(self, path: str, ready: Any, *, seconds: float = 40) -> Any:
        """Ask again until `ready(answer)`; the answer."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = self.http.get(path)
            if answer.status_code == 200 and ready(answer.json()):
                return answer.json()
            time.sleep(0.3)
        raise AssertionError(f"{path} never became ready: {answer.status_code} {answer.text[:800]}")


def photograph(text: str) -> bytes:
    """A JPEG of a sheet with some writing on it."""
    sheet = Image.new("RGB", (900, 1270), (250, 247, 238))
    draw = ImageDraw.Draw(sheet)
    for line in range(24):
        draw.line((60, 90 + line * 48, 860, 90 + line * 48), fill=(190, 200, 220))
        draw.text((80, 66 + line * 48), f"{text}, line {line + 1}: x = {line} + 2", fill=(20, 30, 90), font_size=30)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=88)
    return out.getvalue()
