"""Imports questions from files: judged line by line, then written in one transaction.

Judging only reads, and reports how far it is; writing is a few statements for hundreds of questions. An app above may
import another list of the same document, such as papers, once the questions are in the bank (`sections`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from mathvidya.lib.errors import DomainError
from mathvidya.lib.registry import Registry
from questions.actions.images import BadImage, save_image
from questions.actions.question_batches import QuestionDraft, save_questions
from questions.models import Question, QuestionImage
from questions.queries.import_places import Allowed, BadImport, Syllabus
from questions.rules.import_reports import CHANGED, HELD, NEW, REFUSED, SAME, Line, Report
from questions.rules.imports import MOST, Entry, image_names, is_aqua, read_aqua, read_questions, with_images

__all__ = ["CHANGED", "NEW", "REFUSED", "SAME", "Line", "import_document", "import_file", "sections"]

STRIDE = 200  # questions judged between two reports of progress

Progress = Callable[[int], None]
# Number of the row, the row, where rows belong, who imports.
TakeRow = Callable[[int, Any, Syllabus, User | None], Line]

# Other lists of a document, by name: `take` imports each row once the questions are in the bank.
sections: Registry[TakeRow] = Registry("section of a question file")


@dataclass(frozen=True, kw_only=True)
class ImportFile:
    """A file as it was read: questions, rows of registered sections, names of pictures, and the pictures themselves."""

    entries: Sequence[Entry]
    sections: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    names: Mapping[str, Any] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def read_file(*, text: str, subject: str, document: Any, images: Mapping[str, bytes]) -> ImportFile:
    """Read a file of either form. `document` is our own JSON, already parsed; AQuA's lines are read from `text`.

    Raises BadImport (400): not one of the forms, more than MOST questions, or AQuA's lines without a subject.
    """
    if is_aqua(text):
        if not subject:
            raise BadImport(_("These questions name no subject: say which one they are for."))
        return _not_too_long(ImportFile(entries=read_aqua(text, subject=subject)))
    if not isinstance(document, dict):
        raise BadImport(_("The file is neither our JSON (questions, papers, images) nor AQuA's lines."))
    return read_document(document, images)


def read_document(document: Mapping[str, Any], images: Mapping[str, bytes]) -> ImportFile:
    """Read our own JSON (docs/question-format.md); `images` are the files beside it by name. Raises BadImport (400)."""
    unknown = set(document) - {"questions", "images", *sections}
    if unknown:
        raise BadImport(_("Not known in a question file: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    for name, kind in (("questions", list), *((section, list) for section in sections), ("images", dict)):
        if not isinstance(document.get(name, kind()), kind):
            sentence = _("%(name)s must be a list.") if kind is list else _("%(name)s must be an object.")
            raise BadImport(sentence % {"name": name})
    names = document.get("images", {})
    pictures = {name: images[file] for name, file in names.items() if isinstance(file, str) and file in images}
    return _not_too_long(
        ImportFile(
            entries=read_questions(document),
            sections={name: document.get(name, []) for name in sections},
            names=names,
            pictures=pictures,
        )
    )


def _not_too_long(file: ImportFile) -> ImportFile:
    if max(len(rows) for rows in (file.entries, *file.sections.values())) > MOST:
        sentence = _("A file holds at most %(most)s questions; this one holds %(count)s.")
        raise BadImport(sentence % {"most": MOST, "count": len(file.entries)})
    return file


def import_file(*, text: str, images: Mapping[str, bytes], subject: str, document: Any = None, **how: Any) -> Report:
    """Import a file of either form: read_file, then take_file, which gets `how`."""
    return take_file(file=read_file(text=text, subject=subject, document=document, images=images), **how)


def import_document(*, document: Mapping[str, Any], images: Mapping[str, bytes], **how: Any) -> Report:
    """Import our own JSON: read_document, then take_file, which gets `how`."""
    return take_file(file=read_document(document, images), **how)


@dataclass(frozen=True)
class Judged:
    """An entry with the draft it makes, or with what keeps it out."""

    entry: Entry
    draft: QuestionDraft | None
    refusals: list[str]


@dataclass(frozen=True)
class JudgedFile:
    """A file ready to be written: pictures are stored, questions judged; other sections wait for their questions."""

    file: ImportFile
    syllabus: Syllabus
    picture_lines: list[Line]
    questions: list[Judged]


def take_file(
    *, file: ImportFile, by: User | None, dry_run: bool, is_whole: bool = False, may_write: Allowed = None
) -> Report:
    """Import what is good in a file; for the rest the report says what is wrong (judge_file, write_file)."""
    judged = judge_file(file=file, dry_run=dry_run, may_write=may_write)
    return write_file(judged=judged, by=by, dry_run=dry_run, is_whole=is_whole)


def judge_file(
    *, file: ImportFile, dry_run: bool, may_write: Allowed = None, progress: Progress | None = None
) -> JudgedFile:
    """Judge every question and store the pictures.

    `progress(done)` is called with the number of questions judged so far.
    """
    hashes, lines = _take_images(file, dry_run)
    syllabus = Syllabus(may_write)
    return JudgedFile(file, syllabus, lines, _judge_all(file.entries, syllabus, hashes, progress))


@transaction.atomic
def write_file(*, judged: JudgedFile, by: User | None, dry_run: bool, is_whole: bool = False) -> Report:
    """Write what is good. Nothing is written in a dry run, nor with `is_whole` where anything was refused.

    Raises BankBusy (409) where somebody saves the same references meanwhile.
    """
    report = Report(dry_run=dry_run, is_kept=not dry_run, lines=list(judged.picture_lines))
    with transaction.atomic():
        _write(judged, report, by)
        if is_whole and report.has_refusals:
            report.is_kept = False
        if not report.is_kept:
            transaction.set_rollback(True)
    return report


def _take_images(file: ImportFile, dry_run: bool) -> tuple[dict[str, str], list[Line]]:
    hashes, lines = {}, []
    for number, name in enumerate(file.names, start=1):
        refusal = "" if name in file.pictures else _("The file is not there.")
        try:
            if not refusal:
                hashes[name] = save_image(data=file.pictures[name], keep=not dry_run)
        except BadImage as error:
            refusal = str(error.detail)
        outcome, notes = (REFUSED, [refusal]) if refusal else (NEW, [])
        lines.append(Line(kind="image", number=number, ref=name, outcome=outcome, notes=notes))
    return hashes, lines


def _judge_all(
    entries: Sequence[Entry], syllabus: Syllabus, hashes: Mapping[str, str], progress: Progress | None
) -> list[Judged]:
    known = _known_images(entries, hashes)
    judged: list[Judged] = []
    for start in range(0, len(entries), STRIDE):
        part = entries[start : start + STRIDE]
        refs = [entry.ref for entry in part if entry.ref]
        taken = dict(Question.objects.filter(ref__in=refs).values_list("ref", "subject_id"))
        judged += [_judge(entry, syllabus, hashes, known, taken) for entry in part]
        if progress is not None:
            progress(len(judged))
    return judged


def _known_images(entries: Sequence[Entry], hashes: Mapping[str, str]) -> set[str]:
    wanted = set().union(*(image_names(entry.question) for entry in entries if entry.question)) - hashes.keys()
    return set(hashes) | set(QuestionImage.objects.filter(sha256__in=wanted).values_list("sha256", flat=True))


def _judge(
    entry: Entry, syllabus: Syllabus, hashes: Mapping[str, str], known: set[str], taken: Mapping[str, int]
) -> Judged:
    row = entry.question or {}
    subject, chapter, topic, wrong = syllabus.place(row)
    refusals = [*entry.refusals, *(wrong if entry.question else [])]
    refusals += [_("There is no picture %(name)s.") % {"name": name} for name in sorted(image_names(row) - known)]
    if entry.ref in taken and syllabus.is_closed(taken[entry.ref]):
        refusals.append(_("ref: this reference is taken in another subject."))
    if refusals or subject is None:
        return Judged(entry, None, refusals)
    draft = QuestionDraft(
        ref=entry.ref,
        subject=subject,
        chapter=chapter,
        topic=topic,
        type=row["type"],
        spec=with_images(row["spec"], hashes),
        marks=row["marks"],
        difficulty=row.get("difficulty", 3),
        source=str(row.get("source", ""))[:200],
        use=row.get("use"),
        is_held=bool(entry.doubts),
    )
    try:
        draft.check()
    except DomainError as refusal:
        return Judged(entry, None, [f"{at}: {' '.join(why)}" for at, why in refusal.fields.items()])
    return Judged(entry, draft, [])


def _write(judged: JudgedFile, report: Report, by: User | None) -> None:
    """Save the good ones and report on all, in the order of the file."""
    drafts = [one.draft for one in judged.questions if one.draft is not None]
    saved = {draft.ref: done.outcome for draft, done in zip(drafts, save_questions(drafts=drafts, by=by), strict=True)}
    for one in judged.questions:
        entry, outcome, notes = one.entry, REFUSED, one.refusals
        if one.draft is not None:
            outcome, notes = saved[entry.ref], entry.changes
            if outcome == NEW and one.draft.is_held:
                outcome, notes = HELD, [*entry.doubts, *entry.changes]
        report.lines.append(Line(kind="question", number=entry.line, ref=entry.ref, outcome=outcome, notes=notes))
    for name, rows in judged.file.sections.items():
        report.lines += [sections[name](number, row, judged.syllabus, by) for number, row in enumerate(rows, start=1)]
