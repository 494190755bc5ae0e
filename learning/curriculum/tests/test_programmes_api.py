"""GET /programmes: what can be learnt here."""

import pytest

from learning.curriculum.actions import load_shipped_syllabuses
from learning.curriculum.models import Programme
from mathvidya.testing.factories.curriculum import programme

pytestmark = pytest.mark.django_db
URL = "/api/v1/programmes"


@pytest.fixture(autouse=True)
def syllabus():
    load_shipped_syllabuses()


def test_programmes_in_their_order_with_their_subjects(api, parent):
    rows = api(parent).get(URL).json()["results"]
    assert rows[0] == {
        "id": "cbse-10",
        "name": "CBSE class X",
        "name_hi": "सीबीएसई कक्षा 10",
        "board": "CBSE",
        "school_class": "X",
        "subjects": [{"id": "maths-10", "name": "Mathematics, class X", "name_hi": "गणित, कक्षा 10"}],
    }
    assert [row["id"] for row in rows] == ["cbse-10", "cbse-12"]


def test_what_is_no_longer_offered_is_not_listed(api, student):
    Programme.objects.filter(code="cbse-12").update(is_offered=False)
    assert [row["id"] for row in api(student).get(URL).json()["results"]] == ["cbse-10"]


def test_a_stranger_who_registers_reads_what_there_is_to_learn(api):
    answer = api().get(URL)
    assert answer.status_code == 200
    assert [row["id"] for row in answer.json()["results"]] == ["cbse-10", "cbse-12"]


def test_an_unchanged_list_is_not_sent_again(api, student):
    first = api(student).get(URL)
    again = api(student).get(URL, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    programme("upsc-prelims")
    assert api(student).get(URL, headers={"If-None-Match": first["ETag"]}).status_code == 200
