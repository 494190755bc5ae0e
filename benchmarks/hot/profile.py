"""Flame graphs: where a web worker spends its time under one operation."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks.hot.side import Sample

if TYPE_CHECKING:
    from benchmarks.hot.product import Product

RATE = 250  # samples a second


def record_profile(product: "Product", operation: str, *, seconds: int, path: Path) -> Sample:
    """Run the operation while py-spy looks at the busiest worker; write an SVG. The sample is no measurement."""
    worker = max(product.server(operation).children(), key=_spent)
    program = Path(sys.executable).with_name("py-spy")
    shape = ["--rate", str(RATE), "--duration", "unlimited", "--output", str(path), "--pid", str(worker.pid)]
    recorder = subprocess.Popen([program, "record", "--nonblocking", *shape], stdout=subprocess.DEVNULL)
    try:
        return product.run(operation, seconds=seconds)
    finally:
        recorder.send_signal(signal.SIGINT)  # it writes what it has
        if recorder.wait(timeout=60):
            print(f"py-spy could not look at process {worker.pid}", file=sys.stderr)


def _spent(process: psutil.Process) -> float:
    spent = process.cpu_times()
    return float(spent.user + spent.system)
