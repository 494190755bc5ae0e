"""Flame graphs: where a web worker spends its time under one operation."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil

from benchmarks.hot.side import Sample, Side
from rigs.services import Process

RATE = 250  # samples a second


def record_profile(side: Side, operation: str, *, web: Process, seconds: int, path: Path) -> Sample:
    """Run the operation while py-spy looks at the busiest worker; write an SVG. The sample is no measurement."""
    worker = max(web.children(), key=_spent)
    program = Path(sys.executable).with_name("py-spy")
    shape = ["--rate", str(RATE), "--duration", "unlimited", "--output", str(path), "--pid", str(worker.pid)]
    recorder = subprocess.Popen([program, "record", "--nonblocking", *shape], stdout=subprocess.DEVNULL)
    try:
        return side.run(operation, seconds=seconds)
    finally:
        recorder.send_signal(signal.SIGINT)  # it writes what it has
        if recorder.wait(timeout=60):
            print(f"py-spy could not look at process {worker.pid}", file=sys.stderr)


def _spent(process: psutil.Process) -> float:
    spent = process.cpu_times()
    return float(spent.user + spent.system)
