"""However many rows there are, a page has a window of them: next, previous, the last one, a search, nothing found."""

import re
from datetime import timedelta
from itertools import chain

import pytest
from django.utils import timezone

from exams.models import Attempt
from exams.views.oversight import EXAMS_SHOWN, SHOWN
from exams.views.results import SHOWN as RESULTS_SHOWN
from exams.views.taking import PAST_SHOWN
from mathvidya.lib import counts
from mathvidya.testing.factories.accounts import UserFactory
from mathvidya.testing.factories.exams import (
    frozen_paper,
    many_attempts,
    open_attempt,
    open_exam,
    submitted_attempt,
)

HOUR = timedelta(hours=1)

NAME = re.compile(r'<th scope="row">(\S+) Rao')


@pytest.fixture
def crowd(batch, student):
    """An exam that more have submitted than two pages show, and two still write."""
    exam = open_exam(batch=batch)
    many_attempts(exam=exam, number=2, status="open")
    many_attempts(exam=exam, number=2 * SHOWN)
    return exam


def names_in(answer):
    return NAME.findall(answer.content.decode())


def lead(answer, rel):
    found = re.search(f'rel="{rel}" href="([^"]*)"', answer.content.decode())
    return found[1].replace("&amp;", "&") if found else None


def test_the_pages_of_attempts_lead_through_all_of_them_and_back(browser, teacher, crowd):
    client = browser(teacher)
    pages = [client.get(f"/exams/manage/{crowd.pk}")]
    while address := lead(pages[-1], "next"):
        pages.append(client.get(address))
    seen = [names_in(page) for page in pages]
    assert [len(names) for names in seen] == [SHOWN, SHOWN, 2]
    writing, submitted = ["Person0000", "Person0001"], [f"Person{n:04}" for n in range(2 * SHOWN)]
    assert list(chain(*seen)) == writing + submitted
    back = client.get(lead(pages[-1], "prev"))
    assert names_in(back) == seen[1]
    assert names_in(client.get(lead(back, "prev"))) == seen[0]
    assert lead(client.get(lead(back, "prev")), "prev") is None


def test_a_search_finds_a_student_of_a_crowd_and_keeps_to_what_it_found(browser, teacher, crowd):
    client = browser(teacher)
    assert names_in(client.get(f"/exams/manage/{crowd.pk}?search=rao person0047")) == ["Person0047"]
    found = client.get(f"/exams/manage/{crowd.pk}?search=person00")
    further = names_in(client.get(lead(found, "next")))
    assert (further[0], len(further)) == (f"Person{SHOWN - 2:04}", SHOWN)
    assert "search=person00&" in lead(found, "next")
    nobody = client.get(f"/exams/manage/{crowd.pk}?search=nobody")
    assert (names_in(nobody), b"No student of this name" in nobody.content) == ([], True)
    assert b"Publish results" in nobody.content


@pytest.mark.parametrize("place", ["after=", "after=x", "before=WzFd", "after=WzAsInpvZSIsInoiLCJ4Il0"])
def test_a_place_that_is_none_leads_to_the_first_page(browser, teacher, crowd, place):
    answer = browser(teacher).get(f"/exams/manage/{crowd.pk}?{place}")
    assert (answer.status_code, names_in(answer)[:2]) == (200, ["Person0000", "Person0001"])


def test_a_fresh_table_is_that_of_the_same_page(browser, teacher, crowd):
    client = browser(teacher)
    second = lead(client.get(f"/exams/manage/{crowd.pk}"), "next")
    fresh = client.get(second, headers={"HX-Request": "true"})
    assert names_in(fresh) == names_in(client.get(second))
    assert f'hx-get="{second}"'.replace("&", "&amp;") in fresh.content.decode()
    assert b"<h1>" not in fresh.content


def test_the_app_follows_the_links_to_everybody_who_sits(api, teacher, student, crowd):
    open_attempt(student=student, exam=crowd)
    many_attempts(exam=crowd, number=60, status="paused")
    client, address, seen = api(teacher), f"/api/v1/exams/{crowd.pk}/live", []
    while address:
        body = client.get(address).json()
        seen.append([row["attempt"] for row in body["attempts"]])
        address = body["next"]
    assert [len(page) for page in seen] == [100, 2 * SHOWN + 63 - 100]
    assert len(set(chain(*seen))) == crowd.attempts.count()
    assert [row["attempt"] for row in client.get(body["previous"]).json()["attempts"]] == seen[0]


def exams_in(answer):
    return re.findall(r">Over (\d+)<", answer.content.decode())


def test_a_student_turns_the_pages_of_exams_that_are_over(browser, student, batch):
    version = frozen_paper()
    now = timezone.now()
    for n in range(PAST_SHOWN + 3):
        opened = now - timedelta(days=10 + n)
        exam = open_exam(
            paper_version=version, batch=batch, title=f"Over {n}", opens_at=opened, closes_at=opened + HOUR
        )
        exam.papers.update(title="A paper")
    open_exam(paper_version=version, batch=batch, title="Open now")
    client = browser(student)
    first = client.get("/exams")
    assert exams_in(first) == [str(n) for n in range(PAST_SHOWN)]
    assert (b"Open now" in first.content, lead(first, "prev")) == (True, None)
    second = client.get(lead(first, "next"))
    assert exams_in(second) == [str(n) for n in range(PAST_SHOWN, PAST_SHOWN + 3)]
    assert (b"Open now" in second.content, lead(second, "next")) == (False, None)
    assert exams_in(client.get(lead(second, "prev"))) == exams_in(first)


def test_results_come_by_pages_to_the_student_and_to_the_parent(browser, student, parent):
    exam = open_exam(attempts_allowed=100)
    made = [submitted_attempt(student=student, exam=exam) for _ in range(3)]
    paper = exam.papers.get()
    Attempt.objects.bulk_create(
        Attempt(
            exam=exam, exam_paper=paper, paper_version=paper.paper_version, student=student, seed=1, number=10 + n,
            status="submitted", started_at=exam.opens_at, deadline_at=exam.closes_at, submitted_at=exam.opens_at,
        )
        for n in range(RESULTS_SHOWN)
    )  # fmt: skip
    everybodys = set(student.attempts.values_list("pk", flat=True))
    for person, address in ((student, "/results"), (parent, "/results"), (parent, f"/children/{student.pk}/results")):
        client = browser(person)
        pages = [client.get(address)]
        while following := lead(pages[-1], "next"):
            pages.append(client.get(following))
        seen = [[int(pk) for pk in re.findall(r'href="/attempts/(\d+)"', page.content.decode())] for page in pages]
        assert [len(page) for page in seen] == [RESULTS_SHOWN, 3]
        assert seen[0][:3] == [attempt.pk for attempt in reversed(made)]
        assert set(chain(*seen)) == everybodys


def test_exams_to_manage_come_by_pages_and_are_found_by_title(browser, teacher, batch, admin):
    version = frozen_paper()
    for n in range(EXAMS_SHOWN + 2):
        open_exam(paper_version=version, batch=batch, title=f"Unit {n:02}", opens_at=timezone.now() - n * HOUR)
    client = browser(teacher)
    titles = re.compile(r">(Unit \d\d)<")
    first = client.get("/exams/manage")
    second = client.get(lead(first, "next"))
    seen = [titles.findall(page.content.decode()) for page in (first, second)]
    assert seen == [
        [f"Unit {n:02}" for n in range(EXAMS_SHOWN)],
        [f"Unit {n:02}" for n in range(EXAMS_SHOWN, EXAMS_SHOWN + 2)],
    ]
    found = client.get("/exams/manage?search=unit 21")
    assert (titles.findall(found.content.decode()), lead(found, "next")) == (["Unit 21"], None)
    assert b"No exam of this name" in client.get("/exams/manage?search=nothing").content
    assert b"No exam yet" in browser(UserFactory(role="teacher")).get("/exams/manage").content


def test_counts_of_an_exam_end_at_a_number(browser, teacher, batch, monkeypatch):
    exam = open_exam(batch=batch)
    many_attempts(exam=exam, number=3)
    monkeypatch.setattr(counts, "COUNTED", 2)
    assert b">2+<" in browser(teacher).get("/exams/manage").content
    monkeypatch.setattr(counts, "COUNTED", 3)
    page = browser(teacher).get("/exams/manage").content
    assert (b">3<" in page, b"3+" in page) == (True, False)
