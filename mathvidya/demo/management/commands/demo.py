"""`./run demo`: migrate, load people and content, then serve everything in this one process."""

import os
import shutil
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from mathvidya.demo.guide import welcome
from mathvidya.demo.loader import load_demo


class Command(BaseCommand):
    help = "Load the demo and serve it: HTTP, sockets, worker, beat and relay in one process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="throw the demo's data away first")
        parser.add_argument("--load-only", action="store_true", help="load, but do not serve")

    def handle(self, *, host: str, port: int, reset: bool, load_only: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo has known passwords; `./run demo` starts it, never a server of real people.")
        if "SITE_URL" not in os.environ:
            settings.SITE_URL = f"http://{host}:{port}"  # links in mails use the port that was chosen here
        if reset:
            self.start_over()
        call_command("migrate", interactive=False, verbosity=0)
        for line in load_demo():
            self.stdout.write(f"· {line}")
        self.stdout.write(welcome(settings.SITE_URL))
        sys.stdout.flush()
        if not load_only:
            from mathvidya.demo.runner import serve

            serve(host=host, port=port)

    def start_over(self) -> None:
        if connection.vendor != "sqlite":
            call_command("migrate", interactive=False, verbosity=0)
            call_command("flush", interactive=False, verbosity=0)
            return
        connection.close()
        database = settings.DATABASES["default"]["NAME"]
        for suffix in ("", "-wal", "-shm"):
            (settings.VAR_DIR / f"{database}{suffix}").unlink(missing_ok=True)
        for folder in ("media", "broker/queue", "broker/processed"):
            shutil.rmtree(settings.VAR_DIR / folder, ignore_errors=True)
            (settings.VAR_DIR / folder).mkdir(parents=True)
