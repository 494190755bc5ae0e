"""Redis refused, silent, wiped: everybody can go on with their work, and guesses of passwords are still counted."""

import pytest
from django.core.cache import cache, caches

from accounts.models import User
from mathvidya.api.models import CacheEntry
from mathvidya.ops.caches import SessionCache
from mathvidya.testing.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
AWAY = pytest.mark.parametrize("how", ["refuse", "drop"])
REGISTRATION = {"email": "neu@example.org", "password": "a quiet river 42", "first_name": "Neha", "role": "parent"}


@AWAY
def test_pages_work_from_signing_in_to_signing_out(browser, student, redis_line, how):
    redis_line.set(how)
    page = browser()
    wrong = page.post("/accounts/login/", {"login": student.email, "password": "wrong"})
    assert wrong.status_code == 200
    signed_in = page.post("/accounts/login/", {"login": student.email, "password": PASSWORD})
    assert signed_in["Location"] == "/home"
    assert page.get("/home").status_code == 200
    assert page.get("/me").status_code == 200
    assert page.post("/accounts/logout/").status_code == 302
    assert page.get("/me").status_code == 302


@AWAY
def test_the_app_works(api, student, redis_line, how):
    app = api(student)
    redis_line.set(how)
    assert app.get("/api/v1/auth/me").status_code == 200
    assert app.patch("/api/v1/users/me", {"first_name": "Usha"}).status_code == 200
    assert app.get("/api/v1/notifications").status_code == 200
    tokens = api().post("/api/v1/auth/login", {"email": student.email, "password": PASSWORD})
    assert tokens.status_code == 200
    assert api().post("/api/v1/auth/refresh", {"refresh": tokens.json()["refresh"]}).status_code == 200
    assert api().post("/api/v1/auth/register", REGISTRATION).status_code == 201
    assert User.objects.filter(email="neu@example.org").exists()


def test_guesses_are_counted_in_the_database(api, browser, student, redis_line):
    redis_line.set("refuse")
    answers = [
        api().post("/api/v1/auth/login", {"email": student.email, "password": f"wrong {number}"}).status_code
        for number in range(7)
    ]
    assert answers == [401] * 5 + [429] * 2
    shut = browser().post("/accounts/login/", {"login": student.email, "password": PASSWORD})
    assert "Too many failed login attempts" in shut.content.decode()
    assert CacheEntry.objects.exists()
    assert student.email not in str(list(CacheEntry.objects.values()))
    redis_line.set("pass")
    assert api().post("/api/v1/auth/login", {"email": student.email, "password": PASSWORD}).status_code == 200


def test_only_what_guards_a_door_is_kept_in_the_database(api, student, redis_line):
    redis_line.set("refuse")
    for _again in range(3):
        assert api(student).get("/api/v1/notifications").status_code == 200
    assert not CacheEntry.objects.exists()


def test_a_wiped_redis_signs_nobody_out(api, browser, student, redis_line):
    app, page = api(student), browser(student)
    assert page.get("/home").status_code == 200
    redis_line.server.wipe()
    assert page.get("/home").status_code == 200
    assert app.get("/api/v1/auth/me").status_code == 200


def test_who_signs_out_while_redis_is_away_stays_out_after_minutes(browser, student, redis_line):
    page = browser(student)
    page.get("/home")
    [key] = cache._cache.get_client().keys("*cached_db*")
    assert 0 < cache._cache.get_client().ttl(key) <= SessionCache.LONGEST
    cookie = page.session.session_key
    redis_line.set("refuse")
    page.post("/accounts/logout/")
    redis_line.set("pass")
    cache._cache.get_client().delete(key)  # its minutes are over
    page.cookies["sessionid"] = cookie
    assert page.get("/me").status_code == 302


def test_ready_names_the_cache(client, redis_line):
    redis_line.set("refuse")
    answer = client.get("/health/db")
    assert answer.status_code == 503
    assert answer.json()["parts"]["cache"] == "ConnectionError"


def test_sessions_lie_in_a_cache_of_their_own(settings):
    assert settings.SESSION_CACHE_ALIAS == "sessions"
    assert (type(caches["sessions"]) is SessionCache) == bool(settings.REDIS_URL)
