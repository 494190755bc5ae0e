"""`manage.py backup <folder>`: database and files, as docs/backup.md says."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mathvidya.ops.backups.making import make_backup
from mathvidya.ops.backups.manifest import BackupError


class Command(BaseCommand):
    help = "Back up database and files to a new folder. Keys and passwords of the settings are not in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--without-objects", action="store_true", help="the database alone; the files have another safe place"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = make_backup(
                options["folder"], with_objects=not options["without_objects"], say=self.stdout.write
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"{options['folder']} is whole, as of {manifest.made_at}"))
