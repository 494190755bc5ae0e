"""The file store away, silent or full: 503 for files and for nothing else, and the file can be sent again."""

import errno
import hashlib
import socket

import pytest
from botocore.config import Config
from django.core.files.storage import FileSystemStorage

from mathvidya.uploads.models import Upload

pytestmark = pytest.mark.django_db
PHOTO = b"\x89PNG\r\n\x1a\n" + b"0" * 100


class FullDisk(FileSystemStorage):
    def _save(self, name, content):
        raise OSError(errno.ENOSPC, "No space left on device", "/secret/place")


def declared():
    return {
        "filename": "me.png",
        "content_type": "image/png",
        "size": len(PHOTO),
        "sha256": hashlib.sha256(PHOTO).hexdigest(),
    }


@pytest.fixture(params=["dead", "silent"])
def lost_store(request, settings):
    """S3 at an address where nobody listens, or somebody who never answers."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        if request.param == "silent":
            silent.listen(5)
        settings.ON_S3, settings.AWS_STORAGE_BUCKET_NAME = True, "sheets"
        settings.AWS_S3_ENDPOINT_URL = f"http://127.0.0.1:{port}"
        settings.AWS_ACCESS_KEY_ID, settings.AWS_SECRET_ACCESS_KEY = "id", "secret"
        quick = Config(connect_timeout=0.2, read_timeout=0.2, retries={"total_max_attempts": 1})
        settings.AWS_S3_CLIENT_CONFIG = settings.AWS_S3_CLIENT_CONFIG.merge(quick)
        settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "storages.backends.s3.S3Storage"}}
        yield


def asks_to_come_again(answer):
    assert (answer.status_code, answer["Retry-After"]) == (503, "10"), answer.content
    assert answer.json()["code"] == "storage_unavailable"
    return True


def test_a_lost_store_is_503_and_the_rest_works(api, student, lost_store):
    app = api(student)
    grant = app.post("/api/v1/users/me/avatar", declared())
    assert grant.status_code == 201
    assert asks_to_come_again(app.post(f"/api/v1/users/me/avatar/{grant.json()['id']}/done"))
    assert Upload.objects.get().state == "granted"
    assert app.patch("/api/v1/users/me", {"first_name": "Usha"}).status_code == 200


def test_a_full_disk_is_503_and_the_file_can_be_sent_again(api, student, settings):
    app = api(student)
    usual = settings.STORAGES
    url = app.post("/api/v1/users/me/avatar", declared()).json()["url"]
    settings.STORAGES = usual | {"default": {"BACKEND": f"{__name__}.FullDisk"}}
    answer = app.put(url, data=PHOTO, content_type="image/png")
    assert asks_to_come_again(answer)
    assert "secret" not in answer.content.decode()
    settings.STORAGES = usual
    assert app.put(url, data=PHOTO, content_type="image/png").status_code == 204


def test_a_person_does_not_wait_long_for_the_store(settings):
    config = settings.AWS_S3_CLIENT_CONFIG
    tries = config.retries["total_max_attempts"]
    backoff = 1
    assert tries * max(config.connect_timeout, config.read_timeout) + backoff < 10
