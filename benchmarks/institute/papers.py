"""The institute's papers, written and frozen through the product's own actions."""

from typing import Any

from exams.actions.papers import ItemDraft, create_paper, freeze_paper
from exams.models import PaperVersion
from learning.curriculum.models import Chapter, Subject
from questions.actions.questions import save_question

OPTIONS = "abcd"
STEPS = ("Writes the formula", "Puts the numbers in", "States the result")


def make_papers(subject: Subject) -> dict[str, PaperVersion]:
    """Return {name: paper version}.

    `full` has thirty choices, as long as the peer's; `quick` ten; `written` ten choices and ten written questions.
    `live` and `mock` are as `full` and `written`, of other questions: a result stays closed while its questions are
    part of an open attempt.
    """
    chapters = list(Chapter.objects.filter(unit__subject=subject).order_by("code"))
    mixed = ["choice"] * 10 + ["written"] * 10
    choices = ["choice"] * 30
    kinds = {"full": choices, "quick": choices[:10], "written": mixed, "live": choices, "mock": mixed}
    return {name: _paper(name, types, subject, chapters) for name, types in kinds.items()}


def _paper(name: str, types: list[str], subject: Subject, chapters: list[Chapter]) -> PaperVersion:
    items = [
        _item(f"bench-{name}-{number}", type_, number, subject, chapters[number % len(chapters)])
        for number, type_ in enumerate(types, start=1)
    ]
    used = {item.section for item in items}
    sections = [
        {"key": "A", "title": "Section A", "instructions": "Choose one.", "groups": []},
        {"key": "B", "title": "Section B", "instructions": "Show your working.", "groups": []},
    ]
    draft = create_paper(
        ref=f"bench-{name}",
        title=f"{len(types)} questions",
        subject=subject,
        by=None,
        duration_minutes=180,
        instructions="Answer **all** questions.",
        sections=[section for section in sections if section["key"] in used],
        items=items,
    )
    return freeze_paper(version=draft)


def _item(ref: str, type_: str, number: int, subject: Subject, chapter: Chapter) -> ItemDraft:
    question = save_question(
        ref=ref,
        subject=subject,
        chapter=chapter,
        topic=None,
        type="written" if type_ == "written" else "single_choice",
        spec=_written(number) if type_ == "written" else _choice(number),
        marks=str(len(STEPS)) if type_ == "written" else "1",
        difficulty=1 + number % 5,
        by=None,
    )
    version = question.current
    if version is None:
        raise ValueError(f"question {ref} has no version")
    section = "B" if type_ == "written" else "A"
    return ItemDraft(question_version=version, section=section, label=str(number), marks=version.marks)


def _choice(number: int) -> dict[str, Any]:
    texts = (
        f"$\\frac{{{number}}}{{{number + 1}}}$ and they are equal",
        f"$\\sqrt{{{number}}}$ and the first is greater",
        f"$\\pi/{number + 2}$ and the second is greater",
        "None of these",
    )
    return {
        "stem": (
            f"If $f(x) = x^{{{number + 1}}} - 3x + {number}$ then the value of $f'({number % 5})$ and of the integral "
            f"$\\int_0^{{{number}}} f(x)\\,dx$ satisfy which one of the following statements?"
        ),
        "options": [{"id": key, "text": text} for key, text in zip(OPTIONS, texts, strict=True)],
        "answer": {"option": OPTIONS[number % len(OPTIONS)]},
        "solution": f"Differentiate once and put in ${number % 5}$.",
    }


def _written(number: int) -> dict[str, Any]:
    steps = [{"key": f"s{place}", "label": label, "marks": "1"} for place, label in enumerate(STEPS, start=1)]
    return {
        "stem": f"A ladder of length ${number + 4}$ m leans against a wall. Show how high it reaches.",
        "scheme": steps,
        "solution": "By the theorem of Pythagoras.",
    }
