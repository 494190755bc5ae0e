"""Opening a photograph in the limited child process, and keeping what it makes."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

WALL_SECONDS = 30


@dataclass(frozen=True)
class Sheet:
    """One upright picture: storage keys, pixels, and what was measured."""

    image: str
    thumbnail: str
    width: int
    height: int
    sharpness: float
    brightness: float


@dataclass(frozen=True)
class Reading:
    """Either `sheets`, or the code of a refusal."""

    sheets: tuple[Sheet, ...] = ()
    refusal: str = ""


def read_pages(source: IO[bytes], *, folder: str) -> Reading:
    """Turn a photograph or PDF into pictures under `folder` of the storage. Never raises on a bad file."""
    with tempfile.TemporaryDirectory(prefix="page-") as place:
        original = Path(place) / "original"
        with original.open("wb") as copy:
            while chunk := source.read(1024 * 1024):
                copy.write(chunk)
        found = _run_reader(original, Path(place))
        if "refusal" in found:
            return Reading(refusal=str(found["refusal"]))
        sheets = found["sheets"]
        return Reading(sheets=tuple(_keep(Path(place), folder, n, facts) for n, facts in enumerate(sheets, start=1)))


def _run_reader(original: Path, place: Path) -> dict[str, list[dict[str, float]]]:
    command = [sys.executable, "-m", "evaluations.adapters.page_reader", str(original), str(place)]
    try:
        done = subprocess.run(  # nosec B603  # noqa: S603  (our own module, with paths that we made)
            command, cwd=settings.BASE_DIR, env={"PATH": ""}, capture_output=True, timeout=WALL_SECONDS, check=True
        )
        found: dict[str, list[dict[str, float]]] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):  # killed at a limit, or died in a decoder
        return {"refusal": "page_too_heavy"}  # type: ignore[dict-item]
    return found


def _keep(place: Path, folder: str, number: int, facts: dict[str, float]) -> Sheet:
    keys = []
    for name in (f"{number}.jpg", f"{number}.thumb.jpg"):
        key = f"{folder}/{name}"
        if default_storage.exists(key):  # an earlier run was killed between the file and its row
            default_storage.delete(key)
        with (place / name).open("rb") as picture:
            keys.append(default_storage.save(key, File(picture)))
    return Sheet(
        image=keys[0],
        thumbnail=keys[1],
        width=int(facts["width"]),
        height=int(facts["height"]),
        sharpness=facts["sharpness"],
        brightness=facts["brightness"],
    )
