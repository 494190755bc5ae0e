"""An app creates an exam by the names that /papers shows: a subject's code, a paper's reference and version."""

import pytest

from exams.actions.papers import freeze_paper, start_new_version
from exams.models import Exam, ExamPaper
from exams.tests.test_oversight import exam_body
from mathvidya.testing.factories.curriculum import subject_of
from mathvidya.testing.factories.exams import frozen_paper

pytestmark = pytest.mark.django_db
URL = "/api/v1/exams"


@pytest.fixture
def paper(db):
    return frozen_paper(names=("single",))


@pytest.fixture
def strange(paper):
    """A paper of a subject that the teacher does not take."""
    made = frozen_paper(ref="strange", names=("single",))
    made.paper.subject = subject_of("cbse-12")
    made.paper.save()
    return made


def test_what_the_answer_about_papers_shows_is_what_sets_an_exam(api, teacher, batch, paper):
    client = api(teacher)
    (shown,) = client.get("/api/v1/papers").json()["results"]
    names = {"paper": shown["ref"], "version": shown["versions"][0]["number"]}
    made = client.post(URL, exam_body(paper, batch, subject=shown["subject"], papers=[names]))
    assert made.status_code == 201, made.json()
    assert {name: made.json()["papers"][0][name] for name in names} == names
    assert ExamPaper.objects.get().paper_version == paper


def test_without_a_version_it_is_the_newest_frozen_one(api, teacher, batch, paper):
    second = freeze_paper(version=start_new_version(paper=paper.paper))
    start_new_version(paper=paper.paper)
    client, body = api(teacher), exam_body(paper, batch)
    made = client.post(URL, body).json()
    assert ExamPaper.objects.get().paper_version == second
    older = {**body, "papers": [{"paper": paper.paper.ref, "version": 1}]}
    assert client.put(f"{URL}/{made['id']}", older).json()["papers"][0]["version"] == 1
    assert ExamPaper.objects.get().paper_version == paper


REFUSED = {
    "a stranger's paper": ({"paper": "strange"}, "paper"),
    "no paper": ({"paper": "nowhere"}, "paper"),
    "no such version": ({"paper": "test-paper", "version": 9}, "version"),
    "a draft": ({"paper": "test-paper", "version": 2}, "version"),
    "a version's number for an id": ({"paper_version": 1}, "paper_version"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_paper_that_cannot_be_set_is_refused_by_field_and_changes_nothing(api, teacher, batch, paper, strange, case):
    names, field = REFUSED[case]
    start_new_version(paper=paper.paper)
    client, body = api(teacher), exam_body(paper, batch, papers=[{"paper": "test-paper", "version": 1}])
    made = client.post(URL, body).json()
    for answer in (
        client.post(URL, {**body, "papers": [names]}),
        client.put(f"{URL}/{made['id']}", {**body, "title": "Changed", "papers": [names]}),
    ):
        assert answer.status_code == 400
        assert field in str(answer.json()["errors"])
    assert list(Exam.objects.values_list("title", flat=True)) == [body["title"]]
    assert ExamPaper.objects.get().paper_version == paper


@pytest.mark.parametrize("subject", ["maths-12", "nowhere", 1])
def test_a_subject_that_is_not_ones_own_is_refused(api, teacher, batch, paper, strange, subject):
    answer = api(teacher).post(URL, exam_body(paper, batch, subject=subject))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["subject"])
    assert not Exam.objects.exists()


def test_a_paper_that_was_never_frozen_is_refused(api, teacher, batch, paper):
    paper.paper.versions.update(frozen_at=None)
    answer = api(teacher).post(URL, exam_body(paper, batch))
    assert answer.status_code == 400
    assert not Exam.objects.exists()
