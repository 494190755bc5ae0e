"""Errors have the look of all pages; programs get a problem document."""

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import include, path

from mathvidya.lib.errors import DomainError, Forbidden

pytestmark = pytest.mark.django_db


class TooSoon(DomainError):
    code, status, detail = "too_soon", 429, "Wait until <b>noon</b>."


def refuse(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("refused/403", refuse(Forbidden())),
    path("refused/429", refuse(TooSoon(extra={"retry_after": 7}))),
    path("refused/away", refuse(OperationalError("connection lost at 10.0.0.7"))),
    path("refused/broken", refuse(RuntimeError("secret words"))),
    path("", include("mathvidya.urls")),
]
handler404 = "mathvidya.web.views.not_found"
handler500 = "mathvidya.web.views.server_error"


@pytest.fixture
def client(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/refused/403", 403, "You may not do this."),
        ("/refused/429", 429, "Wait until &lt;b&gt;noon&lt;/b&gt;."),
        ("/refused/away", 503, "The service is busy."),
        ("/refused/broken", 500, "Something broke on our side"),
        ("/nothing-here", 404, "This page is not in the book"),
    ],
)
def test_a_person_gets_a_page(client, address, status, words):
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")
    assert words in page
    assert "secret words" not in page
    assert "10.0.0.7" not in page


def test_waiting_time_is_told(client):
    assert client.get("/refused/429")["Retry-After"] == "7"


def test_htmx_gets_a_problem_for_its_toast(client):
    answer = client.get("/refused/429", headers={"HX-Request": "true"})
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "too_soon"
    assert answer.json()["status"] == 429


def test_the_api_gets_a_problem_for_an_unknown_address(client):
    answer = client.get("/api/v1/nothing-here")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_a_broken_page_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/refused/broken").status_code == 500


def test_a_form_without_its_token_is_refused_in_plain_words(settings):
    answer = Client(enforce_csrf_checks=True).post("/i18n/setlang/", {"language": "hi"})
    assert answer.status_code == 403
    assert "no longer valid" in answer.content.decode()


@pytest.mark.parametrize("name", ["accounts/user", "questions/question"])
def test_an_export_with_a_filter_that_is_none_is_refused(browser, admin, name):
    """The list goes back to all its rows; what is exported from it must not be more than was asked for."""
    assert browser(admin).get(f"/admin/{name}/?junk=1").status_code == 302
    for query in ("junk=1", "id__exact=x", "id__in=1,x", "status__junk=1", "q=a&junk__gt=2"):
        assert browser(admin).get(f"/admin/{name}/export/?{query}").status_code == 400
    assert browser(admin).get(f"/admin/{name}/export/").status_code == 200
