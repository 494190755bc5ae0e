"""`manage.py restore <folder>`: into an empty installation, as docs/backup.md says."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mathvidya.ops.backups.manifest import BackupError
from mathvidya.ops.backups.restoring import check_backup, restore_backup


class Command(BaseCommand):
    help = "Restore a backup into an empty database and its storage, and compare. Everybody has to sign in again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--check", action="store_true", help="only read the backup and hold it to its hashes")
        parser.add_argument(
            "--overwrite", metavar="DATABASE", default="", help="drop all that is in the database of this name first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                check_backup(options["folder"], self.stdout.write)
                return
            manifest = restore_backup(options["folder"], overwrite=options["overwrite"], say=self.stdout.write)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"Restored, as of {manifest.made_at}. Now run `manage.py migrate`."))
