"""Lists, tags, limits."""

import pytest
from redis.exceptions import ConnectionError as RedisGone

from mathvidya.api.models import RateCount
from mathvidya.outbox.models import Event

pytestmark = [pytest.mark.urls("mathvidya.testing.tests.doors"), pytest.mark.django_db]


@pytest.fixture
def five(db):
    for number in range(5):
        Event.objects.create(name=f"n{number}", payload={})


def test_a_list_is_walked_by_its_cursors(api, student, five):
    client, url, names = api(student), "/api/v1/events?page_size=2", []
    while url:
        page = client.get(url).json()
        assert set(page) == {"next", "previous", "results"}
        names += [row["name"] for row in page["results"]]
        url = page["next"]
    assert names == ["n0", "n1", "n2", "n3", "n4"]


def test_a_huge_page_is_capped(api, student, five):
    assert len(api(student).get(f"/api/v1/events?page_size={10**9}").json()["results"]) == 5


@pytest.mark.parametrize("cursor", ["nonsense", "cD0x", "%F0%9F%98%80", "bz0tMQ=="])
def test_a_broken_cursor_is_said_to_be_one(api, student, five, cursor):
    response = api(student).get(f"/api/v1/events?cursor={cursor}")
    assert response.status_code in (200, 400)
    if response.status_code == 400:
        assert response.json()["code"] == "invalid_cursor"


def test_the_count_of_queries_does_not_grow(api, student, five, queries_of):
    client = api(student)
    few = queries_of(lambda: client.get("/api/v1/events"))
    for number in range(20):
        Event.objects.create(name=f"m{number}", payload={})
    assert queries_of(lambda: client.get("/api/v1/events")) == few


def test_who_holds_the_tag_gets_304(api):
    client = api()
    first = client.get("/api/v1/slow")
    again = client.get("/api/v1/slow", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert client.get("/api/v1/slow", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_limit_says_when_to_come_again(api):
    client = api()
    statuses = [client.get("/api/v1/slow", headers={"X-Forwarded-For": f"9.9.9.{n}"}).status_code for n in range(11)]
    assert statuses == [200] * 10 + [429]  # an invented address does not help
    response = client.get("/api/v1/slow")
    assert (response.json()["code"], 1 <= int(response["Retry-After"]) <= 61) == ("too_many_requests", True)


def test_our_proxy_is_believed(api, settings):
    settings.NUM_PROXIES = 1
    client = api()
    statuses = [client.get("/api/v1/slow", headers={"X-Forwarded-For": f"9.9.9.{n}"}).status_code for n in range(11)]
    assert statuses == [200] * 11


def test_an_ipv6_customer_is_one_caller(api, settings):
    settings.NUM_PROXIES = 1
    client = api()
    found = [client.get("/api/v1/slow", headers={"X-Forwarded-For": f"2001:db8::{n}"}).status_code for n in range(11)]
    assert found[-1] == 429


class FrozenCache:
    """A cache whose server does not answer any more."""

    def add(self, *args, **kwargs):
        raise RedisGone("timed out")

    incr = add


def test_without_a_cache_students_pass_and_password_doors_still_count(api, student, monkeypatch):
    monkeypatch.setattr("mathvidya.api.throttles.cache", FrozenCache())
    assert api(student).get("/api/v1/events").status_code == 200
    client = api()
    assert [client.get("/api/v1/guarded").status_code for _ in range(6)] == [204] * 5 + [429]
    assert RateCount.objects.get().count == 6
    assert "example.org" not in RateCount.objects.get().bucket
