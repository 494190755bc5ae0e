import pytest

from learning.curriculum.actions import load_shipped_syllabuses

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def syllabus():
    load_shipped_syllabuses()


def every_row(client, path):
    rows, page = [], client.get(path)
    while True:
        assert page.status_code == 200
        rows += page.json()["results"]
        if not page.json()["next"]:
            return rows
        page = client.get(page.json()["next"])


def test_subjects_with_their_units(api, student):
    rows = every_row(api(student), "/api/v1/subjects")
    assert {row["id"] for row in rows} == {"maths-10", "maths-12"}
    ten = next(row for row in rows if row["id"] == "maths-10")
    assert sum(unit["marks"] for unit in ten["units"]) == 80
    assert api(student).get("/api/v1/subjects/maths-10").json() == ten


def test_chapters_in_the_order_of_the_book(api, student):
    rows = every_row(api(student), "/api/v1/subjects/maths-10/chapters")
    assert [row["number"] for row in rows] == list(range(1, 15))
    assert rows[5]["unit"]["name"] == "Geometry"
    assert rows[5]["topics"][0] == {
        "id": "maths-10.6.1",
        "number": 1,
        "name": "Similar figures",
        "name_hi": "समरूप आकृतियाँ",
    }


@pytest.mark.parametrize("path", ["/api/v1/subjects/maths-12/topics", "/api/v1/topics/maths-12"])
def test_topics_by_both_paths(api, teacher, path):
    rows = every_row(api(teacher), path)
    assert len(rows) == 62
    assert (rows[0]["id"], rows[0]["chapter"]) == ("maths-12.1.1", "maths-12.1")


@pytest.mark.parametrize("tail", ["", "/chapters", "/topics"])
def test_an_unknown_subject_is_404(api, student, tail):
    answer = api(student).get(f"/api/v1/subjects/maths-99{tail}")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_strangers_must_sign_in(api):
    assert api().get("/api/v1/subjects").status_code == 401


def test_an_unchanged_syllabus_is_not_sent_again(api, student):
    first = api(student).get("/api/v1/subjects/maths-10/chapters")
    again = api(student).get("/api/v1/subjects/maths-10/chapters", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_number_of_queries_does_not_grow(api, student, django_assert_max_num_queries):
    client = api(student)
    for subject in ("maths-10", "maths-12"):
        with django_assert_max_num_queries(6):
            client.get(f"/api/v1/subjects/{subject}/chapters")
