"""Front-end libraries that are stored in the project: which files of each, and whether they are unchanged.

`static/vendor/vendor.lock.json`: {"katex": {"version": "0.19.1", "files": {"katex/katex.min.js": sha512 in hex}}}.
"""

import gzip
import hashlib
import json
import re
import tarfile
from pathlib import Path, PurePosixPath
from typing import TypedDict

FONT_ALTERNATIVES = re.compile(rb',url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)')
# KaTeX writes three style attributes (two in its invisible MathML, one on errors) that our policy would refuse and log.
STYLE_ATTRIBUTE = (b'.setAttribute("style",', b'.setAttribute("data-style",')
SOURCE_MAP = re.compile(rb"/[/*]# sourceMappingURL=[^\n]*\n?")
COMPRESSED = (".js", ".css")


class Locked(TypedDict):
    """One library in the lock."""

    version: str
    files: dict[str, str]


def keep_from_katex(archive: tarfile.TarFile) -> dict[str, bytes]:
    """Return the files kept of KaTeX: the script, the style sheet with its woff2 fonts only, and the licence."""
    kept: dict[str, bytes] = {}
    for member in archive.getmembers():
        path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
        wanted = str(path) in {"dist/katex.min.js", "dist/katex.min.css", "LICENSE"} or path.suffix == ".woff2"
        source = archive.extractfile(member) if wanted and member.isfile() else None
        if source is None:
            continue
        name = str(path).removeprefix("dist/")
        content = SOURCE_MAP.sub(b"", FONT_ALTERNATIVES.sub(b"", source.read()))
        kept[f"katex/{name}"] = content.replace(*STYLE_ATTRIBUTE) if name.endswith(".js") else content
    return kept


def keep_from_mathlive(archive: tarfile.TarFile) -> dict[str, bytes]:
    """Return the files kept of MathLive: the script and the licence. Its fonts are KaTeX's; its sounds are off."""
    kept: dict[str, bytes] = {}
    for name in ("mathlive.min.js", "LICENSE.txt"):
        source = archive.extractfile(f"package/{name}")
        if source is not None:
            kept[f"mathlive/{name}"] = SOURCE_MAP.sub(b"", source.read())
    return kept


KEEPERS = {"katex": keep_from_katex, "mathlive": keep_from_mathlive}


def digest(content: bytes) -> str:
    return hashlib.sha512(content).hexdigest()


def read_lock(folder: Path) -> dict[str, Locked]:
    locked: dict[str, Locked] = json.loads((folder / "vendor.lock.json").read_text())
    return locked


def differences(folder: Path) -> list[str]:
    """Return every file that is missing, changed or not in the lock; empty when all is as it was kept."""
    expected = {name: sha for library in read_lock(folder).values() for name, sha in library["files"].items()}
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    found.pop("vendor.lock.json")
    wrong = [f"{name}: missing" for name in sorted(expected.keys() - found.keys())]
    for name, path in sorted(found.items()):
        if name.endswith(".gz"):  # a copy for slow phones where nothing compresses on the way
            if gzip.decompress(path.read_bytes()) != path.with_suffix("").read_bytes():
                wrong.append(f"{name}: is not its original, compressed")
        elif name not in expected:
            wrong.append(f"{name}: not in the lock")
        elif digest(path.read_bytes()) != expected[name]:
            wrong.append(f"{name}: changed")
    return wrong


def store(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if path.suffix in COMPRESSED:
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, mtime=0))


def write_lock(folder: Path, name: str, version: str, files: dict[str, bytes]) -> None:
    path = folder / "vendor.lock.json"
    lock = read_lock(folder) if path.exists() else {}
    lock[name] = {"version": version, "files": {key: digest(files[key]) for key in sorted(files)}}
    path.write_text(json.dumps(lock, indent=1) + "\n")
