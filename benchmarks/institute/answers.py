"""What students answered, in a few dozen patterns, each scored by the product's own rules.

Set-based SQL then copies a pattern into any number of attempts: answers, receipt and result agree with each other.
"""

import json
import random
from typing import Any

import psycopg

from benchmarks.institute.papers import OPTIONS
from exams.models import PaperVersion
from exams.queries.content import get_paper_content
from exams.rules.scoring import inputs_hash, receipt_of, score

PATTERNS = 32  # an attempt's pattern is its seed modulo this
_TABLES = """
CREATE TEMP TABLE answer (version_id bigint, pattern int, item_id bigint, position int, answer jsonb);
CREATE TEMP TABLE sheet (version_id bigint, pattern int, receipt text, inputs_hash text, is_complete bool,
    score numeric, max_score numeric, percentage numeric, grade text, body jsonb);
"""


def make_patterns(cursor: psycopg.Cursor, versions: dict[str, PaperVersion]) -> None:
    """Fill the temporary tables `answer` and `sheet`. Attempts of the written paper hold nothing typed."""
    rng = random.Random(2026)
    cursor.execute(_TABLES)
    for name, version in versions.items():
        for pattern in range(PATTERNS):
            answers, sheet = _scored(version, {} if name == "written" else _answers(version, rng))
            rows = [(version.pk, pattern, *answer) for answer in answers]
            cursor.executemany("INSERT INTO answer VALUES (%s, %s, %s, %s, %s)", rows)
            row = (version.pk, pattern, *sheet)
            cursor.execute("INSERT INTO sheet VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", row)
    cursor.execute("ANALYZE answer; ANALYZE sheet")


def _answers(version: PaperVersion, rng: random.Random) -> dict[int, dict[str, Any]]:
    """Return answers of which two of three are right and the rest are guessed."""
    items = get_paper_content(version.pk).items.values()
    return {
        item.id: item.spec["answer"] if rng.random() < 2 / 3 else {"option": rng.choice(OPTIONS)}
        for item in items
        if item.type == "single_choice"
    }


def _scored(
    version: PaperVersion, answers: dict[int, dict[str, Any]]
) -> tuple[list[tuple[int, int, str]], tuple[Any, ...]]:
    """Return rows (item, position, answer) of `answer`, and the row of `sheet`, without version and pattern."""
    content = get_paper_content(version.pk)
    result = score(content, {}, answers, None)
    rows = [(item, content.items[item].position, json.dumps(answer)) for item, answer in answers.items()]
    totals = (result.is_complete, result.score, result.max_score, result.percentage, result.grade)
    return rows, (receipt_of(answers), inputs_hash(answers, None), *totals, json.dumps(result.body))
