"""Who a token says is asking, and what makes it stop."""

from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from accounts.access.signin import NotSignedIn, principal, user_of_token
from accounts.actions.sessions import set_active, set_password, sign_out_everywhere
from accounts.actions.tokens import BadRefreshToken, open_family, rotate, sign_out


def asking(token: str):
    return RequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {token}")


def test_a_token_names_its_person_without_the_database(student, django_assert_num_queries):
    token = open_family(user=student).access
    with django_assert_num_queries(0):
        who = principal(asking(token))
    assert (who.user_id, who.role, who.is_cleared) == (student.pk, "student", True)


def test_a_child_who_was_pending_at_sign_in_is_seen_cleared_once_consent_is_there(
    pending_student, django_capture_on_commit_callbacks
):
    token = open_family(user=pending_student).access
    assert not principal(asking(token)).is_cleared
    pending_student.consented_at = timezone.now()
    pending_student.save()
    assert principal(asking(token)).is_cleared


@pytest.mark.parametrize(
    "end",
    [
        lambda user: sign_out_everywhere(user=user, because="test"),
        lambda user: set_password(user=user, password="another long secret"),
        lambda user: set_active(user=user, active=False),
    ],
)
def test_what_ends_every_token(student, end, django_capture_on_commit_callbacks):
    pair = open_family(user=student)
    with django_capture_on_commit_callbacks(execute=True):
        end(student)
    with pytest.raises(NotSignedIn):
        principal(asking(pair.access))
    assert user_of_token(pair.access) is None
    with pytest.raises(BadRefreshToken):
        rotate(refresh=pair.refresh)


def test_without_a_cache_the_database_decides(student, settings, django_capture_on_commit_callbacks):
    pair = open_family(user=student)
    working = settings.CACHES
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert principal(asking(pair.access)).user_id == student.pk
    with django_capture_on_commit_callbacks(execute=True):
        sign_out(refresh=pair.refresh)
    with pytest.raises(NotSignedIn):
        principal(asking(pair.access))
    settings.CACHES = working


def test_a_refresh_token_works_once_and_its_reuse_ends_the_family(student, django_capture_on_commit_callbacks):
    first = open_family(user=student)
    second, _ = rotate(refresh=first.refresh)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(BadRefreshToken):
        rotate(refresh=first.refresh)
    with pytest.raises(BadRefreshToken):
        rotate(refresh=second.refresh)
    with pytest.raises(NotSignedIn):
        principal(asking(second.access))


@pytest.mark.parametrize("kind", ["refresh as access", "altered", "empty", "other key", "alg none"])
def test_tokens_that_are_not_ours(student, kind):
    import jwt

    pair = open_family(user=student)
    head, body, _ = pair.access.split(".")
    payload = jwt.decode(pair.access, options={"verify_signature": False})
    token = {
        "refresh as access": pair.refresh,
        "altered": f"{head}.{body}.AAAA",
        "empty": "",
        "other key": jwt.encode(payload, "x" * 32, algorithm="HS256"),
        "alg none": jwt.encode(payload, None, algorithm="none"),
    }[kind]
    with pytest.raises(NotSignedIn):
        principal(asking(token))


def test_nodes_whose_clocks_differ_by_minutes_take_each_others_tokens(student):
    with time_machine.travel(timezone.now() + timedelta(minutes=7)):
        pair = open_family(user=student)
    assert principal(asking(pair.access)).user_id == student.pk
    assert rotate(refresh=pair.refresh)[1] == student
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        from_far_ahead = open_family(user=student).access
    with pytest.raises(NotSignedIn):
        principal(asking(from_far_ahead))
