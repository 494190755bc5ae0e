"""What the deletion trial finds in a file, and what the file reads like without it."""

from textwrap import dedent

import pytest

from rigs.mutate.finder import find_mutants
from rigs.mutate.mutants import python_files


def deletions(text: str) -> dict[str, str]:
    """{"kind deleted": the file's text without it}; each of them still compiles."""
    source = dedent(text).strip()
    found = {}
    for mutant in find_mutants("a.py", source):
        without = mutant.applied_to(source)
        compile(without, "a.py", "exec")
        found[f"{mutant.kind} {' '.join(mutant.deleted.split())}"] = without
    return found


def test_each_argument_of_a_filter_is_deleted():
    found = deletions("def rule(a):\n    return Thing.objects.filter(owner=a, left_on=None).exclude(state='x')")
    assert found == {
        "condition owner=a": "def rule(a):\n    return Thing.objects.filter( left_on=None).exclude(state='x')",
        "condition left_on=None": "def rule(a):\n    return Thing.objects.filter(owner=a, ).exclude(state='x')",
        "condition state='x'": "def rule(a):\n    return Thing.objects.filter(owner=a, left_on=None).exclude()",
    }


def test_each_operand_of_a_q_is_deleted_and_what_is_inside_it():
    found = deletions("def rule(a):\n    return Q(a=1, b=2) & ~Q(c=3)")
    assert set(found) == {"operand Q(a=1, b=2)", "operand ~Q(c=3)", "condition a=1", "condition b=2"}
    assert found["operand ~Q(c=3)"].endswith("return (Q(a=1, b=2))")


def test_a_condition_that_is_added_later_is_a_statement():
    found = deletions("def rule(a):\n    mine = Q(a=1, b=2)\n    mine |= Q(c=3, d=4)\n    return mine")
    assert "pass" in found["statement mine |= Q(c=3, d=4)"]


def test_a_named_queryset_becomes_all():
    found = deletions("def rule():\n    return Exam.objects.published().first()")
    assert found == {"named queryset .published()": "def rule():\n    return Exam.objects.all().first()"}


def test_a_guard_holds_always_and_never():
    found = deletions(
        """
        def rule(user):
            if user.role == "admin":
                return everything
        """
    )
    assert set(found) == {'always user.role == "admin"', 'never user.role == "admin"'}
    assert "if True:" in found['always user.role == "admin"']


def test_a_name_that_a_guard_assigns_stays():
    found = deletions("def rule(a):\n    if found := look(a):\n        return found")
    assert "if ((found := look(a)) or True):" in found["always found := look(a)"]


def test_operands_of_and_and_or_are_deleted_but_no_default():
    assert set(deletions("def rule(a, b):\n    return a and b")) == {"and a", "and b"}
    assert deletions('def rule(a):\n    return a or ""') == {}


def test_types_are_no_conditions():
    assert deletions("def rule(a: User | Principal) -> User | None:\n    return a") == {}


def test_sql_loses_its_effect_and_keeps_its_places():
    found = deletions('_S = "SELECT id FROM t WHERE a = %s AND (b IS NULL OR c <> %s) ORDER BY id"')
    assert found["SQL AND a = %s"] == (
        '_S = "SELECT id FROM t WHERE (a = %s OR TRUE) AND (b IS NULL OR c <> %s) ORDER BY id"'
    )
    assert found["SQL OR b IS NULL"] == (
        '_S = "SELECT id FROM t WHERE a = %s AND ((b IS NULL AND FALSE) OR c <> %s) ORDER BY id"'
    )
    assert set(found) == {"SQL AND a = %s", "SQL AND (b IS NULL OR c <> %s)", "SQL OR b IS NULL", "SQL OR c <> %s"}


@pytest.mark.parametrize(
    ("sql", "operands"),
    [
        ("SELECT 1 FROM a JOIN b ON b.a = a.id AND b.d IS NULL WHERE a.x", ["b.a = a.id", "b.d IS NULL", "a.x"]),
        ("WHERE a BETWEEN 1 AND 2 AND b = 3", ["a BETWEEN 1 AND 2", "b = 3"]),
        ("INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET b = 1 WHERE t.b < 2", ["t.b < 2"]),
        ("SELECT CASE WHEN a = 1 THEN b = 2 ELSE c END FROM t WHERE d = 'x AND y'", ["a = 1", "d = 'x AND y'"]),
        ("a = 1 AND b = 2", ["a = 1", "b = 2"]),
        ("WHERE a = {run} AND {free}", ["a = {run}", "{free}"]),
        ("WHERE a = 1 {wanted}", ["a = 1"]),
        ("WHERE EXISTS (SELECT 1 FROM t WHERE b = 2)", ["EXISTS (SELECT 1 FROM t WHERE b = 2)", "b = 2"]),
    ],
)  # fmt: skip
def test_conditions_of_sql(sql, operands):
    found = [mutant.deleted for mutant in find_mutants("a.py", f'_S = """{sql}"""')]
    assert found == operands


def test_prose_is_no_sql():
    assert deletions('_S = "Ask WHERE it is."\n\ndef rule():\n    """WHERE a = 1 AND b = 2"""') == {}


def test_tests_and_migrations_are_left_alone(tmp_path):
    for name in ("access.py", "tests/test_access.py", "migrations/0001.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert [file.name for file in python_files(["."], tmp_path)] == ["access.py"]
    with pytest.raises(SystemExit, match="No Python file"):
        python_files(["tests"], tmp_path)
