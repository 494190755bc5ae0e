"""Deletes files and their names when their owner is erased."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from mathvidya.uploads.choices import UploadState
from mathvidya.uploads.models import Upload


@transaction.atomic
def forget_names(*, owner_id: int) -> None:
    """Forget what the owner called the files; they may hold a name. Harmless to repeat."""
    Upload.objects.filter(owner=owner_id).exclude(filename="").update(filename="")


@transaction.atomic
def delete_files(*, owner_id: int, purpose: str) -> int:
    """Delete what the owner uploaded for one purpose, rows and files; return how many.

    Raises ProtectedError where another table still refers to one of them.
    """
    uploads = Upload.objects.filter(owner=owner_id, purpose=purpose)
    keys = list(uploads.values_list("key", flat=True))
    uploads.delete()
    for key in keys:
        transaction.on_commit(partial(default_storage.delete, key))
    return len(keys)


@transaction.atomic
def empty_upload(*, upload: Upload) -> None:
    """Delete the file and keep the row that other rows hang on. Harmless to repeat."""
    Upload.objects.filter(pk=upload.pk).update(state=UploadState.EXPIRED, filename="")
    transaction.on_commit(partial(default_storage.delete, upload.key))
