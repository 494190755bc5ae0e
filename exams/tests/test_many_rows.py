"""However many rows there are, a page has a window of them: next, previous, the last one, a search, nothing found."""

import re
from itertools import chain

import pytest

from exams.views.oversight import SHOWN
from mathvidya.testing.factories.exams import many_attempts, open_attempt, open_exam

NAME = re.compile(r'<th scope="row">(\S+) Rao')


@pytest.fixture
def crowd(batch, student):
    """An exam that more have handed in than two pages hold, and two still sit."""
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
    assert names_in(client.get(f"/exams/manage/{crowd.pk}?search=rao person0077")) == ["Person0077"]
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
    many_attempts(exam=crowd, number=30, status="paused")
    client, address, seen = api(teacher), f"/api/v1/exams/{crowd.pk}/live", []
    while address:
        body = client.get(address).json()
        seen.append([row["attempt"] for row in body["attempts"]])
        address = body["next"]
    assert [len(page) for page in seen] == [100, 2 * SHOWN + 33 - 100]
    assert len(set(chain(*seen))) == crowd.attempts.count()
    assert [row["attempt"] for row in client.get(body["previous"]).json()["attempts"]] == seen[0]
