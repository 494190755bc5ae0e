"""`manage.py import_questions FILE`: our JSON or AQuA's lines into the bank, with a report line by line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mathvidya.lib.errors import DomainError
from questions.actions.imports import import_file


class Command(BaseCommand):
    help = "Import questions, papers and pictures; says of each question whether it was taken, and why not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--subject", default="", help="code of the subject, for files that name none (maths-10)")
        parser.add_argument("--dry-run", action="store_true", help="judge everything, keep nothing")
        parser.add_argument("--report", type=Path, help="write the whole report here, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"{file} cannot be read: {fault}") from fault
        document = _document(text)
        try:
            report = import_file(
                text=text,
                document=document,
                images=_pictures(file.parent, document),
                subject=options["subject"],
                by=None,
                dry_run=options["dry_run"],
            )
        except DomainError as refusal:
            raise CommandError(str(refusal.detail)) from refusal
        if options["report"]:
            options["report"].write_text(json.dumps(report.as_dict(), ensure_ascii=False, indent=1) + "\n")
        for line in report.lines:
            if line.notes or options["verbosity"] > 1:
                self.stdout.write(f"{line.kind} {line.number} {line.ref}: {line.outcome}. {' '.join(line.notes)}")
        for kind, totals in report.totals.items():
            self.stdout.write(f"{kind}: " + ", ".join(f"{count} {outcome}" for outcome, count in totals.items()))
        if report.dry_run:
            self.stdout.write("Nothing was kept: this was a dry run.")


def _document(text: str) -> dict[str, Any] | None:
    try:
        document = json.loads(text)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _pictures(folder: Path, document: dict[str, Any] | None) -> dict[str, bytes]:
    """The files that the document names, from beside it and nowhere else."""
    names = (document or {}).get("images", {})
    files = names.values() if isinstance(names, dict) else ()
    plain = [name for name in files if isinstance(name, str) and Path(name).name == name]
    return {name: (folder / name).read_bytes() for name in plain if (folder / name).is_file()}
