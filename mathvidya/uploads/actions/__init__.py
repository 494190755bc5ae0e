"""Grant, receive, confirm, clear."""

from mathvidya.uploads.actions.clearing import expire_uploads, sweep_orphans
from mathvidya.uploads.actions.confirming import UploadMissing, UploadRefused, confirm_upload
from mathvidya.uploads.actions.forgetting import delete_files, empty_upload, forget_names
from mathvidya.uploads.actions.granting import BadDeclaration, Grant, UploadQuota, grant_upload
from mathvidya.uploads.actions.receiving import receive_upload

__all__ = [
    "BadDeclaration",
    "Grant",
    "UploadMissing",
    "UploadQuota",
    "UploadRefused",
    "confirm_upload",
    "delete_files",
    "empty_upload",
    "expire_uploads",
    "forget_names",
    "grant_upload",
    "receive_upload",
    "sweep_orphans",
]
