"""/questions: who may, what is refused, what makes a version."""

import pytest

from learning.classroom.models import Teaching
from mathvidya.testing.factories.bank import SPECS, question
from mathvidya.testing.factories.curriculum import subject_of
from questions.models import Question, QuestionVersion
from questions.models.questions import Immutable

pytestmark = pytest.mark.django_db
URL = "/api/v1/questions"


def body(type_="single_choice", **changes):
    marks, spec = SPECS[type_]
    return {"ref": "new-1", "subject": "maths-10", "type": type_, "marks": marks, "spec": spec, **changes}


@pytest.mark.parametrize("type_", SPECS)
def test_a_teacher_writes_a_question_of_every_type(api, teacher, type_):
    answer = api(teacher).post(URL, body(type_), format="json")
    assert answer.status_code == 201, answer.json()
    assert answer.json()["spec"] == SPECS[type_][1]
    assert answer.json()["version"] == 1


@pytest.mark.parametrize("who", ["student", "parent", "counselor"])
def test_others_have_no_bank(api, request, maths_10, who):
    person = request.getfixturevalue(who)
    made = question(maths_10)
    client = api(person)
    for answer in (
        client.get(URL),
        client.post(URL, body(), format="json"),
        client.get(f"{URL}/{made.pk}"),
        client.delete(f"{URL}/{made.pk}"),
        client.get(f"{URL}/export"),
    ):
        assert answer.status_code == 403
    assert Question.objects.count() == 1


def test_nobody_enters_without_signing_in(api):
    assert api().get(URL).status_code == 401


def test_a_teacher_of_nothing_here_meets_404_and_writes_nothing(api, other_teacher, maths_10):
    made = question(maths_10)
    client = api(other_teacher)
    assert client.get(f"{URL}/{made.pk}").status_code == 404
    assert client.put(f"{URL}/{made.pk}", body(), format="json").status_code == 404
    assert client.delete(f"{URL}/{made.pk}").status_code == 404
    assert client.post(f"{URL}/{made.pk}/retire").status_code == 404
    assert client.get(URL).json()["results"] == []
    assert client.post(URL, body(), format="json").status_code == 403
    assert list(Question.objects.values_list("ref", "status")) == [(made.ref, "active")]


def test_an_administrator_writes_in_every_subject(api, admin, maths_10):
    assert api(admin).post(URL, body(), format="json").status_code == 201
    assert Question.objects.get().created_by == admin


@pytest.mark.parametrize("code", ["maths-10", "maths-12"])
def test_a_teacher_of_two_subjects_writes_in_the_named_one(api, teacher, code):
    Teaching.objects.create(teacher=teacher, subject=subject_of("cbse-12"))
    assert api(teacher).post(URL, body(subject=code)).status_code == 201
    assert Question.objects.get().subject.code == code


def test_an_administrator_corrects_the_questions_of_others(api, admin, teacher):
    pk = api(teacher).post(URL, body()).json()["id"]
    changed = body(spec={**SPECS["single_choice"][1], "answer": {"option": "c"}})
    assert api(admin).put(f"{URL}/{pk}", changed).json()["version"] == 2


def test_a_fault_is_reported_by_field(api, teacher):
    answer = api(teacher).post(URL, body("written", marks="5"), format="json")
    assert answer.status_code == 400
    assert answer.json()["code"] == "bad_question"
    assert answer.json()["errors"]["spec.scheme"] == ["The steps come to 3, but the question carries 5 marks."]
    assert not Question.objects.exists()


def test_the_same_content_is_the_same_version_and_a_correction_a_new_one(api, teacher):
    client = api(teacher)
    pk = client.post(URL, body(), format="json").json()["id"]
    again = client.put(f"{URL}/{pk}", body(), format="json")
    assert again.json()["version"] == 1
    changed = body(spec={**SPECS["single_choice"][1], "answer": {"option": "c"}})
    assert client.put(f"{URL}/{pk}", changed, format="json").json()["version"] == 2
    assert client.put(f"{URL}/{pk}", body(difficulty=5), format="json").json()["version"] == 1
    versions = client.get(f"{URL}/{pk}/versions").json()
    assert [version["number"] for version in versions] == [2, 1]


def test_a_taken_reference_is_a_conflict(api, teacher):
    api(teacher).post(URL, body(), format="json")
    answer = api(teacher).post(URL, body("numeric"), format="json")
    assert answer.status_code == 409
    assert answer.json()["code"] == "reference_taken"


def test_filters_and_search(api, teacher, maths_10):
    written = question(maths_10, "written")
    question(maths_10, "numeric", difficulty=5)
    retired = question(maths_10, "true_false")
    client = api(teacher)
    client.post(f"{URL}/{retired.pk}/retire")
    refs = lambda query: [row["ref"] for row in client.get(URL + query).json()["results"]]  # noqa: E731
    assert refs("?type=written") == [written.ref]
    assert refs("?search=irrational+prove") == [written.ref]
    assert refs("?status=retired") == [retired.ref]
    assert len(refs("")) == 2
    assert len(refs("?difficulty=5")) == 1
    assert client.get(f"{URL}?difficulty=hard").status_code == 400
    assert client.get(f"{URL}?type=riddle").status_code == 400


def test_export_is_what_an_import_takes_again(api, teacher, maths_10):
    for type_ in SPECS:
        question(maths_10, type_)
    client = api(teacher)
    document = client.get(f"{URL}/export").json()
    report = client.post(f"{URL}/import", document, format="json").json()
    assert report["totals"] == {"question": {"same": len(SPECS)}}
    document["questions"][0]["marks"] = "2_0"
    report = client.post(f"{URL}/import?dry_run=true", document, format="json").json()
    assert report["totals"] == {"question": {"refused": 1, "same": len(SPECS) - 1}}


def test_a_list_costs_the_same_for_few_and_many(api, teacher, maths_10, django_assert_max_num_queries):
    question(maths_10)
    client = api(teacher)
    client.get(URL)
    with django_assert_max_num_queries(6) as few:
        client.get(URL)
    for _ in range(15):
        question(maths_10)
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(URL).json()["results"]) == 16


def test_a_version_never_changes(maths_10):
    version = question(maths_10).current
    version.marks = 9
    for change in (
        version.save,
        version.delete,
        lambda: QuestionVersion.objects.filter(pk=version.pk).update(spec={}),
        lambda: QuestionVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(Immutable):
            change()
    assert QuestionVersion.objects.get(pk=version.pk).spec == SPECS["single_choice"][1]


def test_an_author_keeps_their_question_when_they_teach_the_subject_no_longer(api, teacher, other_teacher, maths_10):
    mine = question(maths_10, by=teacher)
    Teaching.objects.filter(teacher=teacher).delete()
    assert api(teacher).get(f"/api/v1/questions/{mine.pk}").status_code == 200
    assert api(other_teacher).get(f"/api/v1/questions/{mine.pk}").status_code == 404
