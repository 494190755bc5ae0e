"""Photographs, pages sent over HTTP, and scripts that wait for a marker."""

import hashlib
import io
from datetime import timedelta
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import User
from evaluations.actions.scripts import create_script
from evaluations.choices import PageState
from evaluations.models import MarkingTask, Page
from exams.models import Attempt
from mathvidya.testing.factories.exams import submitted_attempt
from mathvidya.uploads.choices import UploadState
from mathvidya.uploads.models import Upload


def photograph(text: str = "x = 2", *, kind: str = "JPEG", size: tuple[int, int] = (600, 800), **options: Any) -> bytes:
    """Return a small answer sheet; another `text` gives other bytes."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for line in range(8):
        pen.text((40, 60 + 80 * line), f"{text} ({line})", fill="navy", font_size=36)
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def declaration(
    data: bytes, *, name: str = "page.jpg", content_type: str = "image/jpeg", **more: Any
) -> dict[str, Any]:
    """Return the body that announces `data`."""
    return {
        "filename": name,
        "content_type": content_type,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        **more,
    }


def send_page(client: Any, attempt_id: int, data: bytes, **more: Any) -> dict[str, Any]:
    """Announce, send and confirm a page as the mobile app does; return the receipt."""
    url = f"/api/v1/attempts/{attempt_id}/pages"
    page = client.post(url, declaration(data, **more)).json()
    send(client, page["upload"], data)
    return client.post(f"{url}/{page['page']}/done").json()  # type: ignore[no-any-return]


def send(client: Any, grant: dict[str, Any], data: bytes) -> Any:
    """Send the bytes by PUT to the address of the grant; return the response."""
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in grant["headers"].items()}
    content_type = headers.pop("HTTP_CONTENT_TYPE", "application/octet-stream")
    return client.generic("PUT", grant["url"], data, content_type=content_type, **headers)


def ready_page(attempt: Attempt, position: int = 1, **more: Any) -> Page:
    """Return a page that can be shown to a marker, without a file."""
    upload = Upload.objects.create(
        owner=attempt.student,
        purpose="answer_page",
        key=f"answer_page/{attempt.pk}-{position}-{Upload.objects.count()}.jpg",
        content_type="image/jpeg",
        size=1,
        sha256="0" * 64,
        state=UploadState.CONFIRMED,
        expires_at=timezone.now() + timedelta(minutes=5),
    )
    fields = {
        "state": PageState.READY,
        "image": f"pages/{upload.pk}.jpg",
        "thumbnail": f"pages/{upload.pk}.thumb.jpg",
        "width": 600,
        "height": 800,
        "sha256": upload.sha256,
        "received_at": timezone.now(),
    }
    return Page.objects.create(attempt=attempt, upload=upload, position=position, **{**fields, **more})


def waiting_task(*, student: User, exam: Any, pages: int = 1, answers: dict[str, Any] | None = None) -> MarkingTask:
    """Return the marking task of a submitted attempt with `pages` ready pages."""
    attempt = submitted_attempt(student=student, exam=exam, answers=answers)
    for position in range(1, pages + 1):
        ready_page(attempt, position)
    script = create_script(attempt_id=attempt.pk)
    assert script is not None
    return script.tasks.get()
