"""`./run bench [what] [options]`: `hot` paths (the default), `exam-day`, `growth`, or `pages`; each knows `--help`."""

import sys
from importlib import import_module

from rigs.services import NotInstalled

COMMANDS = {
    "hot": "benchmarks.hot.command:run_hot",
    "exam-day": "benchmarks.exam_day.command:run_exam_day",
    "growth": "benchmarks.growth.command:run_growth",
    "pages": "benchmarks.pages.command:run_pages",
}


def main(arguments: list[str]) -> int:
    what, rest = (arguments[0], arguments[1:]) if arguments and arguments[0] in COMMANDS else ("hot", arguments)
    module, _colon, function = COMMANDS[what].partition(":")
    try:
        status: int = getattr(import_module(module), function)(rest)
    except NotInstalled as missing:
        print(missing, file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
