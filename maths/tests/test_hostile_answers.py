"""Hostile inputs get an answer, and the same one each time: refused as text, or left to a person."""

import os
import threading
import time

import psutil
import pytest

from maths import Verdict, judge, read, worker

pytestmark = pytest.mark.usefixtures("calculator")

SPEC = {"test": "equivalent", "key": "x^2 + 1"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("9**9**9**9", Verdict.CANNOT_JUDGE),
        ("9^9^9^9^9^9^9", Verdict.CANNOT_JUDGE),
        ("10000000!", Verdict.CANNOT_JUDGE),
        ("factorial(10**7)", Verdict.INVALID),
        ("1000000000C500000000", Verdict.CANNOT_JUDGE),
        ("((((9!)!)!)!)!", Verdict.CANNOT_JUDGE),
        ("sin(10^10^10)", Verdict.CANNOT_JUDGE),
        ("(x+1)^1000000000", Verdict.CANNOT_JUDGE),
        ("2^(2^(2^(2^(2^(2^x)))))", Verdict.WRONG),
        ("(" * 10_000 + "x" + ")" * 10_000, Verdict.INVALID),
        ("(" * 900 + "x" + ")" * 900, Verdict.INVALID),
        ("[" * 900, Verdict.INVALID),
        ("{" * 900, Verdict.INVALID),
        ("|" * 900, Verdict.INVALID),
        ("C(" * 600, Verdict.INVALID),
        ("-" * 1900 + "x", Verdict.INVALID),
        ("√" * 1900 + "x", Verdict.INVALID),
        ("sin " * 450 + "x", Verdict.INVALID),
        (r"\frac{" * 300, Verdict.INVALID),
        (r"1\frac{" * 200, Verdict.INVALID),
        ("^" * 1900, Verdict.INVALID),
        ("x^" * 900 + "x", Verdict.INVALID),
        ("x" * 1_000_000, Verdict.INVALID),
        ("9" * 10_000, Verdict.INVALID),
        ("9" * 1_500, Verdict.INVALID),
        ("1e999999999", Verdict.INVALID),
        (r"\sum_{k=1}^{10^9} k", Verdict.WRONG),
        (r"\sum_{a=1}^{200}\sum_{b=1}^{200}\sum_{c=1}^{200} abcx", Verdict.WRONG),
        (r"\int_0^1 e^{x^{x^x}} dx", Verdict.CANNOT_JUDGE),
        (r"\int " * 60 + "x", Verdict.INVALID),
        (r"\begin{cases}" * 60, Verdict.INVALID),
        (r"\text{" * 300 + "1" + "}" * 300, Verdict.INVALID),
        ("f^{-1}(" * 250 + "x" + ")" * 250, Verdict.INVALID),
        ("x\x00^2 + 1", Verdict.INVALID),
        ("x^2 \u202e+ 1", Verdict.INVALID),
        ("x^2 + 1\ud800", Verdict.INVALID),
        ("__import__('os').system('id')", Verdict.INVALID),
        ("().__class__.__base__", Verdict.INVALID),
        (r"\input{/etc/passwd}", Verdict.INVALID),
        (r"\href{javascript:alert(1)}{x}", Verdict.INVALID),
        ("<script>alert(1)</script>", Verdict.INVALID),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_a_hostile_answer_gets_a_verdict(text, verdict):
    assert judge(SPEC, text).verdict is verdict


def test_a_long_sum_is_judged():
    text = "+".join(["x"] * 400)
    assert judge({"test": "equivalent", "key": "400x"}, text).verdict is Verdict.RIGHT


def test_zero_width_characters_do_not_matter():
    assert judge(SPEC, "\ufeffx^2\u200b + 1").verdict is Verdict.RIGHT


def test_a_reading_holds_no_command_that_a_page_would_obey():
    for text in (r"\text{</script>}", r"\text{\href{x}{y}}", "a_{</b>}", r"\mathrm{<img>}"):
        found = read(text)
        assert "<" not in found.latex
        assert "href" not in found.latex


def test_two_hundred_at_once_are_judged_as_each_alone():
    """Threads share nothing that one answer could change for another."""
    asked = [
        (SPEC, "1 + x^2", Verdict.RIGHT),
        (SPEC, "x^2 + 2", Verdict.WRONG),
        ({"test": "equivalent", "key": "sin 2x"}, "2 sin x cos x", Verdict.RIGHT),
        ({"test": "set", "key": "(-1, 5)"}, "|x - 2| < 3", Verdict.RIGHT),
        ({"test": "equivalent", "key": "2^x = 8"}, "x = 3", Verdict.RIGHT),
    ] * 40
    found: dict[int, Verdict] = {}

    def ask(number: int) -> None:
        spec, text, _expected = asked[number]
        found[number] = judge(spec, text).verdict

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(asked))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] for number in range(len(asked))] == [expected for _spec, _text, expected in asked]


def test_an_unending_calculation_is_ended_and_the_next_one_answered():
    calculators = worker.Calculators(processes=1)
    power = ["Pow", ["Number", "9"], ["Pow", ["Number", "9"], ["Pow", ["Number", "9"], ["Number", "9"]]]]
    question = {"ask": "zero", "right": ["Number", "0"], "kinds": {}, "log_base": "e"}
    assert calculators.ask({**question, "left": power}, seconds=0.3) is None
    assert calculators.ask({**question, "left": ["Number", "0"]}) is True
    calculators.close()


def test_closing_ends_a_calculation_in_its_middle():
    calculators = worker.Calculators(processes=1)
    power = ["Pow", ["Number", "9"], ["Pow", ["Number", "9"], ["Pow", ["Number", "9"], ["Number", "9"]]]]
    question = {"ask": "zero", "left": power, "right": ["Number", "0"], "kinds": {}, "log_base": "e"}
    asking = threading.Thread(target=calculators.ask, args=(question,), kwargs={"seconds": 30})
    asking.start()
    while not (calculators._running and next(iter(calculators._running)).is_ready):
        time.sleep(0.02)
    group = next(iter(calculators._running)).popen.pid
    calculators.close()
    asking.join()
    gone_by = time.monotonic() + 10
    while left := [pid for pid in psutil.pids() if _is_alive(pid, group)]:  # the kernel ends them in its own time
        assert time.monotonic() < gone_by, left
        time.sleep(0.02)


def _is_alive(pid: int, group: int) -> bool:
    try:
        return os.getpgid(pid) == group and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except (ProcessLookupError, psutil.NoSuchProcess):
        return False


def test_a_killed_calculator_is_replaced():
    calculators = worker.Calculators(processes=1)
    question = {"ask": "zero", "left": ["Number", "0"], "right": ["Number", "0"], "kinds": {}, "log_base": "e"}
    assert calculators.ask(question) is True
    (process,) = calculators._running
    process.popen.kill()
    process.popen.wait()
    assert calculators.ask(question) in (True, None)
    assert calculators.ask(question) is True
    calculators.close()
    assert calculators._running == set()


def test_after_a_fork_the_child_has_calculators_of_its_own():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        judged = judge({"test": "equivalent", "key": "2^x = 8"}, "x = 3")
        os.write(writer, judged.verdict.value.encode())
        worker._calculators.close()
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 20) == b"right"
    os.close(reader)
    os.close(writer)
    assert judge({"test": "equivalent", "key": "2^x = 8"}, "x = 3").verdict is Verdict.RIGHT
