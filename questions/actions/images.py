"""Pictures in questions: stored once by content, without metadata."""

import hashlib
import io

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mathvidya.lib.errors import DomainError, NotFound
from mathvidya.lib.images import open_image, upright
from mathvidya.uploads.actions import BadDeclaration, Grant, UploadRefused, confirm_upload, grant_upload
from mathvidya.uploads.choices import MEGABYTE, PHOTOGRAPHS, UploadPurpose
from mathvidya.uploads.models import Upload
from mathvidya.uploads.queries import open_upload
from questions.models import QuestionImage

MAX_BYTES = 3 * MEGABYTE
QUESTION_IMAGE = "question_image"
IMAGE_PURPOSE = UploadPurpose(PHOTOGRAPHS, max_bytes=MAX_BYTES, quota_files=500, quota_bytes=500 * MEGABYTE)


class BadImage(DomainError):
    code = "bad_image"
    status = 400
    detail = _("This is not a picture we can show: PNG, JPEG or WebP up to 3 MB.")


@transaction.atomic
def save_image(*, data: bytes, keep: bool = True) -> str:
    """Store a picture and return the hash that names it in Markdown; the same picture is stored once.

    It is drawn again, so nothing but pixels goes through: photographs as JPEG, the rest as PNG.
    With `keep` false it is only judged. Raises BadImage (400).
    """
    if not data or len(data) > MAX_BYTES:
        raise BadImage
    try:
        picture = open_image(data, formats=("JPEG", "PNG", "WEBP"))
        is_photo, image = picture.format == "JPEG", upright(picture)
        out = io.BytesIO()
        if is_photo:
            image.convert("RGB").save(out, "JPEG", quality=88)
        else:
            mode = image.mode if image.mode in {"1", "L", "P", "RGB", "RGBA"} else "RGBA"
            image.convert(mode).save(out, "PNG", optimize=True)
    except (DomainError, OSError, ValueError) as fault:
        raise BadImage from fault
    body = out.getvalue()
    digest = hashlib.sha256(body).hexdigest()
    if keep and not QuestionImage.objects.filter(sha256=digest).exists():
        image_row = QuestionImage(sha256=digest)
        image_row.file.save(f"{digest}.{'jpg' if is_photo else 'png'}", ContentFile(body), save=False)
        # Django reads the size off the content, which some storages have used up by then.
        image_row.width, image_row.height = image.size
        image_row.save()
    return digest


def grant_image(*, by: User, filename: str, content_type: str, size: int, sha256: str) -> Grant:
    """Return where to send a picture for a question.

    Raises BadImage (400) for a file that is no picture, UploadQuota (413).
    """
    try:
        return grant_upload(
            owner=by, purpose=QUESTION_IMAGE, filename=filename, content_type=content_type, size=size, sha256=sha256
        )
    except BadDeclaration as refusal:
        raise BadImage(fields=refusal.fields) from refusal


def take_image(*, upload: Upload) -> str:
    """Check what arrived, store it as a picture of the bank, and return the hash that names it; a repeat is harmless.

    Raises UploadMissing (409), UploadRefused (422), BadImage (400).
    """
    if upload.purpose != QUESTION_IMAGE:
        raise NotFound
    try:
        confirmed = confirm_upload(upload=upload)
    except UploadRefused as refusal:
        if refusal.extra.get("reason") == "type":
            raise BadImage from refusal
        raise
    with open_upload(confirmed) as file:
        return save_image(data=file.read(MAX_BYTES + 1))
