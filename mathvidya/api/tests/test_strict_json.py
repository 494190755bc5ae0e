"""Bodies that other parsers take: refused with 4xx, nothing stored."""

import pytest

from mathvidya.outbox.models import Event

pytestmark = [pytest.mark.urls("mathvidya.testing.tests.doors"), pytest.mark.django_db]
DEEP = 100_000

BODIES = [
    (b"[" * DEEP, 400),
    (b'{"name": ' + b"[" * 21 + b"]" * 21 + b"}", 400),
    (b'{"name": NaN}', 400),
    (b'{"name": 1e400}', 400),
    (b'{"name": -Infinity}', 400),
    (b'{"name": "a", "name": "b"}', 400),
    (b'{"name": ' + b"9" * 5000 + b"}", 400),
    (b'{"name": 9223372036854775808}', 400),
    (b'{"name": "a\\u0000"}', 400),
    (b'{"name": "\\ud800"}', 400),
    (b'{"\\u0000": 1, "name": "a"}', 400),
    (b'{"name": "\xff"}', 400),
    (b"{", 400),
    (b'{"name": "' + b"a" * 3_000_000 + b'"}', 413),
]


@pytest.mark.parametrize(("body", "status"), BODIES)
@pytest.mark.parametrize("path", ["/api/v1/notes", "/api/v1/hot"])
def test_hostile_bodies(api, student, path, body, status):
    response = api(student).generic("POST", path, body, content_type="application/json")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert not Event.objects.exists()


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize("path", ["/api/v1/notes", "/api/v1/hot"])
def test_only_json_is_json(api, student, path, content_type):
    response = api(student).generic("POST", path, b'{"name": "a"}', content_type=content_type)
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_another_charset_is_refused(api, student):
    body = '{"name": "é"}'.encode("latin-1")
    response = api(student).generic("POST", "/api/v1/hot", body, content_type="application/json; charset=latin-1")
    assert response.status_code == 415


@pytest.mark.parametrize("path", ["/api/v1/notes", "/api/v1/hot"])
def test_ordinary_bodies_pass(api, student, path):
    body = '{"name": "Asha \\u20b9 ₹ 😀"}'.encode()
    assert api(student).generic("POST", path, body, content_type="application/json").status_code in (200, 201)


@pytest.mark.parametrize(
    "marks", ["-1", "1_0", "١٢", "1.234", "1000", "1e1", "NaN", "", " 4", "4\n", 4, 4.5, None, True]
)
def test_marks_are_written_one_way(api, student, marks):
    response = api(student).post("/api/v1/notes", {"name": "a", "marks": marks})
    assert (response.status_code, list(response.json()["errors"])) == (400, ["marks"])
    assert not Event.objects.exists()


@pytest.mark.parametrize(("marks", "out"), [("4", "4.00"), ("2.5", "2.50"), ("100", "100.00"), ("0.25", "0.25")])
def test_marks_come_back_as_strings(api, student, marks, out):
    assert api(student).post("/api/v1/notes", {"name": "a", "marks": marks}).json()["marks"] == out


def test_unknown_fields_are_refused(api, student):
    response = api(student).post("/api/v1/notes", {"name": "a", "role": "admin"})
    assert list(response.json()["errors"]) == ["role"]


def test_a_reference_to_a_strangers_row_does_not_exist(api, student, other_student):
    theirs = Event.objects.create(name="theirs", payload={}, key=str(other_student.pk))
    mine = Event.objects.create(name="mine", payload={}, key=str(student.pk))
    client = api(student)
    assert client.post("/api/v1/notes", {"name": "a", "event": str(theirs.pk)}).json()["errors"].keys() == {"event"}
    assert client.post("/api/v1/notes", {"name": "a", "event": str(mine.pk)}).status_code == 201


def test_nul_in_an_address(api, student):
    assert api(student).get("/api/v1/events?cursor=%00").status_code == 400
