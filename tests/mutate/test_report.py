"""What the command says, and the list of deletions that nothing can notice."""

from pathlib import Path

from rigs.mutate import __main__ as command
from rigs.mutate.equivalents import FILE, reason_for, reasons
from rigs.mutate.finder import find_mutants


def test_it_names_the_deletions_of_a_path(tmp_path, monkeypatch, capsys):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "access.py").write_text("def rule(a):\n    return Thing.objects.filter(owner=a)\n")
    monkeypatch.chdir(tmp_path)
    assert command.main(["app", "--list"]) == 0
    assert capsys.readouterr().out == "app/access.py:2 rule: condition `owner=a`\n1 deletions\n"


def test_a_deletion_is_equivalent_by_its_function_and_text():
    source = "def rule(a):\n    return Thing.objects.filter(\n        owner=a)\n"
    known = {("rule", "owner=a"): "because"}
    [mutant] = find_mutants("anywhere.py", source)
    assert reason_for(mutant, known) == "because"
    assert reason_for(mutant, {("other", "owner=a"): "because"}) == ""


def test_every_equivalent_has_a_reason():
    assert FILE.parent == Path(command.__file__).parent
    assert all(len(why) > 20 for why in reasons().values())
