"""The teacher's forms: creating an exam of several papers, changing one that has begun, correcting a key."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exams.actions.papers import start_new_version
from exams.models import Exam, ExamPaper, KeyVersion, Paper
from mathvidya.testing.factories.curriculum import subject_of
from mathvidya.testing.factories.exams import frozen_paper, items_by_name, open_exam, submitted_attempt

PLACE = {"title": "", "duration_minutes": "", "shuffle_options": "on"}


def body(*papers, **fields):
    """A filled form; `papers` are versions, or dicts of a row's fields."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    rows = [{**PLACE, "paper": row.pk} if not isinstance(row, dict) else {**PLACE, **row} for row in papers]
    filled = {f"papers-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return {
        "title": "Pre-board", "kind": "exam", "opens_at": f"{now + timedelta(days=1):%Y-%m-%dT%H:%M}",
        "closes_at": f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}", "attempts_allowed": "1",
        "release_rule": "when_marked", "release_at": "", "promise_hours": "18", "description": "",
        "papers-TOTAL_FORMS": len(rows), "papers-INITIAL_FORMS": 0, **filled, **fields,
    }  # fmt: skip


def test_an_exam_takes_several_papers_in_their_order(browser, teacher, batch):
    first, second, third = (frozen_paper(ref=ref) for ref in "abc")
    row = {"paper": second.pk, "title": "Part two", "duration_minutes": "35"}
    sent = body(first, row, {"paper": third.pk, "DELETE": "on"}, batches=[batch.pk])
    answer = browser(teacher).post("/exams/manage/new", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    exam = Exam.objects.get()
    assert list(exam.batches.all()) == [batch]
    assert list(exam.papers.values_list("paper_version", "title", "duration_minutes", "shuffle_options")) == [
        (first.pk, first.paper.title, first.duration_minutes, True),
        (second.pk, "Part two", 35, True),
    ]


def offered(client):
    """The ids of the versions in the new exam's list of papers."""
    rows = client.get("/exams/manage/new").context["form"].places
    return {value for value, _label in rows.forms[0].fields["paper"].choices if value}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, b"This field is required"),
        ({"release_rule": "at"}, b"Say when the results come out."),
        ({"closes_at": "2020-01-01T10:00"}, b"The exam must close after it opens."),
        ({"papers-0-paper": ""}, b"This field is required"),
        ({"papers-0-DELETE": "on"}, b"Choose a paper."),
        ({"papers-0-paper": "999999"}, b"Select a valid choice"),
    ],
)
def test_errors_stand_at_their_fields_and_nothing_is_saved(browser, teacher, batch, wrong, said):
    answer = browser(teacher).post("/exams/manage/new", body(frozen_paper(), **wrong))
    assert answer.status_code == 422
    assert said in answer.content
    assert not Exam.objects.exists()


def test_a_draft_is_not_offered_for_an_exam(browser, teacher, batch):
    frozen = frozen_paper()
    draft = start_new_version(paper=frozen.paper)
    client = browser(teacher)
    assert offered(client) == {frozen.pk}
    assert client.post("/exams/manage/new", body(draft)).status_code == 422
    assert not Exam.objects.exists()


def test_a_paper_that_one_may_not_read_is_not_offered_for_an_exam(browser, teacher, batch):
    own, strange = frozen_paper(ref="own"), frozen_paper(ref="strange")
    Paper.objects.filter(pk=strange.paper_id).update(subject=subject_of("cbse-12"))
    client = browser(teacher)
    assert offered(client) == {own.pk}
    assert client.post("/exams/manage/new", body(strange)).status_code == 422
    assert not Exam.objects.exists()


def test_a_test_has_one_paper(browser, teacher, batch):
    sent = body(frozen_paper(ref="a"), frozen_paper(ref="b"), kind="test")
    answer = browser(teacher).post("/exams/manage/new", sent)
    assert (answer.status_code, b"A test has one paper." in answer.content) == (422, True)
    assert not Exam.objects.exists()


def test_a_begun_exam_keeps_papers_kind_and_start(browser, teacher, student, batch):
    exam = open_exam(batch=batch)
    submitted_attempt(student=student, exam=exam)
    papers = list(exam.papers.values())
    sent = body(frozen_paper(ref="other"), title="Renamed", kind="test", batches=[batch.pk])
    answer = browser(teacher).post(f"/exams/manage/{exam.pk}/edit", sent)
    assert answer.status_code == 302
    changed = Exam.objects.get()
    assert (changed.title, changed.kind, changed.opens_at) == ("Renamed", exam.kind, exam.opens_at)
    assert list(changed.papers.values()) == papers


def test_a_release_time_is_dropped_with_its_rule(browser, teacher, batch):
    sent = body(frozen_paper(), release_rule="manual", release_at="2030-01-01T10:00")
    assert browser(teacher).post("/exams/manage/new", sent).status_code == 302
    assert Exam.objects.get().release_at is None


@pytest.fixture
def key_page(browser, teacher, student, batch):
    """`post(**fields)` sends the form of the key's page; one attempt with every answer right has been submitted."""
    exam = open_exam(batch=batch, paper_version=frozen_paper())
    submitted_attempt(student=student, exam=exam)
    paper = exam.papers.get()
    client = browser(teacher)

    def post(**fields):
        return client.post(f"/exams/manage/{exam.pk}/papers/{paper.pk}/key", {"reason": "Misprint", **fields})

    post.items = items_by_name(paper.paper_version)
    return post


def test_the_part_of_a_case_study_is_corrected_after_a_look(key_page):
    choices = [value for value, _label in key_page(item="0").context["form"].fields["item"].choices]
    case = str(key_page.items["case"])
    part = next(value for value in choices if value.startswith(f"{case}."))
    assert case in choices
    looked = key_page(item=part, what="answer", answer="987654")
    if looked.status_code == 422:
        looked = key_page(item=part, what="answer", answer="b")
    assert looked.status_code == 200, looked.context["form"].errors
    assert looked.context["effects"][0].change < 0
    assert KeyVersion.objects.filter(number__gt=1).count() == 0
    data = {name: looked.context["form"].data[name] for name in ("item", "what", "answer")}
    assert key_page(**data, apply="1").status_code == 302
    assert set(KeyVersion.objects.get(number=2).corrections[case]["answer"]["parts"]) == {part.partition(".")[2]}


def test_of_two_papers_the_key_of_the_named_one_is_corrected(api, browser, teacher, batch):
    first, second = frozen_paper(ref="a", names=("single",)), frozen_paper(ref="b", names=("single",))
    exam = open_exam(batch=batch, paper_version=first)
    place = ExamPaper.objects.create(exam=exam, paper_version=second, position=2, title="Two", duration_minutes=60)
    page = browser(teacher).get(f"/exams/manage/{exam.pk}/papers/{place.pk}/key")
    assert page.context["place"] == place
    item = items_by_name(second)["single"]
    sent = {"corrections": {str(item): {"answer": {"option": "b"}}}, "reason": "Misprint"}
    assert api(teacher).post(f"/api/v1/exams/{exam.pk}/papers/{place.pk}/key", sent).status_code == 200
    assert KeyVersion.objects.get(number=2).paper_version == second


def test_a_key_is_not_reached_through_another_exam(api, browser, teacher, batch):
    version = frozen_paper(names=("single",))
    one = open_exam(batch=batch, paper_version=version)
    other = open_exam(batch=batch, paper_version=version, title="Another").papers.get()
    item = items_by_name(version)["single"]
    sent = {"corrections": {str(item): {"answer": {"option": "b"}}}, "reason": "Misprint"}
    assert api(teacher).post(f"/api/v1/exams/{one.pk}/papers/{other.pk}/key", sent).status_code == 404
    assert browser(teacher).get(f"/exams/manage/{one.pk}/papers/{other.pk}/key").status_code == 404
    assert KeyVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("item", "fields", "field"),
    [
        ("single", {"what": "answer", "answer": "zz"}, "answer"),
        ("single", {"what": "answer", "answer": ""}, "answer"),
        ("case", {"what": "answer", "answer": "1"}, "item"),
        ("case.", {"what": "everyone"}, "item"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(key_page, item, fields, field):
    name = item.removesuffix(".")
    value = str(key_page.items[name])
    if item.endswith("."):
        choices = [choice for choice, _label in key_page(item="0").context["form"].fields["item"].choices]
        value = next(choice for choice in choices if choice.startswith(f"{value}."))
    answer = key_page(item=value, apply="1", **fields)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert KeyVersion.objects.count() == 1
