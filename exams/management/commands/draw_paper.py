"""`manage.py draw_paper BLUEPRINT SUBJECT`: a draft paper from the bank."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exams.actions.papers import draw_paper, freeze_paper
from exams.queries.papers import repeated_labels
from learning.curriculum.queries import subjects
from mathvidya.lib.errors import DomainError


class Command(BaseCommand):
    help = "Draw a paper: blueprint cbse-80, or choice-N for N multiple choice questions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("blueprint")
        parser.add_argument("subject", help="code of the subject: maths-10")
        parser.add_argument("--seed", type=int, default=1, help="the same bank and seed give the same paper")
        parser.add_argument("--ref", default="")
        parser.add_argument("--title", default="")
        parser.add_argument("--repeat", action="store_true", help="do not prefer questions that no frozen paper holds")
        parser.add_argument("--freeze", action="store_true", help="freeze it at once")

    def handle(self, *args: Any, **options: Any) -> None:
        subject = subjects().filter(code=options["subject"]).first()
        if subject is None:
            raise CommandError(f"There is no subject {options['subject']}.")
        try:
            version = draw_paper(
                blueprint=options["blueprint"],
                subject=subject,
                seed=options["seed"],
                by=None,
                ref=options["ref"],
                title=options["title"],
                exclude_used=not options["repeat"],
            )
            if options["freeze"]:
                version = freeze_paper(version=version)
        except DomainError as refusal:
            raise CommandError(str(refusal.detail)) from refusal
        if repeated := repeated_labels(version):
            self.stdout.write(f"On an earlier frozen paper already: {', '.join(repeated)}")
        self.stdout.write(f"{version.paper.ref}: {version.items.count()} questions, {version.total_marks} marks")
