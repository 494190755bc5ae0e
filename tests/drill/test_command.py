"""`./run drill` where it cannot run, and its options."""

import pytest

from rigs.drill import __main__ as command
from rigs.drill.play import choose
from rigs.processes import NotInstalled


def test_a_machine_without_postgresql_gets_a_sentence_that_says_so(monkeypatch, capsys):
    def nowhere():
        raise NotInstalled("PostgreSQL's programs are not on this machine.")

    monkeypatch.setattr("rigs.postgres.find_binaries", nowhere)
    monkeypatch.setattr(command.signal, "signal", lambda *_: None)
    assert command.main(["F1"]) == 2
    assert capsys.readouterr().err == "The drill cannot run: PostgreSQL's programs are not on this machine.\n"


def test_faults_are_chosen_by_id_in_their_order_or_all_or_the_quick_ones():
    assert [fault.id for fault in choose(["f8", "F1"], quick=False)] == ["F1", "F8"]
    everything = [fault.id for fault in choose([], quick=False)]
    assert everything[:3] == ["F1", "F2", "F3"]
    assert len(everything) == 22
    assert {"F1", "F8"} <= {fault.id for fault in choose([], quick=True)} < set(everything)
    with pytest.raises(SystemExit, match="No such fault: F99"):
        choose(["F99"], quick=False)
