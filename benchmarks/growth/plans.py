"""Reads PostgreSQL's JSON plans: which indexes, how many pages, and the scans of whole tables. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SMALL = 10_000  # rows that may be read from end to end


@dataclass(frozen=True)
class Scan:
    """One node that reads a table. `rows`: those it looked at, kept or thrown away, over all its loops."""

    kind: str
    table: str
    index: str
    rows: int

    @property
    def is_whole(self) -> bool:
        """Whether it read a large table from end to end."""
        return self.kind == "Seq Scan" and self.rows > SMALL


@dataclass(frozen=True)
class Statement:
    """One statement as it was executed. `pages`: 8 kB pages it touched, in memory or not. `wal`: bytes it logged."""

    sql: str
    milliseconds: float
    pages: int
    wal: int
    scans: tuple[Scan, ...]
    sorted_rows: int


def read_statement(logged: dict[str, Any], milliseconds: float) -> Statement:
    """Return a statement from what auto_explain logged about it."""
    plan = logged["Plan"]
    nodes = list(_nodes(plan))
    return Statement(
        sql=logged["Query Text"],
        milliseconds=milliseconds,
        pages=plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0),
        wal=plan.get("WAL Bytes", 0),
        scans=tuple(_scan(node) for node in nodes if "Relation Name" in node and "Scan" in node["Node Type"]),
        sorted_rows=max((_rows(node) for node in nodes if node["Node Type"] == "Sort"), default=0),
    )


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _scan(node: dict[str, Any]) -> Scan:
    thrown = sum(node.get(name, 0) for name in ("Rows Removed by Filter", "Rows Removed by Index Recheck"))
    rows = _rows(node) + thrown * node.get("Actual Loops", 1)
    return Scan(node["Node Type"], node["Relation Name"], node.get("Index Name") or _bitmap_index(node), rows)


def _bitmap_index(node: dict[str, Any]) -> str:
    """Return the index below a bitmap scan of a table."""
    return next((below["Index Name"] for below in _nodes(node) if "Index Name" in below), "")


def _rows(node: dict[str, Any]) -> int:
    return int(node.get("Actual Rows", 0) * node.get("Actual Loops", 1))
