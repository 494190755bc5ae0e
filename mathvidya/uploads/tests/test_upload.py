"""From the grant to the confirmed file, through the local receiver."""

import hashlib
import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from mathvidya.lib.errors import DomainError
from mathvidya.uploads.actions import UploadRefused, confirm_upload, expire_uploads, grant_upload, sweep_orphans
from mathvidya.uploads.choices import UploadState, purposes
from mathvidya.uploads.models import Upload
from mathvidya.uploads.queries import open_upload, view_url


def picture(format="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, format)
    return out.getvalue()


def granted(owner, data, **more):
    return grant_upload(
        **{
            "owner": owner,
            "purpose": "answer_page",
            "filename": "page.jpg",
            "content_type": "image/jpeg",
            "size": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
            **more,
        }
    )


def put(client, grant, data, **more):
    return client.put(grant.url, data, content_type="image/jpeg", **more)


def test_a_picture_arrives_and_is_confirmed(browser, student):
    data = picture()
    grant = granted(student, data)
    assert put(browser(), grant, data).status_code == 204
    assert confirm_upload(upload=grant.upload).state == UploadState.CONFIRMED
    with open_upload(grant.upload) as file:
        assert file.read() == data
    assert grant.as_json()["method"] == "PUT"


def test_everything_may_be_done_twice(browser, student):
    data = picture()
    grant = granted(student, data)
    assert [put(browser(), grant, data).status_code for _ in range(2)] == [204, 204]
    first = confirm_upload(upload=grant.upload).confirmed_at
    assert confirm_upload(upload=grant.upload).confirmed_at == first
    assert put(browser(), grant, data).status_code == 204
    folder = grant.upload.key.rsplit("/", 1)[0]
    assert len(default_storage.listdir(folder)[1]) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": "malware"}, "purpose"),
        ({"content_type": "image/svg+xml"}, "content_type"),
        ({"content_type": "text/html"}, "content_type"),
        ({"size": 0}, "size"),
        ({"size": -1}, "size"),
        ({"size": 15_000_001}, "size"),
        ({"sha256": "x"}, "sha256"),
        ({"sha256": "A" * 64}, "sha256"),
    ],
)
def test_a_bad_declaration_is_refused_by_field(student, change, field):
    with pytest.raises(DomainError) as refused:
        granted(student, b"x", **change)
    assert (refused.value.status, list(refused.value.fields)) == (400, [field])
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"", 413, "upload_size_mismatch"),
        (b"short", 413, "upload_size_mismatch"),
        (b"x" * 100_000, 413, "upload_size_mismatch"),
        (None, 422, "upload_hash_mismatch"),
    ],
)
def test_another_file_is_not_stored(browser, student, sent, status, code):
    data = picture()
    grant = granted(student, data)
    response = put(browser(), grant, data[:-1] + b"?" if sent is None else sent)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response["Content-Type"] == "application/problem+json"
    assert not default_storage.exists(grant.upload.key)
    with pytest.raises(DomainError) as missing:
        confirm_upload(upload=grant.upload)
    assert missing.value.code == "upload_missing"


def test_each_address_takes_its_own_file(browser, student):
    files = [picture(), picture() + b"\0"]
    grants = [granted(student, data) for data in files]
    for grant, data in zip(grants, files, strict=True):
        assert put(browser(), grant, data).status_code == 204
        with default_storage.open(grant.upload.key) as file:
            assert file.read() == data


def test_the_address_of_a_deleted_upload_takes_nothing(browser, student):
    data = picture()
    grant = granted(student, data)
    Upload.objects.all().delete()
    assert put(browser(), grant, data).status_code == 404
    assert not default_storage.exists(grant.upload.key)


def test_a_forged_or_late_address_leads_nowhere(browser, student):
    data = picture()
    grant = granted(student, data)
    assert put(browser(), grant, data).status_code == 204
    token = grant.url.rsplit("/", 1)[-1]
    assert browser().put(f"/uploads/{token[:-2]}xx", data, content_type="image/jpeg").status_code == 404
    assert browser().get(f"/files/{token}").status_code == 404  # an upload address does not show the file
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert put(browser(), grant, data).status_code == 404


@pytest.mark.parametrize(
    "data", [b"<html><script>alert(1)</script>", b"%PDF-1.7 x", b"GIF89a;alert(1)", picture("PNG")]
)
def test_the_content_must_be_of_the_declared_type(browser, student, data):
    grant = granted(student, data)
    assert put(browser(), grant, data).status_code == 204
    with pytest.raises(UploadRefused) as refused:
        confirm_upload(upload=grant.upload)
    assert refused.value.extra == {"reason": "type"}
    assert Upload.objects.get().state == UploadState.REFUSED
    assert not default_storage.exists(grant.upload.key)
    assert put(browser(), grant, data).status_code == 409


def test_a_file_changed_in_the_storage_is_noticed(browser, student):
    data = picture()
    grant = granted(student, data)
    put(browser(), grant, data)
    with open(default_storage.path(grant.upload.key), "r+b") as file:
        file.seek(50)
        file.write(b"!")
    with pytest.raises(UploadRefused) as refused:
        confirm_upload(upload=grant.upload)
    assert refused.value.extra == {"reason": "sha256"}


def test_there_is_a_quota(student, other_student):
    for _ in range(purposes["avatar"].quota_files):
        granted(student, b"x", purpose="avatar")
    with pytest.raises(DomainError) as refused:
        granted(student, b"x", purpose="avatar")
    assert (refused.value.status, refused.value.code) == (413, "upload_quota")
    assert granted(other_student, b"x", purpose="avatar")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\r\nSet-Cookie: x=1.jpg", 'a".jpg', "a\u202egpj.exe", "", "." * 300]
)
def test_the_senders_name_is_only_a_name(student, name):
    upload = granted(student, b"x", filename=name).upload
    assert upload.key.startswith("answer_page/")
    assert upload.key.endswith(f"{upload.pk.hex}.jpg")
    assert not set("/\\\r\n\"'\u202e") & set(upload.filename)
    assert 0 < len(upload.filename) <= 150


def test_a_picture_is_shown_and_never_runs(browser, student):
    data = picture()
    grant = granted(student, data)
    put(browser(), grant, data)
    response = browser().get(view_url(grant.upload.key, filename="Blatt ü.jpg"))
    assert b"".join(response.streaming_content) == data
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_anything_else_is_a_download(browser, student):
    data = b"%PDF-1.7\n"
    grant = granted(student, data, content_type="application/pdf")
    put(browser(), grant, data)
    response = browser().get(view_url(grant.upload.key, filename="sheet.pdf"))
    assert response["Content-Disposition"] == 'attachment; filename="sheet.pdf"'


def test_a_viewing_link_lasts_a_minute(browser, student):
    data = picture()
    grant = granted(student, data)
    put(browser(), grant, data)
    url = view_url(grant.upload.key, seconds=3600)
    assert browser().get(url).status_code == 200
    assert browser().put(url.replace("/files/", "/uploads/"), data).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(seconds=62), tick=False):
        assert browser().get(url).status_code == 404


def test_what_never_came_is_given_up(browser, student):
    data = picture()
    late, done = granted(student, data), granted(student, data)
    for grant in (late, done):
        put(browser(), grant, data)
    confirm_upload(upload=done.upload)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert (expire_uploads(), expire_uploads()) == (1, 0)
    late.upload.refresh_from_db()
    assert late.upload.state == UploadState.EXPIRED
    assert not default_storage.exists(late.upload.key)
    assert default_storage.exists(done.upload.key)
    with pytest.raises(UploadRefused):
        confirm_upload(upload=late.upload)


def test_files_without_a_row_are_swept(browser, student):
    data = picture()
    grant = granted(student, data)
    put(browser(), grant, data)
    orphan = default_storage.save("answer_page/2026/01/orphan.jpg", io.BytesIO(data))
    other = default_storage.save("elsewhere/kept.jpg", io.BytesIO(data))
    assert sweep_orphans() == 0  # too young
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert (sweep_orphans(), sweep_orphans()) == (1, 0)
    assert not default_storage.exists(orphan)
    assert default_storage.exists(other)
    assert default_storage.exists(grant.upload.key)
