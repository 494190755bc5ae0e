"""What a question is kept for: practice, exams or both, through every door that writes or lists the bank."""

import json

import pytest

from mathvidya.testing.factories.bank import SPECS, question
from questions.models import Question

pytestmark = pytest.mark.django_db
URL = "/api/v1/questions"


def body(**changes):
    marks, spec = SPECS["single_choice"]
    return {"ref": "new-1", "subject": "maths-10", "type": "single_choice", "marks": marks, "spec": spec, **changes}


def uses():
    return list(Question.objects.order_by("pk").values_list("use", flat=True))


def test_a_new_question_is_for_both_unless_it_says_otherwise(api, teacher):
    client = api(teacher)
    assert client.post(URL, body()).json()["use"] == "both"
    assert client.post(URL, body(ref="new-2", use="exam")).json()["use"] == "exam"


def test_a_correction_that_says_nothing_of_use_opens_no_exam_question(api, teacher):
    client = api(teacher)
    made = client.post(URL, body(use="exam")).json()
    assert client.put(f"{URL}/{made['id']}", body(difficulty=5)).json()["use"] == "exam"
    changed = client.put(f"{URL}/{made['id']}", body(difficulty=5, use="practice")).json()
    assert (changed["use"], changed["version"]) == ("practice", 1)
    assert uses() == ["practice"]


def test_an_unknown_use_is_refused(api, teacher):
    answer = api(teacher).post(URL, body(use="homework"))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["use"])
    assert not Question.objects.exists()


def test_the_list_is_filtered_by_use(api, browser, teacher, maths_10):
    question(maths_10)
    kept = question(maths_10, use="exam")
    assert [row["ref"] for row in api(teacher).get(f"{URL}?use=exam").json()["results"]] == [kept.ref]
    page = browser(teacher).get("/questions?use=exam").content.decode()
    assert f'href="/questions/{kept.pk}"' in page
    assert page.count('class="row"') == 1
    assert api(teacher).get(f"{URL}?use=homework").status_code == 400


def test_a_file_carries_the_use_and_may_leave_it_out(api, teacher, maths_10):
    question(maths_10, use="exam")
    client = api(teacher)
    document = client.get(f"{URL}/export").json()
    assert document["questions"][0]["use"] == "exam"
    document["questions"][0]["use"] = "practice"
    client.post(f"{URL}/import", document)
    assert uses() == ["practice"]
    del document["questions"][0]["use"]
    client.post(f"{URL}/import", document)
    assert uses() == ["practice"]


@pytest.mark.parametrize("use", ["homework", ["exam"], 1, ""])
def test_a_file_with_an_unknown_use_is_refused_by_line(api, teacher, maths_10, use):
    made = question(maths_10, use="exam")
    client = api(teacher)
    document = client.get(f"{URL}/export").json()
    document["questions"][0]["use"] = use
    report = client.post(f"{URL}/import", document).json()
    assert report["totals"] == {"question": {"refused": 1}}
    assert report["lines"][0]["notes"] == ["use: One of: both, practice, exam."]
    assert list(Question.objects.values_list("ref", "use")) == [(made.ref, "exam")]


def test_the_editor_writes_and_shows_the_use(browser, teacher, maths_10):
    marks, spec = SPECS["single_choice"]
    sent = {"subject": "maths-10", "type": "single_choice", "marks": marks, "difficulty": 3, "spec": json.dumps(spec)}
    client = browser(teacher)
    assert client.post("/questions/new", {**sent, "use": "exam"}).status_code == 302
    made = Question.objects.get()
    assert made.use == "exam"
    assert '<option value="exam" selected>' in client.get(f"/questions/{made.pk}/edit").content.decode()
    assert "Exams only" in client.get(f"/questions/{made.pk}").content.decode()
