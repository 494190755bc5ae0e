"""Landing, style, the language switch: what is on every page, and nothing from outside hosts."""

import re

import pytest

pytestmark = pytest.mark.django_db
ADDRESSES = re.compile(r'(?:src|href|action)="([^"]*)"')


@pytest.mark.parametrize("path", ["/", "/style", "/offline"])
def test_every_address_is_our_own_and_no_style_is_inline(browser, path):
    page = browser().get(path).content.decode()
    assert [url for url in ADDRESSES.findall(page) if url.startswith(("http:", "https:", "//"))] == []
    assert not re.search(r'\sstyle="|\son\w+="', page)


@pytest.mark.parametrize("path", ["/", "/style", "/nothing-here"])
def test_the_policy_allows_no_inline_code(browser, path):
    policy = browser().get(path).headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "object-src 'none'" in policy


@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_a_page_names_its_icon_so_that_no_browser_asks_for_another(browser, admin, path):
    page = browser(admin).get(path, follow=True).content.decode()
    assert re.search(r'<link rel="icon" href="[^"]*img/sign[^"]*\.svg"', page)


def test_landing_invites_strangers_and_leads_members_home(browser, student):
    assert "/accounts/signup/" in browser().get("/").content.decode()
    assert "/accounts/signup/" not in browser(student).get("/").content.decode()


def test_landing_asks_the_database_nothing(browser, django_assert_num_queries):
    client = browser()
    with django_assert_num_queries(0):
        assert client.get("/").status_code == 200


def test_the_language_switch_turns_the_page_to_hindi(browser):
    client = browser()
    answer = client.post("/i18n/setlang/", {"language": "hi", "next": "/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    page = client.get("/").content.decode()
    assert '<html lang="hi"' in page
    assert "पंजीकरण करें" in page


def test_the_language_switch_leads_to_no_other_host(browser):
    answer = browser().post("/i18n/setlang/", {"language": "hi", "next": "https://elsewhere.example/"})
    assert "elsewhere" not in answer["Location"]


def test_a_name_with_markup_stays_text(browser, student):
    student.first_name = '"><svg onload=alert(1)>'
    student.save()
    page = browser(student).get("/").content.decode()
    assert "<svg onload" not in page
    assert "&lt;svg onload" in page


def test_someone_who_waits_for_consent_is_told_so(browser, pending_student, student):
    assert "consent" in browser(pending_student).get("/").content.decode()
    assert "consent" not in browser(student).get("/").content.decode()
