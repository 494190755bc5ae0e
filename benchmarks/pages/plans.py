"""The slowest statement of an ask with its plan, as it was executed: asked again through the product's WSGI door."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from benchmarks.growth.watch import Watch
from benchmarks.pages.measure import Ask

TIMES = 7  # the sixth is prepared


@dataclass(frozen=True)
class Slowest:
    """One statement, its milliseconds by PostgreSQL's own clock, how many stood beside it, and its plan in lines."""

    sql: str
    milliseconds: float
    statements: int
    plan: list[str]


class Planner:
    """Asks inside this process, with a connection that reports its plans."""

    def __init__(self) -> None:
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)  # the one that is watched has to stay
        self._watch, self._application = Watch(_read), WSGIHandler()

    def slowest(self, ask: Ask) -> Slowest | None:
        """None where it takes no statement at all."""
        heard_statements: list[tuple[str, float, list[str]]] = []
        for _time in range(TIMES):
            with self._watch.statements() as heard:
                self._answer(ask)
            heard_statements = list(heard)
        if not heard_statements:
            return None
        sql, milliseconds, plan = max(heard_statements, key=lambda one: one[1])
        return Slowest(sql, milliseconds, len(heard_statements), plan)

    def _answer(self, ask: Ask) -> None:
        environ = RequestFactory(SERVER_NAME="127.0.0.1").get(ask.address, headers=ask.headers).environ
        body = self._application({**environ, "wsgi.errors": io.StringIO()}, lambda *head: None)
        for _part in body:
            pass
        body.close()


def _read(statement: dict[str, Any], milliseconds: float) -> tuple[str, float, list[str]]:
    return statement["Query Text"], milliseconds, list(_lines(statement["Plan"], 0))


def _lines(node: dict[str, Any], depth: int) -> Iterator[str]:
    """A node in a line, those below it indented: rows and loops as they came, 8 kB pages touched."""
    over = " ".join(str(node[name]) for name in ("Index Name", "Relation Name", "Alias") if name in node)
    thrown = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Join Filter", 0)
    facts = [f"rows={node.get('Actual Rows', 0)}", f"loops={node.get('Actual Loops', 0)}"]
    facts += [f"removed={thrown}"] if thrown else []
    facts += [f"pages={node.get('Shared Hit Blocks', 0) + node.get('Shared Read Blocks', 0)}"]
    conditions = [str(node[name]) for name in ("Index Cond", "Filter", "Join Filter") if name in node]
    text = " ".join(filter(None, [node["Node Type"], over, f"({' '.join(facts)})", *conditions]))
    yield "  " * depth + text[:LONGEST_LINE]
    below: Sequence[dict[str, Any]] = node.get("Plans", ())
    for child in below:
        yield from _lines(child, depth + 1)


LONGEST_LINE = 300
