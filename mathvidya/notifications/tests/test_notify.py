"""Notifying people: once, in their language, by the channels they want."""

import threading
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.utils import timezone

from mathvidya.notifications import tasks
from mathvidya.notifications.actions import notify, send_delivery, set_preferences
from mathvidya.notifications.actions.outgoing import MOST_REFUSALS, NotSent
from mathvidya.notifications.choices import CHANNELS, KINDS, DeliveryState
from mathvidya.notifications.models import CLAIM_LASTS, Delivery, Notification
from mathvidya.outbox.models import Delivery as DeliveryOfEvent
from mathvidya.outbox.models import Event

FACTS = {"exam": "Half-yearly", "total": "61.5", "max_total": "80"}
RESULT = KINDS["result_published"]


def tell(*people, key="result-1", kind=RESULT, facts=FACTS):
    return notify(user_ids=[user.pk for user in people], kind=kind, facts=facts, url="/results/1", key=key)


def test_each_person_is_one_notice_a_key(student, parent):
    assert len(tell(student, parent)) == 2
    assert tell(student, parent) == []
    assert len(tell(student, key="result-2")) == 1
    assert list(student.notifications.order_by("seq").values_list("seq", "key")) == [(1, "result-1"), (2, "result-2")]
    assert student.notifications.first().title == "Your result of Half-yearly is out"


def test_texts_name_the_child_to_a_guardian(parent):
    [notice] = tell(parent, facts=FACTS | {"student": "Asha"})
    assert notice.title == "Asha: the result of Half-yearly is out"


def test_texts_are_plain(student):
    [notice] = tell(student, facts={"exam": "<b>A & B</b>\r\nBcc: someone"})
    assert notice.title == "Your result of <b>A & B</b> Bcc: someone is out"


@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_kind_has_texts(student, code):
    [notice] = tell(student, kind=KINDS[code], key=code, facts={"title": "T", "text": "B"})
    assert notice.title
    assert notice.body or code == "exam_scheduled"


def test_the_inactive_are_not_told(student):
    student.is_active = False
    student.save()
    assert tell(student) == []


def test_queries_do_not_grow_with_people(db, django_assert_num_queries):
    from mathvidya.testing.factories.accounts import UserFactory

    for size in (2, 20):
        people = UserFactory.create_batch(size)
        with django_assert_num_queries(11):
            tell(*people, key=f"size-{size}")


def test_the_mail_leaves_by_the_outbox(student, deliver):
    tell(student)
    assert mail.outbox == []
    assert deliver() == 1
    [letter] = mail.outbox
    assert letter.to == [student.email]
    assert letter.subject == "Your result of Half-yearly is out"
    assert "61.5 of 80 marks" in letter.body
    assert "/results/1" in letter.body
    assert "/notifications/preferences" in letter.alternatives[0].content
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_task_and_handler_run_twice_send_one_mail(student, deliver):
    tell(student)
    deliver()
    DeliveryOfEvent.objects.update(done_at=None)
    deliver()
    delivery_id = Delivery.objects.get().pk
    assert tasks.send_delivery.delay(delivery_id).get() is False
    assert len(mail.outbox) == 1


def test_a_lost_task_is_made_up_for(student, time_machine_ahead):
    tell(student)
    Event.objects.all().delete()
    assert tasks.send_waiting.delay().get() == 0  # its first try may still be on its way
    with time_machine_ahead(minutes=1):
        assert tasks.send_waiting.delay().get() == 1
        assert tasks.send_waiting.delay().get() == 0
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("state", "is_claimed", "soon", "later"),
    [
        (DeliveryState.WAITING, False, 40, 50),  # its task never began
        (DeliveryState.SENDING, True, 40, 50),  # its worker died
        (DeliveryState.WAITING, True, 240, 310),  # its task gave up, or was lost between two tries
    ],
)
def test_a_mail_is_taken_up_again_when_no_task_can_be_coming_for_it(
    student, time_machine_ahead, state, is_claimed, soon, later
):
    tell(student)
    Delivery.objects.update(state=state, claimed_at=timezone.now() if is_claimed else None)
    with time_machine_ahead(seconds=soon):
        assert not Delivery.objects.overdue().exists()
    with time_machine_ahead(seconds=later):
        assert Delivery.objects.overdue().exists()


@pytest.fixture
def time_machine_ahead():
    from datetime import timedelta

    import time_machine
    from django.utils import timezone

    return lambda **ahead: time_machine.travel(timezone.now() + timedelta(**ahead))


@pytest.fixture
def no_mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def test_a_server_that_is_away_is_asked_for_a_day_then_given_up(student, no_mail_server, time_machine_ahead):
    tell(student)
    delivery = Delivery.objects.get()
    for hours in (0, 1, 23):
        with time_machine_ahead(hours=hours), pytest.raises(NotSent):
            send_delivery(delivery_id=delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.last_error) == (DeliveryState.WAITING, 3, "ConnectionRefusedError")
    with time_machine_ahead(hours=25):
        with pytest.raises(NotSent):
            send_delivery(delivery_id=delivery.pk)
        assert send_delivery(delivery_id=delivery.pk) is False
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED


def test_a_server_that_refuses_a_mail_is_asked_five_times(student, monkeypatch):
    def refuse(message):
        raise SMTPRecipientsRefused({student.email: (550, b"no such mailbox")})

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    tell(student)
    delivery = Delivery.objects.get()
    for _ in range(MOST_REFUSALS):
        with pytest.raises(NotSent):
            send_delivery(delivery_id=delivery.pk)
    assert send_delivery(delivery_id=delivery.pk) is False
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (DeliveryState.FAILED, "SMTPRecipientsRefused")


def test_a_claim_of_a_dead_worker_expires(student, time_machine_ahead):
    tell(student)
    delivery = Delivery.objects.get()
    Delivery.objects.update(state=DeliveryState.SENDING, claimed_at=timezone.now())
    assert send_delivery(delivery_id=delivery.pk) is False
    with time_machine_ahead(seconds=CLAIM_LASTS.total_seconds() + 1):
        assert send_delivery(delivery_id=delivery.pk) is True
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<notice-{delivery.notification_id}@")


def test_preferences_decide_about_mail_only(student, deliver):
    set_preferences(user=student, wishes={(RESULT, CHANNELS["email"]): False})
    tell(student)
    tell(student, kind=KINDS["consent_withdrawn"], key="consent")
    deliver()
    assert student.notifications.count() == 2
    assert [letter.subject for letter in mail.outbox] == ["Consent for was withdrawn"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_racing_writers_leave_no_gap_and_no_second_copy(student):
    def write(number):
        try:
            for key in range(10):
                tell(student, key=f"{key}")
                tell(student, key=f"{number}-{key}")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Notification.objects.values_list("seq", flat=True)) == list(range(1, 51))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_racing_tasks_send_one_mail(student):
    tell(student)
    delivery_id = Delivery.objects.get().pk
    results = []

    def send():
        try:
            results.append(send_delivery(delivery_id=delivery_id))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(results), len(mail.outbox)) == ([False] * 5 + [True], 1)
