"""Reports of imports, line by line."""

import csv
import io

from questions.models import ImportRun
from questions.rules.import_reports import Line, report_of

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_lines(run: ImportRun, outcome: str = "") -> list[Line]:
    """Return the lines of a report; with `outcome` ("refused", "held", …) only those."""
    return [line for line in report_of(run.report).lines if outcome in ("", line.outcome)]


def report_csv(run: ImportRun) -> str:
    """Return all lines as CSV, in which a spreadsheet takes no text of the file for a formula."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["kind", "line", "reference", "outcome", "notes"])
    for line in report_lines(run):
        cells = [line.kind, line.number, line.ref, line.outcome, " ".join(line.notes)]
        rows.writerow([f"'{cell}" if str(cell).startswith(FORMULA) else cell for cell in cells])
    return "\ufeff" + out.getvalue()
