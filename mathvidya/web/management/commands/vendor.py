"""`vendor check`: is static/vendor what the lock says? `vendor fetch`: bring it again, with the npm client."""

import subprocess
import tarfile
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mathvidya.web.vendoring import KEEPERS, differences, digest, read_lock, store, write_lock


def download(name: str, version: str) -> dict[str, bytes]:
    """Return the files to keep of one published version. Needs `npm`, which users of the project never need."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", folder]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)  # nosec B603  # noqa: S603  (names come from the lock)
        except (OSError, subprocess.SubprocessError) as error:
            raise CommandError(f"npm could not fetch {name} {version}: {error}") from error
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            return KEEPERS[name](archive)


class Command(BaseCommand):
    help = "Check the front-end libraries in static/vendor against their lock, or fetch them again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("task", choices=["check", "fetch"])
        parser.add_argument("library", nargs="?", choices=sorted(KEEPERS))
        parser.add_argument("--version-to-lock", help="take this version and write the lock again")

    def handle(self, **options: str) -> None:
        folder = settings.BASE_DIR / "static" / "vendor"
        if options["task"] == "fetch":
            for name in [options["library"]] if options["library"] else sorted(KEEPERS):
                self.fetch(folder, name, options["version_to_lock"])
        if wrong := differences(folder):
            raise CommandError("\n".join(wrong))
        self.stdout.write("static/vendor is as the lock says.")

    def fetch(self, folder: Path, name: str, new_version: str | None) -> None:
        if new_version:
            files = download(name, new_version)
            write_lock(folder, name, new_version, files)
        else:
            locked = read_lock(folder)[name]
            files = download(name, locked["version"])
            if {key: digest(content) for key, content in files.items()} != locked["files"]:
                raise CommandError(f"{name} {locked['version']} is not what was locked; nothing was written.")
        store(folder, files)
