"""Who may send and confirm a file."""

from typing import Any

from mathvidya.lib.errors import NotFound
from mathvidya.uploads.adapters.links import UPLOAD_SALT, read_link
from mathvidya.uploads.models import Upload


def get_upload_to_receive(token: str) -> Upload:
    """Return the upload whose signed address this is. Raises NotFound (404) for a forged or outdated one."""
    facts = read_link(token, salt=UPLOAD_SALT)
    upload = Upload.objects.filter(pk=facts["upload"]).first() if facts else None
    if upload is None:
        raise NotFound
    return upload


def get_own_upload(user: Any, pk: Any) -> Upload:
    """Return an upload of this person. Raises NotFound (404) for anybody else's."""
    upload = Upload.objects.filter(owner_id=user.pk, pk=pk).first()
    if upload is None:
        raise NotFound
    return upload
