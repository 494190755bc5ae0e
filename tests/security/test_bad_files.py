"""Photographs and PDFs of no camera, submitted as pages."""

import resource

import pytest
from django.core.files.storage import default_storage

from evaluations.models import Page
from mathvidya.testing.factories.evaluations import declaration, photograph, send, send_page
from mathvidya.testing.factories.exams import open_attempt
from mathvidya.uploads.models import Upload
from tests.security import documents

pytestmark = pytest.mark.django_db
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
REFUSED = {
    "13000 squared": (lambda: documents.png_of(13_000), PNG, "page_too_many_pixels"),
    "20000 squared": (lambda: documents.png_of(20_000), PNG, "page_too_many_pixels"),
    "half a photograph": (lambda: photograph()[:2000], JPEG, "page_unreadable"),
    "41 sheets": (lambda: documents.pdf_of(41), PDF, "pdf_too_long"),
    "a password": (documents.pdf_with_password, PDF, "pdf_encrypted"),
    "a script": (documents.pdf_with_script, PDF, "pdf_active"),
    "a file inside": (documents.pdf_with_file, PDF, "pdf_active"),
}
OTHERS = {
    "a web page": b"<!doctype html><script>alert(1)</script>",
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n",
    "GIF and JS": b"GIF89a/*;alert(1)//" + b"\0" * 50,
    "an archive": b"PK\x03\x04" + b"\0" * 50,
}


@pytest.fixture
def room(student):
    return open_attempt(student=student)


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_in_words_and_leaves_no_picture(api, student, room, deliver, kind):
    make, content_type, code = REFUSED[kind]
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    send_page(api(student), room.pk, data, content_type=content_type, name="page")
    deliver()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB; the child has its own limit
    page = Page.objects.get()
    assert (page.state, page.refusal, page.image, page.thumbnail) == ("refused", code, "", "")
    refusal = api(student).get(f"/api/v1/attempts/{room.pk}/pages").json()["pages"][0]["refusal"]
    assert refusal["code"] == code
    assert len(refusal["detail"]) > 20


@pytest.mark.parametrize("make", [documents.pdf_bomb, documents.pdf_that_is_huge, documents.pdf_with_hidden_script])
def test_whatever_becomes_of_it_this_process_is_well(api, student, room, deliver, make):
    """Drawn flat or given up, but within the child's limits, and nothing active is kept."""
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    send_page(api(student), room.pk, data, content_type=PDF, name="page.pdf")
    deliver()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB
    page = Page.objects.get()
    assert page.state in ("ready", "refused")
    if page.state == "ready":
        with default_storage.open(page.image) as file:
            shown = file.read()
        assert shown.startswith(b"\xff\xd8\xff")
        assert b"JavaScript" not in shown


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("content_type", [JPEG, PNG, PDF])
def test_what_only_says_it_is_a_page_is_not_taken(api, student, room, kind, content_type):
    client, data = api(student), OTHERS[kind]
    url = f"/api/v1/attempts/{room.pk}/pages"
    page = client.post(url, declaration(data, content_type=content_type)).json()
    assert send(client, page["upload"], data).status_code == 204
    answer = client.post(f"{url}/{page['page']}/done")
    assert answer.status_code in (409, 422)
    assert answer.json()["code"]
    assert not default_storage.exists(Upload.objects.get().key)


@pytest.mark.parametrize("content_type", ["image/svg+xml", "image/gif", "text/html", "application/postscript", "", "x"])
def test_another_kind_is_not_even_announced(api, student, room, content_type):
    answer = api(student).post(f"/api/v1/attempts/{room.pk}/pages", declaration(b"x", content_type=content_type))
    assert answer.status_code == 400
    assert not Upload.objects.exists()


def test_what_hides_behind_a_photograph_is_left_behind(api, student, room, deliver):
    send_page(api(student), room.pk, photograph() + b"<script>alert(1)</script><?php x ?>")
    deliver()
    page = Page.objects.get()
    assert page.state == "ready"
    for key in (page.image, page.thumbnail):
        with default_storage.open(key) as file:
            shown = file.read()
        assert b"<script" not in shown
        assert b"<?php" not in shown
