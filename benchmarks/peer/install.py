"""The peer's own virtual environment, made once."""

import hashlib
import subprocess
import sys
from pathlib import Path

from rigs.product import ROOT

LOCK = Path(__file__).with_name("requirements.txt")
VENV = ROOT / ".tools" / "peer"
UV = ROOT / ".tools" / "bin" / "uv"


def install_peer() -> Path:
    """Return the interpreter that has the peer's requirements.

    Raises CalledProcessError where they cannot be installed.
    """
    interpreter, stamp = VENV / "bin" / "python", VENV / "installed"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        print("installing the peer's requirements (once) ...", flush=True)
        subprocess.run([UV, "venv", "--quiet", "--clear", "--python", sys.executable, VENV], check=True)
        packages = ["--python", str(interpreter), "--require-hashes", "-r", str(LOCK)]
        subprocess.run([UV, "pip", "install", "--quiet", *packages], check=True)
        stamp.write_text(digest)
    return interpreter
