"""Parametric questions: each attempt has values of its own, and keeps them."""

import copy
import json
import re

import pytest

from exams.models import Attempt
from exams.queries.content import get_attempt_content
from mathvidya.lib.process_caches import clear_all
from mathvidya.testing.factories.exams import items_by_name, open_attempt, open_exam, submitted_attempt
from mathvidya.testing.factories.typed_maths import ROOTS, SQUARE, typed_paper
from questions.actions.cases import decide_answer
from questions.types import BadSpec, validate_spec

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(batch):
    return open_exam(paper_version=typed_paper("roots", "square"), batch=batch, release_rule="on_submit")


def start(client, exam):
    return client.post(f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/start", {})


def specs_of(body):
    return [item["spec"] for section in body["paper"]["sections"] for item in section["items"]]


def faults_of(type_, spec):
    try:
        validate_spec(type_, spec, "2")
    except BadSpec as refused:
        return refused.fields
    return {}


def values_of(attempt, name):
    return Attempt.objects.get(pk=attempt.pk).drawn[str(items_by_name(attempt.paper_version)[name])]


def test_a_second_start_shows_the_same_values(api, student, exam):
    first, again = start(api(student), exam), start(api(student), exam)
    assert (first.status_code, again.status_code) == (201, 200)
    assert specs_of(first.json()) == specs_of(again.json())
    assert "{{" not in json.dumps(first.json())
    assert not {"template", "wrong", "answer"} & {name for spec in specs_of(first.json()) for name in spec}


def test_attempts_differ(student, exam):
    exam.attempts_allowed = 8
    exam.save()
    attempts = [submitted_attempt(student=student, exam=exam, answers={}) for _one in range(8)]
    assert len({str(values_of(attempt, "roots")) for attempt in attempts}) > 1


@pytest.mark.parametrize("sign", [1, -1])
def test_roots_are_judged(student, exam, sign):
    from exams.access.attempts import get_ref_to_answer
    from exams.actions.attempts import save_responses, submit_attempt

    attempt = open_attempt(student=student, exam=exam)
    values, names = values_of(attempt, "roots"), items_by_name(attempt.paper_version)
    text = f"{sign * int(values['q'])}, {sign * int(values['p'])}"
    sent = [{"item": names["roots"], "answer": {"text": text}, "client_seq": 1}]
    sent.append({"item": names["square"], "answer": {"option": "a" if sign > 0 else "b"}, "client_seq": 1})
    save_responses(attempt=get_ref_to_answer(student.pk, student.role, attempt.pk), responses=sent)
    submit_attempt(attempt=attempt)
    items = attempt.runs.get().body["items"]
    entries = [items[str(names[name])] for name in ("roots", "square")]
    if sign > 0:
        assert [entry["verdict"] for entry in entries] == ["right", "right"]
    else:
        assert [entry.get("misconception") for entry in entries] == [
            "The signs of the roots were turned.",
            "Twice is not squared.",
        ]


def test_what_was_asked_outlives_a_change_of_the_drawing(api, student, exam, monkeypatch):
    before = specs_of(start(api(student), exam).json())
    clear_all()
    monkeypatch.setattr("exams.rules.personal.draw_values", lambda *_: pytest.fail("drawn again"))
    assert specs_of(start(api(student), exam).json()) == before


def test_the_result_shows_what_was_asked(api, student, exam):
    attempt = submitted_attempt(student=student, exam=exam, answers={})
    values = values_of(attempt, "roots")
    item = api(student).get(f"/api/v1/attempts/{attempt.pk}/result").json()["items"][0]
    assert item["key"] == {"value": f"x = {values['p']} or x = {values['q']}"}
    assert "{{" not in json.dumps(item)


def test_a_paper_without_templates_draws_nothing(student):
    attempt = open_attempt(student=student, exam=open_exam())
    assert attempt.drawn is None
    content = get_attempt_content(attempt.pk, attempt.paper_version_id)
    assert content is get_attempt_content(attempt.pk + 1, attempt.paper_version_id)


def changed(spec, **changes):
    spec = copy.deepcopy(spec)
    for path, value in changes.items():
        *way, last = path.split("__")
        place = spec
        for name in way:
            place = place[int(name) if name.isdigit() else name]
        place[int(last) if last.isdigit() else last] = value
    return spec


@pytest.mark.parametrize(
    ("type_", "spec", "path"),
    [
        ("expression", changed(ROOTS, template__constraints=["p > 99"]), "template.constraints"),
        ("expression", changed(ROOTS, template__variables=[]), "template.variables"),
        ("expression", changed(ROOTS, stem="Solve {{z}}"), "template"),
        ("expression", changed(ROOTS, template__derived__1__value="p / 1009"), "template"),
        ("expression", changed(ROOTS, wrong__0__value="x = {{q}} or x = {{p}}"), "wrong.0.value"),
        ("single_choice", changed(SQUARE, options__1__text="${{a * a}}$"), "options.1.text"),
        ("single_choice", changed(SQUARE, options__1__text="${{a + 2}}$"), "options.1.text"),
        ("written", {"stem": "x", "template": SQUARE["template"]}, "template"),
    ],
)
def test_three_hundred_draws_are_looked_at(type_, spec, path):
    assert path in faults_of(type_, spec)


def test_good_templates_pass():
    assert [faults_of("expression", ROOTS), faults_of("single_choice", SQUARE)] == [{}, {}]


def preview(client, type_, spec):
    body = {"type": type_, "marks": "2", "spec": spec}
    return client.post("/questions/preview", body, content_type="application/json").content.decode()


def test_the_author_reads_five_draws_before_publishing(browser, teacher, exam):
    client = browser(teacher)
    question = exam.papers.get().paper_version.items.first().question_version.question
    for page in (preview(client, "expression", ROOTS), client.get(f"/questions/{question.pk}").content.decode()):
        draws = page.split('<details class="sample"')[1:]
        assert len(draws) == len({draw.partition("</summary>")[0] for draw in draws}) == 5
        for draw in draws:
            values = dict(pair.split(" = ") for pair in re.search(r"num\">(.+?)<", draw)[1].split(", "))
            key, mistake = (f"x = {sign * int(values['p'])} or x = {sign * int(values['q'])}" for sign in (1, -1))
            assert key in draw
            assert mistake in draw
            assert "The signs of the roots were turned." in draw
            assert "{{" not in draw


def test_a_printed_paper_and_its_key_have_the_values_of_one_draw(browser, teacher, exam):
    version = exam.papers.get().paper_version
    paper, key = (
        browser(teacher).get(f"/papers/{version.paper_id}/v{version.number}/{page}").content.decode()
        for page in ("print", "key")
    )
    stem = re.search(r"Solve .*?data-tex=\"(.+?)\"", paper)[1]
    assert stem in key
    assert "{{" not in paper + key
    b, c = re.fullmatch(r"x\^2 ([+-] \d*)x ([+-] \d+) = 0", stem).groups()
    sides = [int(f"{b[0]}{b[2:] or 1}"), int(c.replace(" ", ""))]  # a coefficient 1 is left out
    p, q = map(int, re.search(r"x = (-?\d+) or x = (-?\d+)", key).groups())
    assert [-(p + q), p * q] == sides


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"template": 7},
        {"template": {"variables": []}},
        changed(ROOTS, template__constraints=["p > 99"]),
        changed(ROOTS, stem="Solve {{z}}"),
        changed(ROOTS, wrong=7),
    ],
)
def test_a_template_that_does_not_hold_yet_is_previewed_all_the_same(browser, teacher, exam, spec):
    assert "thing" in preview(browser(teacher), "expression", spec)


@pytest.fixture
def turned(student, exam):
    """A submitted attempt whose answer to "roots" has both signs turned, and the address of its paper's key."""
    from exams.access.attempts import get_ref_to_answer
    from exams.actions.attempts import save_responses, submit_attempt

    attempt = open_attempt(student=student, exam=exam)
    values, item = values_of(attempt, "roots"), items_by_name(attempt.paper_version)["roots"]
    sent = [
        {"item": item, "answer": {"text": f"{-int(values['p'])}, {-int(values['q'])}"}, "client_seq": 1},
    ]
    save_responses(attempt=get_ref_to_answer(student.pk, student.role, attempt.pk), responses=sent)
    submit_attempt(attempt=attempt)
    return attempt, str(item), f"papers/{exam.papers.get().pk}/key"


def verdict_of(attempt, item):
    return attempt.runs.order_by("-number").first().body["items"][item]["verdict"]


def test_a_corrected_key_holds_places_too(api, teacher, exam, turned):
    attempt, item, key = turned
    assert verdict_of(attempt, item) == "wrong"
    body = {"corrections": {item: {"answer": {"value": "x = {{-p}} or x = {{-q}}"}}}, "reason": "Signs."}
    client, address = api(teacher), f"/api/v1/exams/{exam.pk}/{key}"
    [effect] = client.post(f"{address}?preview=1", body).json()["effects"]
    assert (effect["before"], effect["after"]) == ("0.00", "2.00")
    assert verdict_of(attempt, item) == "wrong"
    assert client.post(address, body).json()["rescored"] == 1
    assert verdict_of(attempt, item) == "right"


def test_a_key_is_corrected_on_the_page(browser, teacher, exam, turned):
    attempt, item, key = turned
    form = {"item": item, "what": "answer", "answer": "x = {{-p}} or x = {{-q}}", "reason": "Signs.", "apply": "1"}
    assert browser(teacher).post(f"/exams/manage/{exam.pk}/{key}", form).status_code == 302
    assert verdict_of(attempt, item) == "right"


@pytest.mark.parametrize("value", ["x = {{z}}", "x = {{p}} or", "x = {{1/(p + q + b)}}", "{{", 3, None])
def test_a_corrected_key_must_hold_for_whatever_is_drawn(api, teacher, exam, turned, value):
    attempt, item, key = turned
    body = {"corrections": {item: {"answer": {"value": value}}}, "reason": "x"}
    refused = api(teacher).post(f"/api/v1/exams/{exam.pk}/{key}", body)
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_key_correction")
    assert verdict_of(attempt, item) == "wrong"


def test_the_preview_counts_what_people_decided(api, teacher, student, batch, deliver):
    """An author's verdict holds whatever the key: the preview must not promise other marks than the rescoring gives."""
    exam = open_exam(paper_version=typed_paper("expand"), batch=batch, release_rule="on_submit")
    attempt = submitted_attempt(student=student, exam=exam, answers={"expand": {"text": "x^2 + 1"}})
    version = attempt.paper_version.items.get().question_version
    decide_answer(version=version, part="", answer="x^2 + 1", verdict="right", source="author", note="", by=teacher)
    deliver()
    item = str(items_by_name(attempt.paper_version)["expand"])
    body = {"corrections": {item: {"answer": {"value": "x^2 + 2x + 2"}}}, "reason": "x"}
    address = f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/key"
    [effect] = api(teacher).post(f"{address}?preview=1", body).json()["effects"]
    api(teacher).post(address, body)
    assert effect["after"] == str(attempt.runs.order_by("-number").first().score) == "2.00"
