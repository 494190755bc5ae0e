"""The manifest of a backup: what it contains, and the hashes by which it is checked."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
MANIFEST, OBJECTS, OBJECTS_LIST = "manifest.json", "objects", "objects.jsonl"
CHUNK = 1024 * 1024


class BackupError(Exception):
    """A backup cannot be made, trusted or restored; the text says why, for an operator."""


@dataclass(frozen=True)
class StoredFile:
    """A file of the backup; `name` is relative to its folder."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Table:
    """How many rows, and a hash of them that does not depend on their order."""

    rows: int
    hash: str


@dataclass(frozen=True)
class StoredObject:
    """One file of the storage."""

    key: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The contents of a backup, written last: a folder without it is no backup. `objects` may be None: left out."""

    format: int
    made_at: str
    engine: str
    server: str
    migrations: list[str]
    database: StoredFile
    tables: dict[str, Table]
    objects: StoredFile | None
    object_count: int
    left_out: list[str]

    def write(self, folder: Path) -> None:
        """Write it to `folder`; it is on the disk when this returns."""
        with (folder / MANIFEST).open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file, indent=1)
            file.flush()
            os.fsync(file.fileno())


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the backup in `folder`. Raises BackupError."""
    path = folder / MANIFEST
    if folder.name.endswith(".part") or not path.is_file():
        raise BackupError(f"{folder} is no finished backup: it has no {MANIFEST}, or ends in .part.")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise BackupError(f"{folder} has format {data['format']}; this version reads {FORMAT}.")
        data["database"] = StoredFile(**data["database"])
        data["tables"] = {name: Table(**table) for name, table in data["tables"].items()}
        data["objects"] = StoredFile(**data["objects"]) if data["objects"] else None
        return Manifest(**data)
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{path} cannot be read: {error}") from error


def hash_stream(source: IO[bytes], copy_to: IO[bytes] | None = None) -> tuple[int, str]:
    """Return (bytes, SHA-256) of what is left in `source`, and copy it to `copy_to` where that is given."""
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(CHUNK):
        size += len(chunk)
        digest.update(chunk)
        if copy_to is not None:
            copy_to.write(chunk)
    return size, digest.hexdigest()


def stored_file(folder: Path, name: str) -> StoredFile:
    """Return size and hash of the file `name` in `folder`."""
    with (folder / name).open("rb") as file:
        return StoredFile(name, *hash_stream(file))


def check_file(folder: Path, promised: StoredFile) -> None:
    """Raise BackupError where the file is not the one that was backed up."""
    if not (folder / promised.name).is_file():
        raise BackupError(f"{promised.name} is missing from the backup.")
    if stored_file(folder, promised.name) != promised:
        raise BackupError(f"{promised.name} is damaged: its size or SHA-256 is not the manifest's.")


def listed_objects(folder: Path) -> Iterator[StoredObject]:
    """Yield the objects of the backup. Raises BackupError for a key that would leave the storage."""
    with (folder / OBJECTS_LIST).open(encoding="utf-8") as lines:
        for line in lines:
            entry = StoredObject(**json.loads(line))
            path = PurePosixPath(entry.key)
            if path.is_absolute() or ".." in path.parts:
                raise BackupError(f"{OBJECTS_LIST} names a file outside of the storage: {entry.key}")
            yield entry
