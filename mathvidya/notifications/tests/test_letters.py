"""Mail about signing in: stored with its cause, encrypted while it waits, sent once, deleted when sent."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from mathvidya.notifications import actions
from mathvidya.notifications.actions.outgoing import NotSent
from mathvidya.notifications.models import Letter
from mathvidya.notifications.tasks import send_letter, send_waiting

REGISTRATION = {
    "email": "neu@example.org",
    "password": "a quiet river 42",
    "first_name": "Neha",
    "role": "parent",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_mail_server(settings):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    def mend():
        settings.EMAIL_BACKEND = working

    return mend


def minutes_later(minutes: int):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes))


def test_no_request_speaks_to_the_mail_server_and_no_mail_is_lost_with_it(api, no_mail_server, deliver):
    assert api().post("/api/v1/auth/register", REGISTRATION).status_code == 201
    deliver()
    assert Letter.objects.count() == 1
    no_mail_server()
    with minutes_later(11):
        assert send_waiting.delay().get() == 1
    assert [message.to for message in mail.outbox] == [["neu@example.org"]]
    assert not Letter.objects.exists()


def test_a_forgotten_password_is_answered_alike_without_a_mail_server(api, student, no_mail_server):
    answers = [
        api().post("/api/v1/auth/forgot-password", {"email": address})
        for address in (student.email, "nobody@example.org")
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert answers[0].json() == answers[1].json()
    assert Letter.objects.count() == 2


def test_a_waiting_letter_tells_nothing_to_who_reads_the_table(api, student):
    api().post("/api/v1/auth/forgot-password", {"email": student.email})
    [letter] = Letter.objects.values()
    assert student.email not in str(letter)
    assert "reset" not in str(letter)


def test_a_letter_leaves_once(api, student, deliver):
    api().post("/api/v1/auth/forgot-password", {"email": student.email})
    pk = Letter.objects.get().pk
    deliver()
    assert send_letter.delay(pk).get() is False
    assert len(mail.outbox) == 1
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_after_a_day_a_letter_is_given_up(api, student, no_mail_server):
    api().post("/api/v1/auth/forgot-password", {"email": student.email})
    letter = Letter.objects.get()
    for minutes in (0, 23 * 60):
        with minutes_later(minutes), pytest.raises(NotSent):
            actions.send_letter(letter_id=letter.pk)
        assert Letter.objects.exists()
    with minutes_later(25 * 60), pytest.raises(NotSent):
        actions.send_letter(letter_id=letter.pk)
    assert not Letter.objects.exists()


def test_a_letter_sealed_with_another_key_is_dropped(api, student, deliver, settings):
    api().post("/api/v1/auth/forgot-password", {"email": student.email})
    settings.SECRET_KEY = "another key of the same installation, long enough to be one"
    deliver()
    assert not mail.outbox
    assert not Letter.objects.exists()
