"""Exams of the institute: those that are over, one to come, and one for each hot operation that is open now."""

from datetime import datetime, timedelta

import psycopg
from django.utils import timezone

from exams.models import Exam, ExamPaper, PaperVersion

# Each operation has its own paper and attempts, so that no measurement disturbs another.
LIVE = {"start": "live", "save": "live", "submit": "live", "exam-day": "mock"}
OPEN_FOR = timedelta(days=3650)
_TABLE = """
CREATE TEMP TABLE past_exam (kind text, n bigint, exam_id bigint, exam_paper_id bigint, version_id bigint,
    opens_at timestamptz)
"""


def make_exams(cursor: psycopg.Cursor, versions: dict[str, PaperVersion], past: dict[str, int]) -> None:
    """Make the exams; `past` is how many finished exams each paper gets.

    Those are also in the temporary table `past_exam`.
    """
    now = timezone.now()
    cursor.execute(_TABLE)
    for name, count in past.items():
        for number in range(count):
            opened = now - timedelta(days=2 + number)
            paper = _exam(f"Past {name} {number + 1}", versions[name], opened, timedelta(hours=4))
            row = (name, number, paper.exam_id, paper.pk, versions[name].pk, opened)
            cursor.execute("INSERT INTO past_exam VALUES (%s, %s, %s, %s, %s, %s)", row)
    for operation, name in LIVE.items():
        _exam(live_title(operation), versions[name], now - timedelta(hours=1), OPEN_FOR)
    _exam("To come", versions["full"], now + OPEN_FOR, timedelta(hours=4))


def live_title(operation: str) -> str:
    """Return the title of the open exam that belongs to an operation."""
    return f"Live: {operation}"


def _exam(title: str, version: PaperVersion, opens_at: datetime, lasts: timedelta) -> ExamPaper:
    # Not through the actions: publishing would send a mail about each exam to every student.
    exam = Exam.objects.create(
        title=title,
        subject=version.paper.subject,
        opens_at=opens_at,
        closes_at=opens_at + lasts,
        published_at=opens_at - timedelta(days=1),
    )
    return ExamPaper.objects.create(
        exam=exam, paper_version=version, title=version.paper.title, duration_minutes=version.duration_minutes
    )
