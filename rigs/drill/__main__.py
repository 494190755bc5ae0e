"""`./run drill [F1 F8 …] [--quick] [--json FILE] [--keep]`: break things while clients work, and check what is left."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from rigs.drill.disk import small_disk
from rigs.services import NotInstalled, Stack
from rigs.stack import PARTS

THROUGH = ("postgres", "redis", "storage")
SMALL = {"shared_buffers": "128MB", "max_wal_size": "192MB"}  # PostgreSQL's, for the small disk


def main(arguments: list[str]) -> int:
    """Run the drill; return exit status 0 when all holds, 1 when something does not, 2 when it cannot run here."""
    parser = argparse.ArgumentParser(prog="./run drill", description=__doc__)
    parser.add_argument("faults", nargs="*", metavar="F1", help="only these; without any, all of them")
    parser.add_argument("--quick", action="store_true", help="the most telling faults, with fewer people")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the verdicts here")
    parser.add_argument("--keep", action="store_true", help="keep logs, mails and files, and say where they are")
    options = parser.parse_args(arguments)
    # So that everything started here is stopped when the drill gets SIGTERM.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="mathvidya-drill-"))
    try:
        with small_disk() as disk:
            data = disk / "data" if disk else None
            stack = Stack(folder, storage=True, through=THROUGH, supervised=True, data=data, settings=SMALL)
            return drill(stack, options, disk)
    except NotInstalled as missing:
        print(f"The drill cannot run: {missing}", file=sys.stderr)
        return 2
    finally:
        if options.keep:
            print(f"Logs and files: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def drill(stack: Stack, options: argparse.Namespace, disk: Path | None) -> int:
    """Start what the chosen faults need of the stack, play them, print the table."""
    set_up_django(stack)
    from rigs.drill import play, report

    chosen = play.choose(options.faults, quick=options.quick)
    stack.parts = tuple(part for part in PARTS if any(part in fault.needs for fault in chosen))
    stack.static = any(fault.pages for fault in chosen)
    begun = time.monotonic()
    print(f"Starting PostgreSQL, Redis, storage, {', '.join(stack.parts)} for {len(chosen)} faults …", flush=True)
    with stack:
        print(f"… ready after {time.monotonic() - begun:.0f} s", flush=True)
        played = [(fault, play.play(fault, stack, quick=options.quick, disk=disk)) for fault in chosen]
    print(f"\n{report.table(played)}\n\n{time.monotonic() - begun:.0f} s in all")
    if options.json:
        report.write_json(options.json, played)
    return 1 if any(not isinstance(verdict, str) and not verdict.holds for _, verdict in played) else 0


def set_up_django(stack: Stack) -> None:
    """Configure Django in this process for the stack's database, without proxy and pool."""
    direct = {"DATABASE_URL": stack.database_url, "DATABASE_POOL": "0", "REDIS_URL": stack.redis.url}
    for name in set(os.environ) - set(stack.environment):
        del os.environ[name]
    os.environ.update(stack.environment | direct | stack.direct_storage())
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
