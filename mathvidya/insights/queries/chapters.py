"""Marks by chapter, kept in the process: a result never changes, and the chapters of its questions seldom do."""

import time
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from mathvidya.insights.adapters import read_run_items
from mathvidya.insights.queries.progress import chapters_of
from mathvidya.insights.rules import Earned, sum_by_chapter

CHAPTERS_KEPT_FOR = 60.0  # seconds
PAPERS_KEPT = 500
RUNS_KEPT = 20_000
ZERO = Decimal(0)

Chapters = dict[int, tuple[str, str]]
_chapters: dict[int, tuple[float, Chapters]] = {}
# A run's sums, and the chapters they were made with: with others they are made again.
_runs: dict[int, tuple[Chapters, list[Earned]]] = {}


def earned_in(runs: Sequence[tuple[int, int]]) -> list[Earned]:
    """What was won in each chapter in each of `runs`, which are (run id, paper version); one query for new ones."""
    kept = _chapters_kept({version for _run, version in runs})
    naming = [(run, kept[version]) for run, version in runs if kept[version]]
    sums = {run: known[1] for run, chapters in naming if (known := _runs.get(run)) and known[0] is chapters}
    sums |= _read([(run, chapters) for run, chapters in naming if run not in sums])
    return [earned for run, _chapters in naming for earned in sums[run]]


def forget_chapters() -> None:
    """Empty the process's memory; tests reuse ids."""
    _chapters.clear()
    _runs.clear()


def _read(runs: list[tuple[int, Chapters]]) -> dict[int, list[Earned]]:
    """{run id: its sums}, which are kept."""
    if len(_runs) + len(runs) > RUNS_KEPT:
        _runs.clear()
    items = read_run_items([run for run, _chapters in runs])
    found: dict[int, list[Earned]] = {}
    for run, chapters in runs:
        by_chapter = sum_by_chapter(_earned(items[run], chapters))
        found[run] = [Earned(sums.code, sums.name, sums.won, sums.of) for sums in by_chapter]
        _runs[run] = chapters, found[run]
    return found


def _earned(items: dict[str, Any], chapters: Chapters) -> Iterable[Earned]:
    for item, entry in items.items():
        if entry["counted"] and (chapter := chapters.get(int(item))):
            yield Earned(*chapter, max(Decimal(entry["score"]), ZERO), Decimal(entry["max"]))


def _chapters_kept(paper_versions: set[int]) -> dict[int, Chapters]:
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
