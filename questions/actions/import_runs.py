"""Files that people upload: small ones are imported at once, large ones by a worker, each of them once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from mathvidya.api.strict_json import parse_json
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit
from questions.access.questions import may_write_in
from questions.actions.imports import ImportFile, judge_file, read_file, write_file
from questions.choices import ImportState
from questions.events import ImportRequested
from questions.models import ImportRun
from questions.rules.imports import is_aqua

AT_ONCE = 200  # questions that a request imports itself
LARGEST_FILE = 8_000_000
KEPT_FOR = timedelta(days=90)


class FileGone(DomainError):
    code = "import_file_gone"
    status = 409
    detail = gettext_lazy("This file has been taken already, or is not kept any more. Upload it again.")


def start_import(*, text: str, filename: str, subject: str, by: User, dry_run: bool, is_whole: bool) -> ImportRun:
    """Import a file (or only check it): up to AT_ONCE questions right now, more of them by a worker.

    Raises BadImport or MalformedJson (400) for what is no file of questions.
    """
    file = _read(text, subject)
    run = _ask(text=text, filename=filename, subject=subject, by=by, dry_run=dry_run, is_whole=is_whole, file=file)
    if run.total <= AT_ONCE:
        run_import(run_id=run.pk)
        run.refresh_from_db()
    return run


def apply_import(*, run: ImportRun, by: User) -> ImportRun:
    """Import the file that `run` only checked, with the same settings. Raises FileGone (409)."""
    if not run.dry_run or not run.text:
        raise FileGone
    return start_import(
        text=run.text, filename=run.filename, subject=run.subject, by=by, dry_run=False, is_whole=run.is_whole
    )


def _read(text: str, subject: str) -> ImportFile:
    document = None if is_aqua(text) else parse_json(text.encode(), max_bytes=LARGEST_FILE)
    return read_file(text=text, subject=subject, document=document, images={})


@transaction.atomic
def _ask(
    *, text: str, filename: str, subject: str, by: User, dry_run: bool, is_whole: bool, file: ImportFile
) -> ImportRun:
    run = ImportRun.objects.create(
        text=text,
        filename=filename[:200],
        subject=subject,
        by=by,
        dry_run=dry_run,
        is_whole=is_whole,
        total=len(file.entries),
    )
    if run.total > AT_ONCE:
        emit(ImportRequested(run_id=run.pk))
    return run


def run_import(*, run_id: int) -> None:
    """Import the file of a run that waits. Questions and report are one transaction, so a second call finds it done."""
    run = ImportRun.objects.select_related("by").filter(pk=run_id, state=ImportState.WAITING).first()
    if run is None:
        return
    try:
        _take(run)
    except DomainError as refusal:
        _fail(run, str(refusal.detail))
    except Exception:
        _fail(run, _("The import broke off; nothing of the file was taken. Try again, or tell an administrator."))
        raise


def _take(run: ImportRun) -> None:
    if run.by is None:
        raise FileGone
    judged = judge_file(
        file=_read(run.text, run.subject),
        dry_run=run.dry_run,
        may_write=may_write_in(run.by),
        progress=lambda done: _note_progress(run, done),
    )
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.state != ImportState.WAITING:
            return
        report = write_file(judged=judged, by=run.by, dry_run=run.dry_run, is_whole=run.is_whole)
        locked.report, locked.done = report.as_dict(), locked.total
        locked.state, locked.finished_at = ImportState.DONE, timezone.now()
        if report.is_kept:
            locked.text = ""
        locked.save()


def _note_progress(run: ImportRun, done: int) -> None:
    ImportRun.objects.filter(pk=run.pk, state=ImportState.WAITING).update(done=done)


def _fail(run: ImportRun, problem: str) -> None:
    ImportRun.objects.filter(pk=run.pk, state=ImportState.WAITING).update(
        state=ImportState.FAILED, problem=problem[:300], finished_at=timezone.now()
    )


def forget_imports() -> int:
    """Delete runs older than KEPT_FOR, with their files and reports. Returns how many."""
    return ImportRun.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]
