"""/api/v1/notifications, its preferences, and /devices."""

import pytest

from mathvidya.notifications.actions import notify
from mathvidya.notifications.choices import KINDS
from mathvidya.notifications.models import Device, Preference

LIST = "/api/v1/notifications"


def tell(user, *keys):
    for key in keys:
        notify(user_ids=[user.pk], kind=KINDS["account_notice"], facts={"title": f"T{key}"}, url="/", key=str(key))


@pytest.mark.parametrize("path", [LIST, f"{LIST}/preferences"])
def test_strangers_and_unconsented_children_get_nothing(api, pending_student, path):
    assert api().get(path).status_code == 401
    assert api(pending_student).get(path).status_code == 403


def test_the_newest_first_with_counts(api, student, other_student):
    tell(student, 1, 2, 3)
    tell(other_student, 9)
    page = api(student).get(LIST).json()
    assert [notice["seq"] for notice in page["results"]] == [3, 2, 1]
    assert (page["unread"], page["seq"], page["next"]) == (3, 3, None)
    assert set(page["results"][0]) == {
        "id", "seq", "kind", "title", "body", "url", "facts", "created_at", "read_at",
    }  # fmt: skip


def test_pages_do_not_skip_or_repeat(api, student):
    tell(student, *range(7))
    client, found, url = api(student), [], f"{LIST}?page_size=3"
    while url:
        page = client.get(url).json()
        found += [notice["seq"] for notice in page["results"]]
        url = page["next"]
    assert found == [7, 6, 5, 4, 3, 2, 1]


def test_after_gives_what_was_missed_oldest_first(api, student):
    tell(student, 1, 2, 3, 4)
    page = api(student).get(f"{LIST}?after=2").json()
    assert [notice["seq"] for notice in page["results"]] == [3, 4]


@pytest.mark.parametrize("query", ["after=x", "after=-1", "after=99999999999999999999", "after=%00", "cursor=zzz"])
def test_bad_queries_are_refused(api, student, query):
    assert api(student).get(f"{LIST}?{query}").status_code == 400


def test_queries_do_not_grow(api, student, queries_of):
    client = api(student)
    tell(student, 1, 2)
    few = queries_of(lambda: client.get(LIST))
    tell(student, *range(10, 40))
    assert queries_of(lambda: client.get(LIST)) == few


def test_reading_some_and_all(api, student, other_student):
    tell(student, 1, 2, 3)
    tell(other_student, 4)
    mine, theirs = student.notifications.last(), other_student.notifications.get()
    client = api(student)
    assert client.post(f"{LIST}/read", {"ids": [mine.pk, theirs.pk]}, format="json").json() == {"unread": 2}
    theirs.refresh_from_db()
    assert theirs.read_at is None
    assert [n["seq"] for n in client.get(f"{LIST}?unread=true").json()["results"]] == [3, 2]
    assert [n["seq"] for n in client.get(LIST).json()["results"]] == [3, 2, 1]
    assert client.post(f"{LIST}/read", {"all": True}, format="json").json() == {"unread": 0}
    assert client.post(f"{LIST}/read", {"all": True}, format="json").json() == {"unread": 0}


@pytest.mark.parametrize("body", [{}, {"all": False}, {"ids": ["x"]}, {"ids": [1], "all": True}, {"ids": [2**70]}, []])
def test_bad_reads_change_nothing(api, student, body):
    tell(student, 1)
    assert api(student).post(f"{LIST}/read", body, format="json").status_code == 400
    assert student.notifications.get().read_at is None


def test_preferences_are_kept(api, student):
    client = api(student)
    rows = {row["kind"]: row for row in client.get(f"{LIST}/preferences").json()["preferences"]}
    assert set(rows) == {
        "result_published", "result_revised", "page_bounced", "guardian_confirmed", "consent_withdrawn",
        "exam_scheduled", "re_evaluation_closed", "account_notice",
    }  # fmt: skip
    assert (rows["result_published"]["email"], rows["consent_withdrawn"]["is_fixed"]) == (True, True)
    body = {"preferences": [{"kind": "result_published", "email": False}]}
    for _ in range(2):
        answer = client.put(f"{LIST}/preferences", body, format="json")
        rows = {row["kind"]: row["email"] for row in answer.json()["preferences"]}
        assert (rows["result_published"], rows["page_bounced"]) == (False, True)
    assert Preference.objects.count() == 1


def test_rights_cannot_be_switched_off(api, student):
    body = {"preferences": [{"kind": "consent_withdrawn", "email": False}, {"kind": "page_bounced", "email": False}]}
    answer = api(student).put(f"{LIST}/preferences", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "notice_cannot_be_switched_off")
    assert not Preference.objects.exists()


def test_every_kind_says_who_can_get_it():
    assert all(kind.roles for kind in KINDS.values())
    assert set().union(*(kind.roles for kind in KINDS.values())) == {
        "student",
        "parent",
        "teacher",
        "counselor",
        "admin",
    }


@pytest.mark.parametrize(
    ("who", "has", "lacks"),
    [
        ("student", "page_bounced", "promise_missed"),
        ("parent", "guardian_invited", "page_bounced"),
        ("teacher", "promise_at_risk", "result_published"),
        ("counselor", "account_notice", "result_published"),
        ("admin", "re_evaluation_requested", "exam_scheduled"),
    ],
)
def test_one_is_asked_about_what_one_can_get(api, browser, request, who, has, lacks):
    person = request.getfixturevalue(who)
    kinds = {row["kind"] for row in api(person).get(f"{LIST}/preferences").json()["preferences"]}
    assert has in kinds
    assert lacks not in kinds
    page = browser(person).get("/notifications/preferences").content.decode()
    assert f'value="{has}"' in page
    assert f'value="{lacks}"' not in page
    answer = api(person).put(f"{LIST}/preferences", {"preferences": [{"kind": lacks, "email": True}]}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "notice_not_for_role")
    browser(person).post("/notifications/preferences", {"email": [lacks]})
    assert not Preference.objects.exists()


def test_a_device_belongs_to_who_signed_in_last(api, student, parent):
    body = {"platform": "android", "token": "token-of-the-family-phone"}
    assert api(student).post("/api/v1/devices", body, format="json").status_code == 201
    assert api(parent).post("/api/v1/devices", body, format="json").status_code == 201
    assert Device.objects.get().user == parent


@pytest.mark.parametrize("body", [{}, {"platform": "toaster", "token": "x"}, {"platform": "ios", "token": "x" * 401}])
def test_bad_devices_are_refused(api, student, body):
    assert api(student).post("/api/v1/devices", body, format="json").status_code == 400
    assert api().post("/api/v1/devices", body, format="json").status_code == 401
    assert not Device.objects.exists()
