"""`manage.py load_syllabus [FILE …]`: without a file, the syllabuses that come with the product."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from learning.curriculum.actions import load_shipped_syllabuses, load_syllabus
from learning.curriculum.rules import BadSyllabus, read_syllabus


class Command(BaseCommand):
    help = "Load or update the syllabus; safe to run again, deletes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        try:
            if files:
                syllabuses = [read_syllabus(path.read_text()) for path in files]
                reports = [report for syllabus in syllabuses for report in load_syllabus(syllabus=syllabus)]
            else:
                reports = load_shipped_syllabuses()
        except (BadSyllabus, OSError) as error:
            raise CommandError(str(error)) from error
        for report in reports:
            self.stdout.write(str(report))
