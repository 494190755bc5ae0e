"""Loading the institute: content through the product's actions, rows by set-based SQL."""

from pathlib import Path

import psycopg
from django.contrib.auth.hashers import make_password
from django.db import connection

from accounts.models import User
from benchmarks.institute.answers import PATTERNS, make_patterns
from benchmarks.institute.exams import make_exams
from benchmarks.institute.papers import make_papers
from exams.rules.scoring import RULES_VERSION
from learning.curriculum.actions import load_shipped_syllabuses
from learning.curriculum.models import Subject

SQL = Path(__file__).parent / "sql"
PASSWORD = "correct horse battery staple"  # noqa: S105  (of everybody in a throw-away database)
PER_BATCH, PER_TEACHER = 40, 50
_WANTED = """
CREATE TEMP TABLE wanted (students int, teachers int, batches int, full_attempts bigint, quick_attempts bigint,
    waiting bigint, subject_id bigint, rules_version int, patterns int, password text)
"""
# Bulk load: after a failure all is loaded again, and the keys agree by construction (benchmarks/tests).
_SESSION = "SET synchronous_commit = off; SET session_replication_role = replica; SET work_mem = '256MB'"


def load(*, students: int, responses: int, waiting_scripts: int) -> None:
    """Load an institute into the migrated, empty PostgreSQL database that Django is set up for.

    Two thirds of `responses` belong to attempts of thirty questions, the rest in attempts of ten; all of them are
    published. `waiting_scripts` attempts of a written paper wait for a marker, with two pages each. Needs a superuser's
    connection. Raises ValueError for another kind of database, or one that holds people already.
    """
    if connection.vendor != "postgresql" or User.objects.exists():
        raise ValueError("The loader needs an empty PostgreSQL database.")
    if students < PER_BATCH:
        raise ValueError(f"An institute has at least {PER_BATCH} students.")
    load_shipped_syllabuses()
    subject = Subject.objects.get(code="maths-10")
    versions = make_papers(subject)
    full = max(responses * 2 // 3 // 30, 1)
    attempts = {"full": full, "quick": max((responses - full * 30) // 10, 1), "written": waiting_scripts}
    with _bulk_connection() as bulk, bulk.cursor() as cursor:
        cursor.execute(_SESSION)
        make_patterns(cursor, {name: versions[name] for name in attempts})
        make_exams(cursor, versions, {name: -(-count // students) for name, count in attempts.items()})
        _want(cursor, students, attempts, subject)
        for name in ("people", "attempts", "scripts", "news"):
            cursor.execute((SQL / f"{name}.sql").read_bytes())
        cursor.execute("VACUUM ANALYZE")
    connection.close()


def _bulk_connection() -> psycopg.Connection:
    """Return a connection of our own to Django's database: the product's ends statements that take long."""
    given = connection.settings_dict
    return psycopg.connect(
        dbname=given["NAME"],
        host=given["HOST"] or None,
        port=given["PORT"] or None,
        user=given["USER"] or None,
        password=given["PASSWORD"] or None,
        autocommit=True,
    )


def _want(cursor: psycopg.Cursor, students: int, attempts: dict[str, int], subject: Subject) -> None:
    """Make the temporary table `wanted`: one row with what the SQL files read."""
    teachers, batches = max(students // PER_TEACHER, 8), -(-students // PER_BATCH)
    counts = (students, teachers, batches, attempts["full"], attempts["quick"], attempts["written"])
    row = (*counts, subject.pk, RULES_VERSION, PATTERNS, make_password(PASSWORD))
    cursor.execute(_WANTED)
    cursor.execute("INSERT INTO wanted VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", row)
