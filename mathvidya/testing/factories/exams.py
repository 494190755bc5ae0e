"""A frozen paper with one question of each type, an open exam around it, and an attempt.

The functions go through the real actions; answers in RIGHT earn full marks, the written ones wait for a teacher.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from exams.actions.attempts import start_attempt, submit_attempt
from exams.actions.papers import ItemDraft, create_paper, freeze_paper
from exams.models import Attempt, Exam, ExamPaper, PaperVersion
from learning.classroom.models import Batch
from learning.curriculum.models import Subject
from mathvidya.testing.factories.curriculum import subject_of
from questions.actions.questions import save_question

OPTIONS = [
    {"id": "a", "text": "$2$"},
    {"id": "b", "text": "$3$"},
    {"id": "c", "text": "$5$"},
    {"id": "d", "text": "$7$"},
]
STEPS = [
    {"key": "s1", "label": "Writes the formula", "marks": "1", "alternatives": ["Completes the square"]},
    {"key": "s2", "label": "Puts the numbers in", "marks": "1"},
    {"key": "s3", "label": "States the roots", "marks": "1"},
]

# name: (type, marks, spec)
QUESTIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "single": (
        "single_choice",
        "1",
        {
            "stem": "The HCF of $6$ and $20$ is",
            "options": OPTIONS,
            "answer": {"option": "a"},
            "solution": "$2$ divides both.",
        },
    ),
    "multiple": (
        "multiple_choice",
        "2",
        {
            "stem": "Which are prime factors of $30$?",
            "options": OPTIONS,
            "partial": "proportional",
            "answer": {"options": ["a", "b", "c"]},
        },
    ),
    "truth": ("true_false", "1", {"stem": "$\\sqrt{2}$ is irrational.", "answer": {"value": True}}),
    "assertion": (
        "assertion_reason",
        "1",
        {"stem": "", "assertion": "$3$ is odd.", "reason": "$3$ is prime.", "answer": {"option": "b"}},
    ),
    "numeric": (
        "numeric",
        "2",
        {"stem": "Find $x$ if $2x = 7$.", "unit": "", "tolerance": {"absolute": "0.01"}, "answer": {"value": "3.5"}},
    ),
    "text": ("short_text", "1", {"stem": "What is $7$ called?", "answer": {"accepted": ["prime", "a prime"]}}),
    "written": ("written", "3", {"stem": "Solve $x^2 - 5x + 6 = 0$.", "scheme": STEPS, "solution": "$x = 2, 3$"}),
    "written_or": ("written", "3", {"stem": "Solve $x^2 - 7x + 12 = 0$.", "scheme": STEPS}),
    "case": (
        "case_study",
        "4",
        {
            "stem": "A ladder leans on a wall.",
            "parts": [
                {
                    "key": "i",
                    "label": "(i)",
                    "type": "numeric",
                    "marks": "1",
                    "stem": "How long is it, in m?",
                    "answer": {"value": "5"},
                },
                {
                    "key": "ii",
                    "label": "(ii)",
                    "type": "single_choice",
                    "marks": "1",
                    "stem": "Which theorem?",
                    "options": [{"id": "a", "text": "Pythagoras"}, {"id": "b", "text": "Thales"}],
                    "answer": {"option": "a"},
                },
                {
                    "key": "iii-a",
                    "label": "(iii) (a)",
                    "type": "written",
                    "marks": "2",
                    "choice": "iii",
                    "stem": "Prove it.",
                    "scheme": [
                        {"key": "s1", "label": "Figure", "marks": "1"},
                        {"key": "s2", "label": "Proof", "marks": "1"},
                    ],
                },
                {
                    "key": "iii-b",
                    "label": "(iii) (b)",
                    "type": "written",
                    "marks": "2",
                    "choice": "iii",
                    "stem": "Or find the angle.",
                    "scheme": [
                        {"key": "s1", "label": "Ratio", "marks": "1"},
                        {"key": "s2", "label": "Angle", "marks": "1"},
                    ],
                },
            ],
        },
    ),
}

RIGHT: dict[str, dict[str, Any]] = {
    "single": {"option": "a"},
    "multiple": {"options": ["a", "b", "c"]},
    "truth": {"value": True},
    "assertion": {"option": "b"},
    "numeric": {"value": "7/2"},
    "text": {"text": "Prime"},
    "written": {"text": "x = 2, x = 3"},
    "case": {"parts": {"i": {"value": "5"}, "ii": {"option": "a"}, "iii-a": {"text": "By similar triangles."}}},
}

OBJECTIVE = ("single", "multiple", "truth", "assertion", "numeric", "text")
ALL = (*OBJECTIVE, "written", "written_or", "case")


def subject_maths_10() -> Subject:
    return subject_of("cbse-10")


def frozen_paper(*, ref: str = "test-paper", names: tuple[str, ...] = ALL, negative: str = "0") -> PaperVersion:
    """Return a paper with section A of the objective questions named and section B of the written ones among them.

    `negative` marks are taken off every wrong single choice.
    """
    subject = subject_maths_10()
    items = []
    for position, name in enumerate(names, start=1):
        type_, marks, spec = QUESTIONS[name]
        question = save_question(
            ref=f"{ref}-{name}",
            subject=subject,
            chapter=None,
            topic=None,
            type=type_,
            spec=spec,
            marks=marks,
            difficulty=2,
            by=None,
        )
        version = question.current
        assert version is not None
        items.append(
            ItemDraft(
                question_version=version,
                section="A" if name in OBJECTIVE else "B",
                label=str(position),
                marks=version.marks,
                negative_marks=version.marks.__class__(negative if type_ == "single_choice" else "0"),
                group="or" if name.startswith("written") and "written_or" in names else "",
            )
        )
    sections: list[dict[str, Any]] = [
        {"key": "A", "title": "Section A", "instructions": "Choose.", "groups": []},
        {
            "key": "B",
            "title": "Section B",
            "instructions": "Show your working.",
            "groups": [{"key": "or", "pick": 1}] if "written_or" in names else [],
        },
    ]
    used = {item.section for item in items}
    draft = create_paper(
        ref=ref,
        title="A short paper",
        subject=subject,
        by=None,
        duration_minutes=60,
        instructions="Answer **all** questions.",
        sections=[section for section in sections if section["key"] in used],
        items=items,
    )
    return freeze_paper(version=draft)


def open_exam(
    *, paper_version: PaperVersion | None = None, batch: Batch | None = None, minutes: int = 60, **more: Any
) -> Exam:
    """Return a published exam whose window is open, for `batch` or (without) the whole class, with one paper."""
    version = paper_version or frozen_paper()
    now = timezone.now()
    paper_fields = {name: more.pop(name) for name in ("shuffle_questions", "shuffle_options") if name in more}
    fields: dict[str, Any] = {
        "title": "Unit test 1",
        "subject": version.paper.subject,
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(days=1),
        "published_at": now - timedelta(hours=1),
        **more,
    }
    exam = Exam.objects.create(**fields)
    if batch is not None:
        exam.batches.add(batch)
    ExamPaper.objects.create(
        exam=exam, paper_version=version, title=version.paper.title, duration_minutes=minutes, **paper_fields
    )
    return exam


def open_attempt(*, student: User, exam: Exam | None = None) -> Attempt:
    """Return an open attempt of the exam's first paper."""
    exam = exam or open_exam()
    paper = exam.papers.order_by("position").first()
    assert paper is not None
    started = start_attempt(student_id=student.pk, exam_id=exam.pk, exam_paper_id=paper.pk)
    return Attempt.objects.select_related("exam", "paper_version").get(pk=started.attempt.id)


def items_by_name(version: PaperVersion) -> dict[str, int]:
    """Return {question's short name: item id} of a `frozen_paper`."""
    items = version.items.select_related("question_version__question")
    return {item.question_version.question.ref.removeprefix(f"{version.paper.ref}-"): item.pk for item in items}


def submitted_attempt(
    *, student: User, exam: Exam | None = None, answers: dict[str, dict[str, Any]] | None = None
) -> Attempt:
    """Return an attempt with `answers` by short name (default: RIGHT), submitted."""
    from exams.access.attempts import get_ref_to_answer
    from exams.actions.attempts import save_responses

    attempt = open_attempt(student=student, exam=exam)
    names = items_by_name(attempt.paper_version)
    responses = [
        {"item": names[name], "answer": answer, "client_seq": 1}
        for name, answer in (RIGHT if answers is None else answers).items()
        if name in names
    ]
    if responses:
        save_responses(attempt=get_ref_to_answer(student.pk, student.role, attempt.pk), responses=responses)
    submit_attempt(attempt=attempt)
    return Attempt.objects.select_related("exam", "paper_version", "published_run").get(pk=attempt.pk)


def full_marks(version: PaperVersion) -> dict[str, dict[str, dict[str, Any]]]:
    """Return a teacher's awards of every step in full, as `record_result(written=…)` takes them."""
    from exams.queries.content import get_paper_content

    return {
        str(item.id): {
            step.key: {"award": str(step.marks), "not_attempted": False, "error_tag": "", "comment": ""}
            for step in item.written_steps
        }
        for item in get_paper_content(version.pk).items.values()
        if item.written_steps
    }


def many_attempts(*, exam: Exam, number: int, status: str = "submitted") -> list[User]:
    """So many students with one attempt each, in the order of their names; quick, and without answers or results."""
    students = User.objects.bulk_create(
        User(
            email=f"{status}{n}@example.org", first_name=f"Person{n:04}", last_name="Rao", role="student", password="!"
        )
        for n in range(number)
    )
    paper, now = exam.papers.select_related("paper_version").get(), timezone.now()
    Attempt.objects.bulk_create(
        Attempt(
            exam=exam,
            exam_paper=paper,
            paper_version=paper.paper_version,
            student=student,
            seed=student.pk,
            status=status,
            started_at=now,
            deadline_at=now + timedelta(hours=1),
            submitted_at=now if status == "submitted" else None,
        )
        for student in students
    )
    return students
