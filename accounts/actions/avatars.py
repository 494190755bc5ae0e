"""A person's photo."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mathvidya.lib.errors import DomainError
from mathvidya.uploads.actions import confirm_upload
from mathvidya.uploads.choices import MEGABYTE, PHOTOGRAPHS, UploadPurpose
from mathvidya.uploads.models import Upload

AVATAR = "avatar"
AVATAR_PURPOSE = UploadPurpose(PHOTOGRAPHS, max_bytes=3 * MEGABYTE, quota_files=20, quota_bytes=40 * MEGABYTE)


class NotAPhoto(DomainError):
    code = "not_a_photo"
    status = 409
    detail = _("This upload was meant for something else.")


def set_avatar(*, person: User, upload: Upload | None) -> User:
    """Show this photo (None: none). Raises NotAPhoto (409), and what `confirm_upload` raises."""
    if upload is not None and upload.purpose != AVATAR:
        raise NotAPhoto
    person.avatar = confirm_upload(upload=upload).key if upload is not None else ""
    person.save(update_fields=["avatar"])
    return person
