"""The same key and body: the same answer, and one thing made."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from mathvidya.api.actions import Reply, answer_once, forget_old_replies
from mathvidya.api.models import IdempotentReply
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.models import Event

pytestmark = [pytest.mark.urls("mathvidya.testing.tests.doors"), pytest.mark.django_db]


def post(client, body, key="k1"):
    return client.post("/api/v1/notes", body, headers={"Idempotency-Key": key})


def test_a_repeated_request_gets_the_first_answer(api, student):
    client = api(student)
    first, second = post(client, {"name": "a", "marks": "1"}), post(client, {"marks": "1", "name": "a"})
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotency-Replayed"] == "true"
    assert Event.objects.count() == 1


def test_another_body_is_refused(api, student):
    client = api(student)
    post(client, {"name": "a"})
    response = post(client, {"name": "b"})
    assert (response.status_code, response.json()["code"]) == (409, "idempotency_key_reused")
    assert Event.objects.count() == 1


def test_a_key_belongs_to_one_person(api, student, other_student):
    assert post(api(student), {"name": "a"}).json() != post(api(other_student), {"name": "a"}).json()
    assert Event.objects.count() == 2


def test_a_refused_request_may_be_mended(api, student):
    client = api(student)
    assert post(client, {}).status_code == 400
    assert post(client, {"name": "a"}).status_code == 201


def test_an_answer_of_400_is_not_kept(student):
    def run():
        Event.objects.create(name="undone", payload={})
        return Reply(422, {})

    assert answer_once(user_id=student.pk, key="k", fingerprint="f", run=run).status == 422
    assert not Event.objects.exists()
    assert not IdempotentReply.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 201, "schlüssel", "a\tb"])
def test_a_key_is_plain(api, student, key):
    response = post(api(student), {"name": "a"}, key)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_idempotency_key")


def test_keys_are_forgotten_after_a_week(api, student):
    client = api(student)
    post(client, {"name": "a"})
    IdempotentReply.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert (forget_old_replies(), forget_old_replies()) == (1, 0)
    assert post(client, {"name": "a"}).status_code == 201


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one(student):
    barrier, seen = Barrier(8), []

    def run():
        import time

        time.sleep(0.1)
        return Reply(201, {"id": str(Event.objects.create(name="made", payload={}).pk)})

    def ask():
        barrier.wait()
        try:
            seen.append(answer_once(user_id=student.pk, key="k", fingerprint="f", run=run).body["id"])
        except DomainError as error:
            seen.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=ask) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert Event.objects.count() == 1
    assert set(seen) <= {str(Event.objects.get().pk), "idempotency_key_in_progress"}
