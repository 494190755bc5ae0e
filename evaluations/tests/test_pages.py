"""Submitting pages: announce, send, confirm, order, take back; who may, until when, how many."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from evaluations.actions.pages import expire_awaited_pages
from evaluations.models import Page
from evaluations.tasks import prepare_page, sweep_pages
from exams.actions.attempts import submit_attempt
from exams.models import Attempt
from mathvidya.audit.models import AuditEntry
from mathvidya.testing.factories.evaluations import declaration, photograph, ready_page, send, send_page
from mathvidya.testing.factories.exams import frozen_paper, open_attempt, open_exam

pytestmark = pytest.mark.django_db


def pages_url(attempt):
    return f"/api/v1/attempts/{attempt.pk}/pages"


def listed(client, attempt):
    return client.get(pages_url(attempt)).json()["pages"]


def close(attempt, **ago):
    """Submit, as if `ago` had passed since."""
    submit_attempt(attempt=attempt)
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=timezone.now() - timedelta(**ago))


def test_page_is_received_with_a_receipt_and_prepared(api, student, attempt, deliver):
    data = photograph()
    receipt = send_page(api(student), attempt.pk, data)
    assert receipt["state"] == "received"
    assert receipt["sha256"] == hashlib.sha256(data).hexdigest()
    assert receipt["received_at"]
    deliver()
    [page] = listed(api(student), attempt)
    assert page["state"] == "ready"
    assert page["warnings"] == []
    assert page["image"] == f"/pages/{page['page']}/image"


def test_confirming_and_preparing_twice_changes_nothing(api, student, attempt, deliver):
    client = api(student)
    first = send_page(client, attempt.pk, photograph())
    again = client.post(f"{pages_url(attempt)}/{first['page']}/done").json()
    assert again["received_at"] == first["received_at"]
    deliver()
    before = Page.objects.values().get()
    prepare_page(first["page"])
    sweep_pages()
    assert Page.objects.values().get() == before


def test_bytes_that_differ_from_the_declaration_are_refused(api, student, attempt):
    client = api(student)
    page = client.post(pages_url(attempt), declaration(photograph("announced"))).json()
    send(client, page["upload"], photograph("another"))
    answer = client.post(f"{pages_url(attempt)}/{page['page']}/done")
    assert answer.status_code in (409, 422)
    assert Page.objects.get().state == "declared"


@pytest.mark.parametrize(
    ("kind", "name", "content_type"),
    [("PNG", "a.png", "image/png"), ("HEIF", "a.heic", "image/heic"), ("PDF", "a.pdf", "application/pdf")],
)
def test_kinds_of_files(api, student, attempt, deliver, kind, name, content_type):
    send_page(api(student), attempt.pk, photograph(kind=kind), name=name, content_type=content_type)
    deliver()
    assert [page["state"] for page in listed(api(student), attempt)] == ["ready"]


def test_pdf_is_split_and_what_follows_moves_back(api, student, attempt, deliver):
    client = api(student)
    sheets = [Image.new("RGB", (400, 600), colour) for colour in ("white", "ivory", "snow")]
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    send_page(client, attempt.pk, out.getvalue(), name="a.pdf", content_type="application/pdf")
    send_page(client, attempt.pk, photograph())
    deliver()
    pages = Page.objects.order_by("position")
    assert [(page.position, page.pdf_page, page.state) for page in pages] == [
        (1, 1, "ready"),
        (2, 2, "ready"),
        (3, 3, "ready"),
        (4, 1, "ready"),
    ]


def test_a_file_that_is_no_page_is_refused_in_plain_words(api, student, attempt, deliver):
    send_page(api(student), attempt.pk, photograph()[:900])
    deliver()
    [page] = listed(api(student), attempt)
    assert page["state"] == "refused"
    assert page["refusal"]["code"] == "page_unreadable"
    assert page["refusal"]["detail"]


def test_place_and_device_are_stripped_from_the_picture(api, student, attempt, deliver):
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Phone maker", 6
    send_page(api(student), attempt.pk, photograph(size=(600, 800), exif=exif))
    deliver()
    page = Page.objects.get()
    with default_storage.open(page.image) as file:
        stored = Image.open(file)
        assert not stored.getexif()
        assert (stored.width, stored.height) == (page.width, page.height) == (800, 600)
    with default_storage.open(page.upload.key) as file:
        assert hashlib.sha256(file.read()).hexdigest() == page.sha256


def test_the_same_picture_twice_is_warned_of(api, student, attempt, deliver):
    for _ in range(2):
        send_page(api(student), attempt.pk, photograph())
        deliver()
    first, second = listed(api(student), attempt)
    assert first["warnings"] == []
    assert [warning["code"] for warning in second["warnings"]] == ["duplicate"]


def test_another_students_file_is_flagged_for_staff_only(api, student, attempt, other_student, deliver):
    other = open_attempt(student=student, exam=open_exam(paper_version=frozen_paper(ref="second")))
    send_page(api(student), attempt.pk, photograph())
    deliver()
    Attempt.objects.filter(pk=attempt.pk).update(student=other_student)
    send_page(api(student), other.pk, photograph())
    deliver()
    page = Page.objects.get(attempt=other)
    assert page.same_as_other == Page.objects.get(attempt=attempt)
    [seen] = listed(api(student), other)
    assert seen["warnings"] == []
    assert "same_as_other" not in seen


def test_only_the_student_hands_in(api, attempt, other_student, parent, teacher, other_teacher, counselor):
    body = declaration(photograph())
    for person, status in (
        (None, 401),
        (other_student, 404),
        (other_teacher, 404),
        (counselor, 404),
        (parent, 403),
        (teacher, 403),
    ):
        assert api(person).post(pages_url(attempt), body).status_code == status
    assert not Page.objects.exists()


def test_nothing_new_after_the_end_but_what_was_announced_may_finish(api, student, attempt):
    client, data = api(student), photograph()
    page = client.post(pages_url(attempt), declaration(data)).json()
    close(attempt, minutes=9)
    refused = client.post(pages_url(attempt), declaration(photograph("late")))
    assert (refused.status_code, refused.json()["code"]) == (409, "attempt_not_open")
    again = client.post(pages_url(attempt), declaration(data)).json()
    assert again["page"] == page["page"]
    send(client, again["upload"], data)
    assert client.post(f"{pages_url(attempt)}/{page['page']}/done").status_code == 200


def test_after_ten_minutes_an_announced_page_expires(api, student, attempt):
    client, data = api(student), photograph()
    page = client.post(pages_url(attempt), declaration(data)).json()
    send(client, page["upload"], data)
    close(attempt, minutes=11)
    answer = client.post(f"{pages_url(attempt)}/{page['page']}/done")
    assert (answer.status_code, answer.json()["code"]) == (409, "page_too_late")
    assert expire_awaited_pages() == 1
    assert expire_awaited_pages() == 0
    assert Page.objects.get().state == "expired"


def test_sixty_pages_and_no_more(api, student, attempt):
    for position in range(1, 61):
        ready_page(attempt, position)
    answer = api(student).post(pages_url(attempt), declaration(photograph()))
    assert (answer.status_code, answer.json()["code"]) == (413, "page_limit")
    assert Page.objects.count() == 60


def test_order_and_removal(api, student, attempt, other_student):
    client = api(student)
    first, second, third = (ready_page(attempt, position).pk for position in (1, 2, 3))
    url = f"{pages_url(attempt)}/order"
    assert client.put(url, {"pages": [third, first, second]}).status_code == 200
    assert [page["page"] for page in listed(client, attempt)] == [third, first, second]
    for bad in ([third, first], [third, first, first], [third, first, second, 999]):
        assert client.put(url, {"pages": bad}).json()["code"] == "page_order_invalid"
    assert api(other_student).delete(f"{pages_url(attempt)}/{first}").status_code == 404
    assert client.delete(f"{pages_url(attempt)}/{first}").status_code == 204
    assert [page["page"] for page in listed(client, attempt)] == [third, second]
    close(attempt, minutes=1)
    assert client.delete(f"{pages_url(attempt)}/{second}").status_code == 409
    assert len(listed(client, attempt)) == 2


def test_a_retaken_page_takes_the_place_of_the_old_one(api, student, attempt, deliver):
    client = api(student)
    old = send_page(client, attempt.pk, photograph("old"))
    send_page(client, attempt.pk, photograph("next"))
    deliver()
    new = send_page(client, attempt.pk, photograph("new"), replaces=old["page"])
    deliver()
    first = listed(client, attempt)[0]
    assert (first["page"], first["position"]) == (new["page"], 1)
    assert Page.objects.get(pk=old["page"]).state == "replaced"


def test_page_list_takes_the_same_queries_however_many(api, student, attempt, queries_of):
    ready_page(attempt, 1)
    few = queries_of(lambda: listed(api(student), attempt))
    for position in range(2, 12):
        ready_page(attempt, position)
    assert queries_of(lambda: listed(api(student), attempt)) == few


def test_who_sees_the_picture(
    browser, student, parent, teacher, admin, other_student, other_teacher, other_parent, attempt
):
    page = ready_page(attempt, 1)
    url = f"/pages/{page.pk}/image"
    seen = {
        str(person): browser(person).get(url).status_code
        for person in (student, parent, teacher, admin, other_student, other_teacher, other_parent)
    }
    # a guardian only after the submission
    assert list(seen.values()) == [302, 404, 302, 302, 404, 404, 404]
    assert AuditEntry.objects.filter(action="evaluations.page_viewed").count() == 1
    close(attempt, minutes=1)
    assert browser(parent).get(url).status_code == 302


def test_a_page_has_no_picture_before_it_is_prepared(api, browser, student, teacher, attempt, deliver):
    url = f"/pages/{send_page(api(student), attempt.pk, photograph())['page']}/image"
    assert [browser(person).get(url).status_code for person in (student, teacher)] == [404, 404]
    assert not AuditEntry.objects.filter(action="evaluations.page_viewed").exists()
    deliver()
    assert [browser(person).get(url).status_code for person in (student, teacher)] == [302, 302]


def test_a_page_whose_file_is_lost_is_given_up_after_an_hour_not_tried_for_ever(api, student, attempt):
    receipt = send_page(api(student), attempt.pk, photograph())
    page = Page.objects.select_related("upload").get(pk=receipt["page"])
    default_storage.delete(page.upload.key)
    with pytest.raises(FileNotFoundError):
        prepare_page(page_id=page.pk)
    assert Page.objects.get(pk=page.pk).state == "received"

    Page.objects.filter(pk=page.pk).update(received_at=timezone.now() - timedelta(hours=2))
    for _again in range(2):
        prepare_page(page_id=page.pk)
    [shown] = api(student).get(f"/api/v1/attempts/{attempt.pk}/pages").json()["pages"]
    assert (shown["state"], shown["refusal"]["code"]) == ("refused", "page_lost")
