"""Writes the matrix into docs/permissions.md: `python -m tests.permissions.table`."""

from pathlib import Path

from tests.permissions import matrix

DOCUMENT = Path(__file__).parents[2] / "docs" / "permissions.md"
BEGIN, END = "<!-- matrix: written by tests.permissions.table -->\n", "<!-- end of matrix -->\n"
HEADS = ("An", "S", "S2", "PL", "PU", "TA", "TN", "C", "Ad")


def table() -> str:
    """The rows with their cells, how many requests are walked for each, and what they wait for."""
    walked = [case.row for case in matrix.cases() for _ in case.methods] + [one.row for one in matrix.sockets()]
    walked += [one.row for one in matrix.admins()]
    lines = [f"| | {' | '.join(HEADS)} | walked |", f"|---|{'---|' * (len(HEADS) + 1)}"]
    for row in matrix.rows().values():
        waits = f"waits for {row.waits_for}" if not row.built else str(walked.count(row.number))
        if row.part:
            roles = ", ".join(HEADS[matrix.ROLES.index(role)] for role in row.part)
            waits += f"; {roles}: waits for {row.waits_for}"
        lines.append(f"| {row.number} {row.what} | {' | '.join(row.cells.values())} | {waits} |")
    return "\n".join(lines) + "\n"


def page_with_table() -> str:
    """Return the page with the table of today in it."""
    before, _, rest = DOCUMENT.read_text().partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    DOCUMENT.write_text(page_with_table())
