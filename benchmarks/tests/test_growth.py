"""Reading PostgreSQL's plans, and what a table of growth calls a fault."""

import dataclasses

from benchmarks.growth.plans import read_statement
from benchmarks.growth.report import faults_of, table_of


def logged(node_type, rows, removed=0, **more):
    """A plan of one node that reads `answers`, as auto_explain reports it."""
    node = {
        "Node Type": node_type,
        "Relation Name": "answers",
        "Actual Rows": rows,
        "Actual Loops": 2,
        "Rows Removed by Filter": removed,
        "Shared Hit Blocks": 7,
        "Shared Read Blocks": 1,
        "WAL Bytes": 300,
        **more,
    }
    return {"Query Text": "SELECT 1 FROM answers", "Plan": {**node, "Node Type": "Limit", "Plans": [node]}}


def measured(milliseconds, *statements):
    return {"save": [dataclasses.asdict(read_statement(one, milliseconds)) for one in statements]}


def test_rows_that_a_filter_threw_away_count_for_each_loop():
    statement = read_statement(logged("Seq Scan", 10, removed=5_000), 1.5)
    assert (statement.pages, statement.wal, statement.milliseconds) == (8, 300, 1.5)
    assert [(scan.rows, scan.is_whole) for scan in statement.scans] == [(10_020, True)]


def test_an_index_is_named_also_below_a_bitmap():
    below = {"Node Type": "Bitmap Index Scan", "Index Name": "answer_of", "Actual Rows": 3, "Actual Loops": 1}
    statement = read_statement(logged("Bitmap Heap Scan", 3, Plans=[below]), 1)
    assert [(scan.index, scan.is_whole) for scan in statement.scans] == [("answer_of", False)]


def test_a_call_that_grows_and_a_whole_table_are_faults():
    small = measured(1.0, logged("Seq Scan", 10))
    assert faults_of({"1k": small, "10M": measured(1.4, logged("Index Scan", 10, **{"Index Name": "i"}))}) == []
    grown, whole = faults_of({"1k": small, "10M": measured(9.0, logged("Seq Scan", 90_000))})
    assert grown == "save: grows from 1.00 to 9.00 ms"
    assert whole.startswith("save: reads 180000 rows of answers")


def test_the_table_has_a_row_for_each_call():
    table = table_of({"1k": measured(1.0, logged("Seq Scan", 10)), "10M": measured(2.0, logged("Seq Scan", 10))})
    assert table.splitlines()[2] == "| save | 1 | 1.00 | 2.00 | 2.0× | 8 | answers (whole) |"
