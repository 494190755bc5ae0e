"""The conditions of an SQL text: each operand of AND and OR in WHERE, ON, HAVING and CASE WHEN.

No parser of SQL: words, brackets and texts in quotes are enough to find where a condition begins and ends. A hole of
a format string (`{free}`) counts as one word. Line numbers and placeholders stay what they are, so an operand is
not cut out but made without effect: `(operand OR TRUE)` beside AND, `(operand AND FALSE)` beside OR.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = re.compile(r"'(?:[^']|'')*'|\{\{|\}\}|\{[^{}]*\}|%\(\w+\)s|--[^\n]*|[A-Za-z_][\w.]*|[()]|\S")
BEGINS = {"WHERE", "ON", "HAVING", "WHEN"}
ENDS = {
    "ORDER",
    "GROUP",
    "LIMIT",
    "RETURNING",
    "FOR",
    "JOIN",
    "LEFT",
    "CROSS",
    "INNER",
    "UNION",
    "SET",
    "THEN",
    "SELECT",
}
IS_SQL = re.compile(r"\b(WHERE|JOIN|AND|OR)\b")
COMPARES = re.compile(r"[<>=]|\b(IS|IN|EXISTS)\b")


class Operand(NamedTuple):
    """A condition at `start:end` of the text; `joined_by` is AND or OR."""

    start: int
    end: int
    joined_by: str

    @property
    def harmless(self) -> tuple[str, str]:
        """Return what goes before and after the operand so that it decides nothing."""
        return ("(", " AND FALSE)") if self.joined_by == "OR" else ("(", " OR TRUE)")


class Token(NamedTuple):
    word: str
    start: int
    end: int


def looks_like_sql(text: str) -> bool:
    """Return whether a text of the source may be a statement or a part of one."""
    return bool(IS_SQL.search(text) and COMPARES.search(text))


def find_operands(text: str) -> list[Operand]:
    """Return every operand of every condition, the outer before the inner."""
    tokens = [Token(found[0], found.start(), found.end()) for found in TOKEN.finditer(text)]
    tokens = [token for token in tokens if not token.word.startswith("--")]
    clauses = list(_clauses(tokens))
    if not any(token.word in BEGINS for token in tokens):
        clauses.append(tokens)
    return sorted({operand for clause in clauses for operand in _split(clause)})


def _clauses(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each condition after WHERE, ON, HAVING or WHEN, at any depth."""
    for place, token in enumerate(tokens):
        if token.word not in BEGINS or _is_no_condition(tokens, place):
            continue
        clause: list[Token] = []
        depth = 0
        for following in tokens[place + 1 :]:
            depth += (following.word == "(") - (following.word == ")")
            if depth < 0 or (depth == 0 and following.word in ENDS | BEGINS and not _in_case(clause)):
                break
            clause.append(following)
        yield clause


def _is_no_condition(tokens: list[Token], place: int) -> bool:
    """Return whether ON begins no condition: ON CONFLICT (…), DISTINCT ON (…)."""
    following = tokens[place + 1].word if place + 1 < len(tokens) else ""
    return following == "CONFLICT" or (place > 0 and tokens[place - 1].word == "DISTINCT")


def _in_case(clause: list[Token]) -> bool:
    """Return whether a CASE is still open here; its WHEN and THEN end nothing outside of it."""
    words = [token.word for token in clause]
    return words.count("CASE") > words.count("END")


def _split(clause: list[Token]) -> Iterator[Operand]:
    """Yield the operands at the top of a condition, and those inside an operand that is only brackets."""
    for joined_by in ("OR", "AND"):
        parts = _parts(clause, joined_by)
        if len(parts) > 1 or joined_by == "AND":
            break
    for part in parts:
        while len(part) > 1 and part[-1].word.startswith("{") and COMPARES.fullmatch(part[-2].word) is None:
            part = part[:-1]  # a hole after a condition contains more conditions, not a part of this one
        if not part or part[-1].word == "AS":
            continue
        yield Operand(part[0].start, part[-1].end, joined_by)
        inner = part[1:-1] if part[0].word == "(" and _closes_at(part) == len(part) - 1 else part
        if len(parts) > 1 and (inner is not part or joined_by == "OR") and inner[0].word != "SELECT":
            yield from (operand for operand in _split(inner) if (operand.start, operand.end) != _span(part))


def _parts(clause: list[Token], word: str) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    depth, between = 0, False
    for token in clause:
        depth += (token.word in {"(", "CASE"}) - (token.word in {")", "END"})
        if depth == 0 and token.word == word and not between:
            parts.append([])
            continue
        between = (between or token.word == "BETWEEN") and not (between and token.word == "AND")
        parts[-1].append(token)
    return [part for part in parts if part]


def _closes_at(part: list[Token]) -> int:
    depth = 0
    for place, token in enumerate(part):
        depth += (token.word == "(") - (token.word == ")")
        if depth == 0:
            return place
    return -1


def _span(part: list[Token]) -> tuple[int, int]:
    return part[0].start, part[-1].end
