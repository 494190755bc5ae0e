"""Chooses faults and plays them, one after the other. Needs Django set up."""

import time
import traceback
from pathlib import Path

from rigs.drill import faults as _faults  # noqa: F401  (fills the list)
from rigs.drill.checker import Verdict
from rigs.drill.registry import FAULTS, Fault
from rigs.drill.scene import NotPossible, Scene
from rigs.services import Stack, wait_until


def choose(ids: list[str], *, quick: bool) -> list[Fault]:
    """Return the faults of these ids, or all (of the quick ones). Raises SystemExit for an id that is not there."""
    unknown = [id_ for id_ in ids if id_.upper() not in FAULTS]
    if unknown:
        raise SystemExit(f"No such fault: {', '.join(unknown)}. There are: {', '.join(sorted(FAULTS, key=number))}")
    wanted = {id_.upper() for id_ in ids}
    chosen = [fault for fault in FAULTS.values() if (fault.id in wanted if ids else fault.is_quick or not quick)]
    return sorted(chosen, key=lambda fault: number(fault.id))


def number(id_: str) -> int:
    return int(id_.removeprefix("F"))


def play(fault: Fault, stack: Stack, *, quick: bool, disk: Path | None) -> Verdict | str:
    """Play one fault on a whole stack and judge it; a text where it cannot be played here."""
    print(f"{fault.id:>4}  {fault.injects} …", end="", flush=True)
    begun, scene = time.monotonic(), Scene(fault.id, stack, quick, disk)
    try:
        fault.play(scene)
    except NotPossible as reason:
        print(f" skipped: {reason}", flush=True)
        return str(reason)
    except Exception as error:  # noqa: BLE001  (an unforeseen error in one fault is a finding, not the end of the drill)
        where = traceback.extract_tb(error.__traceback__)[-1]
        scene.history.complain(f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}: {error}")
    try:
        whole(stack)
    except TimeoutError as error:
        scene.history.complain(str(error))
    verdict = scene.verdict()
    print(f" {'holds' if verdict.holds else 'FAILS'} ({time.monotonic() - begun:.0f} s)", flush=True)
    return verdict


def whole(stack: Stack) -> None:
    """Heal what a fault may have left broken, and wait until everything runs again."""
    for proxy in stack.proxies.values():
        proxy.set("pass")
    for process in stack.outside:
        process.thaw()
        if not process.alive():
            process.start()
    for process in stack.product:
        wait_until(lambda process=process: process.alive() and process.is_ready(), f"{process.name} runs", seconds=90)  # type: ignore[misc]
