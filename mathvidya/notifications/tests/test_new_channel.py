"""A new channel is a class and its registration; page, API, sending and trying again need no other edit."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from mathvidya.notifications import tasks
from mathvidya.notifications.actions import notify, send_delivery
from mathvidya.notifications.actions.outgoing import MOST_REFUSALS, NotSent
from mathvidya.notifications.choices import CHANNELS, KINDS, NoticeKind, register_channel
from mathvidya.notifications.models import Delivery, Letter, Preference
from mathvidya.notifications.queries.notices import waiting_delivery_ids
from mathvidya.notifications.tests.conftest import Wire

PREFERENCES = "/api/v1/notifications/preferences"
PAGE = "/notifications/preferences"
RESULT = KINDS["result_published"]


def tell(*people, key="result-1", kind=RESULT):
    facts = {"exam": "Half-yearly", "title": "T", "text": "B"}
    return notify(user_ids=[person.pk for person in people], kind=kind, facts=facts, url="/results/1", key=key)


def minutes_later(minutes):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes))


@pytest.fixture
def wired(wire, api, student):
    """The student wants results by wire as well."""
    body = {"preferences": [{"kind": "result_published", "wire": True}]}
    assert api(student).put(PREFERENCES, body, format="json").status_code == 200
    return wire


@pytest.fixture
def workers(monkeypatch):
    """As in production, a task that fails does not fail whoever handed it out."""
    task = tasks.send_delivery
    monkeypatch.setattr(task, "delay", lambda pk: task.apply(args=[pk], throw=False))


def states():
    return dict(Delivery.objects.values_list("channel", "state"))


# --- What people want ------------------------------------------------------------------------------------------------


def test_what_is_off_by_default_is_sent_to_nobody(wire, student, deliver):
    tell(student)
    deliver()
    assert wire.sent == []
    assert states() == {"email": "sent"}


def test_it_is_sent_besides_the_mail_to_who_wants_it(wired, student, parent, deliver):
    tell(student, parent)
    deliver()
    assert [text.split(".")[0] for text in wired.sent] == ["Your result of Half-yearly is out"]
    assert len(mail.outbox) == 2
    assert states() == {"email": "sent", "wire": "sent"}


def test_who_has_no_address_there_gets_nothing_there(wired, student, deliver):
    wired.numbers.clear()
    tell(student)
    assert states() == {"email": "waiting"}


def test_the_page_asks_about_it(wire, browser, student):
    client = browser(student)
    page = client.get(PAGE).content.decode()
    assert "Wire me when" in page
    assert 'name="wire" value="result_published">' in page
    client.post(PAGE, {"wire": ["result_published"], "email": ["page_bounced"]})
    page = client.get(PAGE).content.decode()
    assert 'name="wire" value="result_published" checked' in page
    assert 'name="email" value="result_published">' in page


def test_a_client_that_knows_only_mail_changes_only_that(wired, api, student):
    body = {"preferences": [{"kind": "result_published", "email": False}]}
    rows = {row["kind"]: row for row in api(student).put(PREFERENCES, body, format="json").json()["preferences"]}
    assert (rows["result_published"]["email"], rows["result_published"]["wire"]) == (False, True)


def test_a_row_without_any_channel_is_refused(wire, api, student):
    answer = api(student).put(PREFERENCES, {"preferences": [{"kind": "page_bounced"}]}, format="json")
    assert answer.status_code == 400
    assert not Preference.objects.exists()


def test_the_document_of_the_api_has_its_field(wire):
    schemas = SchemaGenerator().get_schema(public=True)["components"]["schemas"]
    assert schemas["PreferenceOut"]["properties"]["wire"] == {"type": "boolean"}
    assert {"email", "wire"} <= set(schemas["PreferenceOut"]["required"])
    assert schemas["PreferenceInRequest"]["required"] == ["kind"]


def test_rights_stay_with_the_channels_that_send_them_by_default(wire, api, student, deliver):
    def put(**wishes):
        body = {"preferences": [{"kind": "consent_withdrawn", **wishes}]}
        return api(student).put(PREFERENCES, body, format="json").status_code

    assert (put(wire=True), put(wire=False), put(email=False)) == (200, 200, 422)


def test_a_kind_may_differ_from_the_default_of_a_channel(wire, student):
    urgent = NoticeKind(
        code="urgent", label="Urgent", roles=frozenset(), texts="exams/notices", defaults={"wire": True, "email": False}
    )
    assert [channel.code for channel in CHANNELS.values() if channel.sends_by_default(urgent)] == ["wire"]


# --- A server that is away -------------------------------------------------------------------------------------------


def test_a_channel_that_is_away_holds_up_no_mail(wired, student, deliver, workers):
    wired.breaks = ConnectionRefusedError()
    tell(student)
    deliver()
    assert len(mail.outbox) == 1
    assert states() == {"email": "sent", "wire": "waiting"}


def test_a_channel_rests_after_an_outage(wired, student, deliver, workers):
    wired.breaks = TimeoutError()
    for number in range(5):
        tell(student, key=f"result-{number}")
    deliver()
    assert wired.tries == 1
    with minutes_later(2):
        assert tasks.send_waiting.delay().get() == 4  # the one that was tried has a task of its own coming
    assert wired.tries == 2


def test_what_was_put_off_leaves_when_the_server_is_back(wired, student, deliver, workers):
    wired.breaks = ConnectionResetError()
    tell(student)
    tell(student, key="result-2")
    deliver()
    wired.breaks = None
    with minutes_later(6):
        assert tasks.send_waiting.delay().get() == 2
    assert len(wired.sent) == 2
    assert states() == {"email": "sent", "wire": "sent"}


def test_a_mistake_of_a_channel_is_given_up_and_gives_it_no_rest(wired, student):
    wired.breaks = KeyError("no such template")
    tell(student)
    pk = Delivery.objects.get(channel="wire").pk
    for _ in range(MOST_REFUSALS):
        with pytest.raises(NotSent):
            send_delivery(delivery_id=pk)
    assert send_delivery(delivery_id=pk) is False
    delivery = Delivery.objects.get(pk=pk)
    assert (delivery.state, delivery.tries, delivery.last_error) == ("failed", MOST_REFUSALS, "KeyError")


def test_many_that_wait_at_one_channel_crowd_out_no_other(wired, student):
    for number in range(3):
        tell(student, key=f"result-{number}")
    with minutes_later(2):
        waiting = Delivery.objects.filter(pk__in=waiting_delivery_ids(limit=2))
        assert sorted(waiting.values_list("channel", flat=True)) == ["email", "email", "wire", "wire"]


def test_a_letter_about_signing_in_takes_no_rest(api, student, deliver):
    CHANNELS["email"].breaker.failed()
    tell(student)
    api().post("/api/v1/auth/forgot-password", {"email": student.email})
    deliver()
    [letter] = mail.outbox
    assert "/accounts/password/reset/key/" in letter.body
    assert states() == {"email": "waiting"}
    assert not Letter.objects.exists()


# --- Registration ----------------------------------------------------------------------------------------------------


def test_a_channel_that_was_taken_away_leaves_its_notices_waiting(student):
    with CHANNELS.temporarily("wire", Wire({student.pk})):
        Preference.objects.create(user=student, kind=RESULT.code, channel="wire", is_enabled=True)
        tell(student)
    assert send_delivery(delivery_id=Delivery.objects.get(channel="wire").pk) is False
    assert states()["wire"] == "waiting"
    with minutes_later(2):
        assert [Delivery.objects.get(pk=pk).channel for pk in waiting_delivery_ids()] == ["email"]


def test_a_code_fits_the_tables(monkeypatch):
    monkeypatch.setattr(Wire, "code", "x" * 31)
    with pytest.raises(ValueError, match="more than 30"):
        register_channel(Wire(set()))


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [("EMAIL_TIMEOUT", None), ("EMAIL_TIMEOUT", 60), ("DEFAULT_FROM_EMAIL", "nobody"), ("EMAIL_TIMEOUT", 8)],
)
def test_a_channel_checks_its_settings(settings, setting, wrong):
    setattr(settings, setting, wrong)
    if wrong == 8:
        call_command("check")
        return
    with pytest.raises(SystemCheckError, match=setting):
        call_command("check")
