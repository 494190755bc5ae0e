"""Papers: editing a draft, what keeps a draft from being frozen, versions, drawing by blueprint."""

import pytest

from exams.actions.papers import create_paper, draw_paper, freeze_paper
from exams.models import ExamPaper, KeyVersion, Paper, PaperItem, PaperVersion
from exams.queries.papers import repeated_labels
from exams.rules.blueprints import BankTooSmall
from learning.curriculum.models import Chapter, Unit
from mathvidya.testing.factories.bank import SPECS, question
from questions.models import Question
from questions.models.questions import Immutable

pytestmark = pytest.mark.django_db
URL = "/api/v1/papers"


def body(items, **changes):
    section = {"key": "A", "title": "Section A", "items": items, **changes.pop("section", {})}
    return {
        "ref": "p-1",
        "title": "Test",
        "subject": "maths-10",
        "duration_minutes": 30,
        "sections": [section],
        **changes,
    }


def item(made, label="1", marks=None, **more):
    return {"question": made.ref, "label": label, "marks": str(marks or made.current.marks.normalize()), **more}


def test_create_correct_freeze_and_begin_again(api, teacher, maths_10):
    client = api(teacher)
    one, two = question(maths_10), question(maths_10, "written")
    made = client.post(URL, body([item(one)]), format="json")
    assert made.status_code == 201, made.json()
    pk = made.json()["id"]
    put = client.put(f"{URL}/{pk}", body([item(two), item(one, "2", negative_marks="0.25")]), format="json")
    assert put.json()["total_marks"] == "4.00"
    assert put.json()["missing"] == []
    frozen = client.post(f"{URL}/{pk}/freeze").json()
    assert frozen["frozen_at"]
    assert len(frozen["content_hash"]) == 64
    assert KeyVersion.objects.get().number == 1
    assert client.post(f"{URL}/{pk}/freeze").json()["code"] == "paper_frozen"
    assert client.put(f"{URL}/{pk}", body([item(one)]), format="json").status_code == 409
    draft = client.post(f"{URL}/{pk}/versions").json()
    assert (draft["version"], len(draft["items"])) == (2, 2)
    assert [v["number"] for v in client.get(f"{URL}/{pk}/versions").json()] == [2, 1]


def test_an_older_version_is_shown_by_its_number(api, browser, teacher, maths_10):
    one, two = question(maths_10), question(maths_10)
    client = api(teacher)
    pk = client.post(URL, body([item(one)])).json()["id"]
    client.post(f"{URL}/{pk}/freeze")
    client.post(f"{URL}/{pk}/versions")
    client.put(f"{URL}/{pk}", body([item(two)]))
    for number, shown in ((1, one), (2, two)):
        old = client.get(f"{URL}/{pk}?version={number}").json()
        assert (old["version"], [row["question"] for row in old["items"]]) == (number, [shown.ref])
        assert browser(teacher).get(f"/papers/{pk}/v{number}").context["version"].number == number
    assert client.get(f"{URL}/{pk}?version=3").status_code == 404


def test_freezing_says_everything_that_is_missing(api, teacher, maths_10):
    client = api(teacher)
    one, two = question(maths_10), question(maths_10, "written")
    bad = body([item(one, "1", group="x"), item(two, "1", marks=2, negative_marks="1")])
    bad["sections"].append({"key": "B", "title": "Empty"})
    pk = client.post(URL, bad, format="json").json()["id"]
    answer = client.post(f"{URL}/{pk}/freeze")
    assert answer.status_code == 409
    assert answer.json()["code"] == "paper_incomplete"
    assert answer.json()["missing"] == [
        "Section B holds no question.",
        "Question 1 is marked in steps worth 3, but carries 2 here.",
        "Question 1 is written: nothing can be taken away for a wrong answer.",
        "Two questions are numbered 1.",
        "Group x does not say how many of its questions count.",
    ]
    assert PaperVersion.objects.get().frozen_at is None


def test_a_group_counts_its_picks(maths_10, api, teacher):
    made = [question(maths_10) for _ in range(3)]
    section = {"groups": [{"key": "g", "pick": 2}]}
    items = [item(q, str(n), group="g") for n, q in enumerate(made, 1)]
    answer = api(teacher).post(URL, body(items, section=section), format="json").json()
    assert (answer["total_marks"], answer["missing"]) == ("2.00", [])


def test_a_frozen_version_never_changes(maths_10, api, teacher):
    one = question(maths_10)
    pk = api(teacher).post(URL, body([item(one)]), format="json").json()["id"]
    version = freeze_paper(version=PaperVersion.objects.get(paper_id=pk))
    version.instructions = "other"
    with pytest.raises(Immutable):
        version.save()


def test_strangers_meet_404_and_students_403(api, other_teacher, student, teacher, maths_10):
    one = question(maths_10)
    pk = api(teacher).post(URL, body([item(one)]), format="json").json()["id"]
    for path in (f"{URL}/{pk}", f"{URL}/{pk}/versions", f"{URL}/{pk}/export"):
        assert api(other_teacher).get(path).status_code == 404
        assert api(student).get(path).status_code == 403
        assert api().get(path).status_code == 401
    assert api(other_teacher).post(f"{URL}/{pk}/freeze").status_code == 404
    assert api(other_teacher).delete(f"{URL}/{pk}").status_code == 404
    assert PaperVersion.objects.get().frozen_at is None


def test_a_question_of_somebody_else_cannot_be_put_on_a_paper(api, other_teacher, maths_10):
    from learning.classroom.models import Teaching
    from mathvidya.testing.factories.curriculum import subject_of

    hidden = question(maths_10)
    own = subject_of("cbse-12")
    Teaching.objects.create(teacher=other_teacher, subject=own)
    answer = api(other_teacher).post(URL, {**body([item(hidden)]), "subject": "maths-12"}, format="json")
    assert answer.status_code == 400
    assert answer.json()["code"] == "question_not_in_bank"
    assert not Paper.objects.exists()


def test_a_question_without_a_version_cannot_be_put_on_a_paper(api, teacher, maths_10):
    Question.objects.create(ref="empty", subject=maths_10)
    answer = api(teacher).post(URL, body([{"question": "empty", "label": "1", "marks": "1"}]))
    assert (answer.status_code, answer.json()["code"]) == (400, "question_not_in_bank")
    assert not Paper.objects.exists()


def test_a_used_paper_and_a_used_question_stay(api, teacher, maths_10):
    one = question(maths_10)
    client = api(teacher)
    pk = client.post(URL, body([item(one)]), format="json").json()["id"]
    assert client.delete(f"/api/v1/questions/{one.pk}").json()["code"] == "question_in_use"
    assert client.delete(f"{URL}/{pk}").status_code == 204
    assert client.delete(f"/api/v1/questions/{one.pk}").status_code == 204
    assert not ExamPaper.objects.exists()


def fill(subject, *, spare=0):
    """A bank that can give one CBSE paper: two units, weights 60 and 20."""
    units = [Unit.objects.create(subject=subject, number=n, name=f"U{n}", marks=m) for n, m in ((1, 60), (2, 20))]
    chapters = [Chapter.objects.create(unit=u, code=f"c{u.number}", number=u.number, name="C") for u in units]
    wanted = [("single_choice", "1", 18), ("assertion_reason", "1", 2), ("written", "2", 7), ("written", "3", 8)]
    wanted += [("written", "5", 6), ("case_study", "4", 3)]
    for type_, marks, count in wanted:
        for n in range(count + spare):
            spec = SPECS[type_][1]
            if type_ == "written":
                spec = {"stem": f"Prove {n}", "scheme": [{"key": "s1", "label": "All", "marks": marks}]}
            question(subject, type_, spec=spec, marks=marks, chapter=chapters[n % 2])


def test_the_board_pattern(api, teacher, maths_10):
    fill(maths_10)
    answer = api(teacher).post(f"{URL}/draw", {"blueprint": "cbse-80", "subject": "maths-10", "seed": 3}, format="json")
    assert answer.status_code == 201, answer.json()
    drawn = answer.json()
    assert (drawn["total_marks"], drawn["missing"], len(drawn["items"])) == ("80.00", [], 44)
    assert len({row["label"].split()[0] for row in drawn["items"]}) == 38
    assert [len(section["groups"]) for section in drawn["sections"]] == [0, 2, 2, 2, 0]
    assert api(teacher).post(f"{URL}/{drawn['id']}/freeze").status_code == 200


def test_the_same_seed_gives_the_same_paper_and_units_their_weight(maths_10):
    fill(maths_10, spare=20)

    def refs(seed):
        version = draw_paper(blueprint="cbse-80", subject=maths_10, seed=seed, by=None)
        return [row.question_version_id for row in version.items.order_by("position")], version

    first, version = refs(5)
    assert refs(5)[0] == first
    assert refs(6)[0] != first
    counted = PaperItem.objects.filter(paper_version=version).select_related("question_version__question__chapter")
    heavy = sum(
        row.marks
        for row in counted
        if row.question_version.question.chapter.code == "c1" and not row.label.endswith("(b)")
    )
    assert 55 <= heavy <= 65


def test_a_bank_too_small_is_named_in_full(maths_10, api, teacher):
    fill(maths_10)
    with pytest.raises(BankTooSmall):
        draw_paper(blueprint="choice-50", subject=maths_10, seed=1, by=None)
    answer = api(teacher).post(f"{URL}/draw", {"blueprint": "choice-50", "subject": "maths-10"}, format="json")
    assert answer.json()["shortages"] == ["Questions needs 50 × multiple choice of 1 mark; the bank has 18."]
    assert api(teacher).post(f"{URL}/draw", {"blueprint": "x", "subject": "maths-10"}, format="json").status_code == 400
    assert not Paper.objects.exists()


def steps(client, pk):
    def post(step, **data):
        return client.post(f"/papers/{pk}/{step}", data, headers={"HX-Request": "true"})

    return post


def test_the_editor_step_by_step(browser, teacher, maths_10):
    made = [question(maths_10) for _ in range(3)]
    version = create_paper(ref="e", title="E", subject=maths_10, by=teacher)
    client = browser(teacher)
    post = steps(client, version.paper_id)
    for one in made:
        assert post("add", question=one.pk, section="A").status_code == 200
    labels = lambda: list(version.items.order_by("position").values_list("label", "question_version__question"))  # noqa: E731
    assert [label for label, _ in labels()] == ["1", "2", "3"]
    assert post("add", question=made[0].pk, section="A").json()["code"] == "already_on_paper"
    post("move", question=made[2].pk, to="up")
    assert [pk for _, pk in labels()] == [made[0].pk, made[2].pk, made[1].pk]
    post("choice", question=made[2].pk)
    assert [label for label, _ in labels()] == ["1 (a)", "1 (b)", "2"]
    version.refresh_from_db()
    assert (str(version.total_marks), version.sections[0]["groups"]) == ("2.00", [{"key": "1", "pick": 1}])
    post("choice", question=made[2].pk)
    post("sections/change", key="A", title="Any two", instructions="", pick="2")
    version.refresh_from_db()
    assert (str(version.total_marks), version.sections[0]["title"]) == ("2.00", "Any two")
    assert [label for label, _ in labels()] == ["1", "2", "3"]
    post("sections/add")
    post("move", question=made[1].pk, to="down")
    assert version.items.get(question_version__question=made[1]).section == "B"
    assert post("marks", question=made[1].pk, marks="1_0", negative_marks="0").status_code == 400
    post("marks", question=made[1].pk, marks="2", negative_marks="0.5")
    post("remove", question=made[0].pk)
    assert version.items.count() == 2
    post("sections/remove", key="B")
    assert version.items.count() == 1


def test_the_editor_is_closed_to_others(browser, other_teacher, student, teacher, maths_10):
    one = question(maths_10)
    version = create_paper(ref="e", title="E", subject=maths_10, by=teacher)
    for person in (other_teacher, student):
        assert steps(browser(person), version.paper_id)("add", question=one.pk, section="A").status_code == 404
        assert browser(person).get(f"/papers/{version.paper_id}/edit").status_code == 404
    assert not version.items.exists()


@pytest.mark.parametrize("path", ["", "/edit", "/v1/print", "/v1/key", "/export", "/bank"])
def test_pages_of_a_paper_open(browser, teacher, maths_10, path):
    fill(maths_10)
    version = draw_paper(blueprint="cbse-80", subject=maths_10, seed=1, by=teacher)
    answer = browser(teacher).get(f"/papers/{version.paper_id}{path}")
    assert answer.status_code == 200
    if path == "/v1/print":
        assert "answer-key" not in answer.content.decode()
        assert "choices__key" not in answer.content.decode()
        assert 'class="scheme"' not in answer.content.decode()


def test_a_printed_paper_costs_the_same_for_few_and_many(browser, teacher, maths_10, django_assert_max_num_queries):
    one = question(maths_10)
    short = create_paper(ref="s", title="S", subject=maths_10, by=teacher)
    client = browser(teacher)
    steps(client, short.paper_id)("add", question=one.pk, section="A")
    fill(maths_10)
    long = draw_paper(blueprint="cbse-80", subject=maths_10, seed=1, by=teacher)
    client.get(f"/papers/{short.paper_id}/v1/print")
    with django_assert_max_num_queries(15) as few:
        client.get(f"/papers/{short.paper_id}/v1/print")
    with django_assert_max_num_queries(len(few)):
        client.get(f"/papers/{long.paper_id}/v1/print")


def drawn_questions(version):
    return set(version.items.values_list("question_version__question", flat=True))


def test_a_draw_leaves_what_frozen_papers_hold_as_long_as_it_can(api, teacher, maths_10):
    for _ in range(25):
        question(maths_10)
    draw = {"blueprint": "choice-10", "subject": maths_10, "by": None}
    first, draft = draw_paper(seed=1, **draw), draw_paper(seed=1, ref="draft", **draw)
    assert drawn_questions(first) == drawn_questions(draft)
    freeze_paper(version=first)
    second = draw_paper(seed=1, **draw)
    assert not drawn_questions(first) & drawn_questions(second)
    assert repeated_labels(second) == []
    assert drawn_questions(draw_paper(seed=1, exclude_used=False, **draw)) == drawn_questions(first)
    freeze_paper(version=second)
    answer = api(teacher).post(f"{URL}/draw", {"blueprint": "choice-10", "subject": "maths-10"}, format="json").json()
    assert len(answer["repeated"]) == 5
    assert api(teacher).get(f"{URL}/{first.paper_id}").json()["repeated"] == []


def test_the_page_says_what_had_to_be_repeated(browser, teacher, maths_10):
    for _ in range(3):
        question(maths_10)
    freeze_paper(version=draw_paper(blueprint="choice-2", subject=maths_10, seed=1, by=None))
    asked = {"kind": "choice", "count": "2", "subject": "maths-10", "seed": "1", "exclude_used": "on"}
    page = browser(teacher).post("/papers/draw", asked, follow=True).content.decode()
    assert "On earlier papers already: " in page
