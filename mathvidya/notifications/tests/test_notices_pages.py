"""/notifications and /notifications/preferences."""

from mathvidya.notifications.actions import notify
from mathvidya.notifications.choices import KINDS


def tell(user, key, url="/style"):
    return notify(user_ids=[user.pk], kind=KINDS["account_notice"], facts={"title": key}, url=url, key=key)[0]


def test_strangers_sign_in_first(client, db):
    assert client.get("/notifications").status_code == 302
    assert client.post("/notifications/read").status_code == 302


def test_an_empty_list_says_so(browser, student):
    assert "Nothing to tell yet" in browser(student).get("/notifications").content.decode()


def test_a_notice_is_opened_and_read(browser, student, other_student):
    notice = tell(student, "<script>alert(1)</script>")
    client = browser(student)
    page = client.get("/notifications").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "1 is unread" in page
    address = f"/notifications/{notice.pk}"
    assert client.get(address).status_code == 405
    assert browser(other_student).post(address).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None
    assert client.post(address)["Location"] == "/style"
    notice.refresh_from_db()
    assert notice.read_at


def test_of_several_notices_the_named_one_is_opened(browser, student):
    first, second = tell(student, "a", url="/style"), tell(student, "b", url="/home")
    client = browser(student)
    assert client.post(f"/notifications/{first.pk}")["Location"] == "/style"
    assert student.notifications.get(read_at=None) == second
    assert client.post(f"/notifications/{second.pk}")["Location"] == "/home"


def test_another_site_is_never_gone_to(browser, student):
    for url in ("https://evil.example/", "//evil.example", "javascript:alert(1)", ""):
        notice = tell(student, f"to {url}", url=url)
        assert browser(student).post(f"/notifications/{notice.pk}")["Location"] == "/notifications"


def test_all_are_read_at_once(browser, student):
    tell(student, "a")
    tell(student, "b")
    assert browser(student).post("/notifications/read").status_code == 302
    assert not student.notifications.filter(read_at=None).exists()


def test_preferences_are_ticked(browser, student):
    client = browser(student)
    assert client.post("/notifications/preferences", {"email": ["page_bounced"]}).status_code == 302
    page = client.get("/notifications/preferences").content.decode()
    assert 'value="page_bounced" checked' in page
    assert 'value="result_published">' in page
    assert 'value="consent_withdrawn" checked disabled' in page


def test_pages_need_no_more_queries_for_more_notices(browser, student, queries_of):
    client = browser(student)
    tell(student, "0")
    client.get("/notifications")
    few = queries_of(lambda: client.get("/notifications"))
    for number in range(1, 25):
        tell(student, str(number))
    assert queries_of(lambda: client.get("/notifications")) == few
