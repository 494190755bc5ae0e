"""Pictures of questions: uploaded, refused, and who may see them."""

import hashlib
import io

import pytest
from PIL import Image

from questions.actions.images import save_image
from questions.models import QuestionImage

pytestmark = pytest.mark.django_db
URL = "/api/v1/questions/images"


def drawing(format_="PNG", size=(40, 30)):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, format_)
    return out.getvalue()


def facts(data, **changes):
    sha256 = hashlib.sha256(data).hexdigest()
    return {"filename": "a.png", "content_type": "image/png", "size": len(data), "sha256": sha256, **changes}


def send_picture(client, data, **changes):
    """Grant, PUT, done. Returns the last answer."""
    grant = client.post(URL, facts(data, **changes), format="json")
    assert grant.status_code == 201, grant.json()
    sent = client.generic("PUT", grant.json()["url"], data, content_type=changes.get("content_type", "image/png"))
    assert sent.status_code < 300, sent.content
    return client.post(f"{URL}/{grant.json()['id']}/done")


def test_a_picture_comes_in_and_is_named_by_its_content(api, browser, teacher, student):
    answer = send_picture(api(teacher), drawing())
    assert answer.status_code == 200, answer.json()
    image = QuestionImage.objects.get()
    assert answer.json() == {"sha256": image.sha256, "markdown": f"![](image:{image.sha256})"}
    assert (image.width, image.height) == (40, 30)
    assert send_picture(api(teacher), drawing()).json()["sha256"] == image.sha256
    assert QuestionImage.objects.count() == 1
    assert browser(student).get(f"/question-images/{image.sha256}").status_code == 200


def test_done_again_answers_the_same(api, teacher):
    client = api(teacher)
    data = drawing()
    grant = client.post(URL, facts(data), format="json").json()
    assert client.post(f"{URL}/{grant['id']}/done").json()["code"] == "upload_missing"
    client.generic("PUT", grant["url"], data, content_type="image/png")
    first, again = (client.post(f"{URL}/{grant['id']}/done") for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()


@pytest.mark.parametrize(
    "changes", [{"content_type": "image/svg+xml"}, {"content_type": "text/html"}, {"size": 3_000_001}]
)
def test_what_is_no_picture_is_refused_in_plain_words(api, teacher, changes):
    answer = api(teacher).post(URL, facts(drawing(), **changes), format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_image")
    assert answer.json()["detail"] == "This is not a picture we can show: PNG, JPEG or WebP up to 3 MB."


@pytest.mark.parametrize("body", [b"<svg onload=alert(1)>" * 9, b"\x89PNG\r\n\x1a\n" + b"broken" * 20])
def test_a_file_that_only_says_it_is_a_picture_is_refused(api, teacher, body):
    answer = send_picture(api(teacher), body)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_image")
    assert not QuestionImage.objects.exists()


@pytest.mark.parametrize("who", ["student", "parent", "counselor"])
def test_others_upload_nothing(api, request, who):
    assert api(request.getfixturevalue(who)).post(URL, facts(drawing()), format="json").status_code == 403


def test_of_two_uploads_the_named_one_becomes_the_picture(api, teacher):
    client, grants = api(teacher), []
    for width in (40, 50):
        data = drawing(size=(width, 30))
        grants.append(client.post(URL, facts(data)).json())
        client.generic("PUT", grants[-1]["url"], data, content_type="image/png")
    for grant, width in zip(grants, (40, 50), strict=True):
        sha256 = client.post(f"{URL}/{grant['id']}/done").json()["sha256"]
        assert QuestionImage.objects.get(sha256=sha256).width == width


def test_nobody_takes_anothers_picture_or_one_meant_for_something_else(api, teacher, other_teacher):
    data = drawing()
    grant = api(teacher).post(URL, facts(data), format="json").json()
    assert api(other_teacher).post(f"{URL}/{grant['id']}/done").status_code == 404
    avatar = api(teacher).post("/api/v1/users/me/avatar", facts(data), format="json").json()
    assert api(teacher).post(f"{URL}/{avatar['id']}/done").status_code == 404
    assert not QuestionImage.objects.exists()


def test_who_is_shown_a_picture(browser, api, student, pending_student):
    url = f"/question-images/{save_image(data=drawing())}"
    assert browser().get(url).status_code == 401
    assert browser(pending_student).get(url).status_code == 403
    for client in (browser(student), api(student)):
        answer = client.get(url)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert browser(student).get("/question-images/" + "0" * 64).status_code == 404


def test_the_editor_knows_the_door(browser, teacher):
    assert f'data-images="{URL}"' in browser(teacher).get("/questions/new").content.decode()
