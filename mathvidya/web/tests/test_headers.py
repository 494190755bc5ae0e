"""What every answer carries."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

pytestmark = pytest.mark.django_db
PATHS = ["/", "/nowhere", "/api/v1/nowhere", "/admin/login/", "/api/v1/health"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(client, path):
    response = client.get(path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=(self)" in response["Permissions-Policy"]
    policy = response["Content-Security-Policy"]
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(("path", "loose"), [("/", False), ("/admin/", True)])
def test_only_the_admin_may_evaluate(browser, admin, path, loose):
    policy = browser(admin).get(path, follow=True)["Content-Security-Policy"]
    assert ("'unsafe-eval'" in policy) is loose


def test_a_signed_in_page_is_not_kept(browser, student):
    assert "no-store" in browser(student).get("/style")["Cache-Control"]


def test_htmx_leaves_the_page_to_sign_in(client):
    response = client.get("/notifications", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Redirect"].startswith("/accounts/login/")


def test_pages_speak_the_persons_language(browser, student):
    student.language = "hi"
    student.save()
    response = browser(student).get("/style")
    assert response["Content-Language"] == "hi"
    client = browser(student)
    client.cookies["django_language"] = "en"
    assert client.get("/style")["Content-Language"] == "en"


@pytest.mark.parametrize(("zone", "shown"), [("Asia/Kolkata", "Asia/Kolkata"), ("Mars/Base", "UTC"), ("../etc", "UTC")])
def test_times_are_told_in_the_persons_zone(student, zone, shown):
    from mathvidya.web.middleware import PreferencesMiddleware

    student.time_zone = zone
    request = RequestFactory().get("/", headers={"cookie": "sessionid=x"})
    request.user = student
    with translation.override("en"):
        seen = PreferencesMiddleware(lambda _request: timezone.get_current_timezone_name())(request)
    assert seen == shown
    assert timezone.get_current_timezone_name() == "UTC"


def test_the_filter():
    html = Template("{% load richtext %}{{ text|richtext }}").render(Context({"text": "<b> $x$"}))
    assert html.strip() == '<p>&lt;b&gt; <span class="math" data-tex="x">x</span></p>'
