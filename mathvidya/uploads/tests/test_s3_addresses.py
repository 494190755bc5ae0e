"""What we sign for S3. That S3 keeps to it is S3's promise; no double of it proves that."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from mathvidya.uploads.actions import grant_upload
from mathvidya.uploads.queries import view_url


@pytest.fixture(autouse=True)
def on_s3(settings):
    settings.ON_S3 = True
    settings.AWS_STORAGE_BUCKET_NAME, settings.AWS_S3_ENDPOINT_URL = "sheets", "http://127.0.0.1:9"
    settings.AWS_ACCESS_KEY_ID, settings.AWS_SECRET_ACCESS_KEY = "id", "secret"


def test_the_policy_names_key_type_and_exact_size(student):
    grant = grant_upload(
        owner=student, purpose="answer_page", filename="a", content_type="image/png", size=1234, sha256="0" * 64
    )
    conditions = json.loads(base64.b64decode(grant.fields["policy"]))["conditions"]
    assert ["content-length-range", 1234, 1234] in conditions
    assert {"Content-Type": "image/png"} in conditions
    assert {"key": grant.upload.key} in conditions
    assert (grant.method, urlsplit(grant.url).netloc) == ("POST", "127.0.0.1:9")
    assert "secret" not in json.dumps(grant.as_json(), default=str)


def test_a_viewing_link_fixes_what_the_browser_is_told(db):
    query = parse_qs(urlsplit(view_url("answer_page/2026/01/a.pdf", filename="x.pdf", seconds=600)).query)
    assert query["X-Amz-Expires"] == ["60"]
    assert query["response-content-type"] == ["application/pdf"]
    assert query["response-content-disposition"] == ['attachment; filename="x.pdf"']
