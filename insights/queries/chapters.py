"""Marks by chapter for the home page, kept in the process: results never change, and the chapters of their questions
seldom do.
"""

import time
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import is_
from typing import Any, NamedTuple

from exams.models import ResultRun
from insights.queries.progress import chapters_of
from insights.rules import ChapterProgress, Earned, sum_by_chapter, weakest
from mathvidya.lib.process_caches import cleared_by

CHAPTERS_KEPT_FOR = 60.0  # seconds
PAPERS_KEPT = 500
STUDENTS_KEPT = 20_000
ZERO = Decimal(0)

Chapters = dict[int, tuple[str, str]]
Runs = tuple[tuple[int, int], ...]


class ByChapter(NamedTuple):
    """Rows as the API returns them, and the chapters of the papers that they were made with."""

    made_with: list[Chapters]
    chapters: list[dict[str, str]]
    weak: list[dict[str, str]]


_chapters: dict[int, tuple[float, Chapters]] = {}
_by_runs: dict[Runs, ByChapter] = {}
cleared_by(_chapters.clear)
cleared_by(_by_runs.clear)


def marks_by_chapter(runs: Runs) -> ByChapter:
    """Return the marks won in each chapter over all of `runs`, which are (run id, paper version); one query for new
    ones.
    """
    kept = _chapters_kept(sorted({version for _run, version in runs}))
    chapters, known = list(kept.values()), _by_runs.get(runs)
    if known is not None and all(map(is_, known.made_with, chapters)):
        return known
    sums = sum_by_chapter(_read([(run, kept[version]) for run, version in runs if kept[version]]))
    marks = ByChapter(chapters, [_row(sum_) for sum_ in sums], [_row(sum_) for sum_ in weakest(sums)])
    if len(_by_runs) >= STUDENTS_KEPT:
        _by_runs.clear()
    _by_runs[runs] = marks
    return marks


def _row(chapter: ChapterProgress) -> dict[str, str]:
    return {
        "code": chapter.code,
        "name": chapter.name,
        "won": f"{chapter.won:.2f}",
        "of": f"{chapter.of:.2f}",
        "percentage": f"{chapter.percentage:.1f}",
    }


def _read(runs: Sequence[tuple[int, Chapters]]) -> Iterable[Earned]:
    items = _items([run for run, _chapters in runs])
    for run, chapters in runs:
        yield from _earned(items[run], chapters)


def _items(run_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """{run id: its items as docs/results.md has them}."""
    return dict(ResultRun.objects.filter(pk__in=run_ids).values_list("pk", "body__items")) if run_ids else {}


def _earned(items: dict[str, Any], chapters: Chapters) -> Iterable[Earned]:
    for item, entry in items.items():
        if entry["counted"] and (chapter := chapters.get(int(item))):
            yield Earned(*chapter, max(Decimal(entry["score"]), ZERO), Decimal(entry["max"]))


def _chapters_kept(paper_versions: Iterable[int]) -> dict[int, Chapters]:
    """{paper version: {item id: (chapter code, chapter name)}}. The same dictionary while it says the same."""
    now = time.monotonic()
    found: dict[int, Chapters] = {}
    for pk in paper_versions:
        read_at, chapters = _chapters.get(pk, (now - CHAPTERS_KEPT_FOR, {}))
        if now - read_at >= CHAPTERS_KEPT_FOR:
            fresh = chapters_of({pk})
            chapters = chapters if chapters == fresh else fresh
            if len(_chapters) >= PAPERS_KEPT:
                _chapters.clear()
            _chapters[pk] = (now, chapters)
        found[pk] = chapters
    return found
