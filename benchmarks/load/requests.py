"""Requests as rows of a table file, which both generators read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

HEADER_END = "\x1f"


@dataclass(frozen=True)
class Request:
    """One request; header values and body hold neither tabs nor line ends."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


def write_table(path: Path, requests: Iterable[Request]) -> int:
    """Write a row for each request: method, path, headers, body, parted by tabs. Returns how many."""
    rows = [f"{one.method}\t{one.path}\t{_joined(one.headers)}\t{one.body}" for one in requests]
    path.write_text("\n".join(rows) + "\n")
    return len(rows)


def read_table(path: Path) -> list[Request]:
    """Read the table that `write_table` wrote."""
    return [_read(row) for row in path.read_text().splitlines()]


def _joined(headers: dict[str, str]) -> str:
    return HEADER_END.join(f"{name}: {value}" for name, value in headers.items())


def _read(row: str) -> Request:
    method, path, headers, body = row.split("\t")
    pairs = (pair.partition(": ") for pair in headers.split(HEADER_END) if pair)
    return Request(method, path, {name: value for name, _colon, value in pairs}, body)
