"""Load the institute into the migrated, empty database that DATABASE_URL names."""

import argparse
import time

import django

from benchmarks.institute.sizes import DEFAULT, SIZES


def main() -> None:
    usual = SIZES[DEFAULT]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.institute", description=__doc__)
    parser.add_argument("--students", type=int, default=usual.students)
    parser.add_argument("--responses", type=int, default=usual.responses)
    parser.add_argument("--waiting", type=int, default=usual.waiting_scripts)
    options = parser.parse_args()
    django.setup()
    from benchmarks.institute.loader import load  # the models exist only now

    begun = time.monotonic()
    load(students=options.students, responses=options.responses, waiting_scripts=options.waiting)
    print(f"{options.responses} responses in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
