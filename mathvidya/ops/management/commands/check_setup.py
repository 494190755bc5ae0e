"""`manage.py check_setup`: a table of what is configured, missing or unsafe."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mathvidya.ops.setup_report import OFF, OK, UNSAFE, is_production, setup_lines


class Command(BaseCommand):
    help = "Say what is configured, missing or unsafe. Ends with 1 where a production setting is unsafe."

    def handle(self, *args: Any, **options: Any) -> None:
        lines = setup_lines()
        width = max(len(line.subject) for line in lines)
        paint = {OK: self.style.SUCCESS, OFF: self.style.WARNING, UNSAFE: self.style.ERROR}
        for line in lines:
            self.stdout.write(f"{line.subject:{width}}  {paint[line.state](f'{line.state:6}')}  {line.remark}")
        unsafe = [line.subject for line in lines if line.state == UNSAFE]
        if unsafe and is_production():
            raise CommandError(f"not safe to serve: {', '.join(unsafe)}")
        if unsafe:
            self.stdout.write("This is a development, test or demo installation: the unsafe lines are expected here.")
