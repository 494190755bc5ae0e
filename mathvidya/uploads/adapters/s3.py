"""Presigned addresses of an S3-compatible store."""

from typing import Any

import boto3
from django.conf import settings

from mathvidya.lib.process_caches import remembered


@remembered()
def _client() -> Any:
    return boto3.client(
        "s3",
        endpoint_url=settings.AWS_S3_ENDPOINT_URL,
        region_name=settings.AWS_S3_REGION_NAME,
        aws_access_key_id=settings.AWS_ACCESS_KEY_ID,
        aws_secret_access_key=settings.AWS_SECRET_ACCESS_KEY,
        config=settings.AWS_S3_CLIENT_CONFIG,
    )


def presign_post(*, key: str, content_type: str, size: int, seconds: int) -> tuple[str, dict[str, str]]:
    """Return (address, form fields) of a POST that takes exactly this key, type and number of bytes."""
    signed = _client().generate_presigned_post(
        settings.AWS_STORAGE_BUCKET_NAME,
        key,
        Fields={"Content-Type": content_type},
        Conditions=[{"Content-Type": content_type}, ["content-length-range", size, size]],
        ExpiresIn=seconds,
    )
    return signed["url"], signed["fields"]


def presign_get(*, key: str, content_type: str, disposition: str, seconds: int) -> str:
    """Return the address of a GET of `key` that answers with this type and disposition, whatever was stored with it."""
    return str(
        _client().generate_presigned_url(
            "get_object",
            Params={
                "Bucket": settings.AWS_STORAGE_BUCKET_NAME,
                "Key": key,
                "ResponseContentType": content_type,
                "ResponseContentDisposition": disposition,
                "ResponseCacheControl": "private, no-store",
            },
            ExpiresIn=seconds,
        )
    )
