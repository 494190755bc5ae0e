"""Backup and restore of the files: every object of the storage is copied and checked against its SHA-256."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from django.core.files import File
from django.core.files.storage import default_storage

from mathvidya.ops.backups.manifest import (
    OBJECTS,
    OBJECTS_LIST,
    BackupError,
    StoredObject,
    hash_stream,
    listed_objects,
)

THREADS = 8  # a remote store answers slowly, but many at once
BATCH = 500

S = TypeVar("S")
T = TypeVar("T")
Say = Callable[[str], None]


def copy_out(folder: Path, say: Say) -> int:
    """Copy every object to `folder`, and list them; return how many.

    An object that is deleted while this runs (erasure) is left out.
    """
    count = 0
    with (folder / OBJECTS_LIST).open("w", encoding="utf-8") as list_file:
        for entry in in_threads(lambda key: _copy_out(folder, key), stored_keys()):
            if entry is None:
                continue
            list_file.write(json.dumps(asdict(entry)) + "\n")
            count += 1
            if count % BATCH == 0:
                say(f"objects: {count:,} copied")
    return count


def check_objects(folder: Path, say: Say) -> int:
    """Read every object of the backup; return how many. Raises BackupError for the first that is damaged."""
    return _each(lambda entry: _check(folder, entry), listed_objects(folder), "checked", say)


def copy_in(folder: Path, say: Say, *, overwrite: bool) -> int:
    """Put every object of the backup into the storage, and read it again there. Return how many. Raises BackupError."""
    return _each(lambda entry: _copy_in(folder, entry, overwrite=overwrite), listed_objects(folder), "restored", say)


def stored_keys(folder: str = "") -> Iterator[str]:
    """Yield every key of the storage, folder by folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in sorted(files):
        yield f"{prefix}{name}"
    for name in sorted(folders):
        yield from stored_keys(f"{prefix}{name}")


def in_threads(work: Callable[[S], T], things: Iterable[S]) -> Iterator[T]:
    """Yield `work` of each thing, some at a time, in their order; the first error ends it."""
    things = iter(things)
    with ThreadPoolExecutor(THREADS, thread_name_prefix="objects") as pool:
        while batch := list(itertools.islice(things, BATCH)):
            yield from pool.map(work, batch)


def _each(work: Callable[[StoredObject], None], entries: Iterable[StoredObject], done: str, say: Say) -> int:
    count = 0
    for count, _none in enumerate(in_threads(work, entries), start=1):
        if count % BATCH == 0:
            say(f"objects: {count:,} {done}")
    return count


def _copy_out(folder: Path, key: str) -> StoredObject | None:
    target = folder / OBJECTS / key
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with default_storage.open(key, "rb") as source, target.open("wb") as copy:
            size, sha256 = hash_stream(source, copy)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        return None
    return StoredObject(key, size, sha256)


def _check(folder: Path, entry: StoredObject) -> None:
    path = folder / OBJECTS / entry.key
    if not path.is_file():
        raise BackupError(f"The object {entry.key} is missing from the backup.")
    with path.open("rb") as file:
        if hash_stream(file) != (entry.bytes, entry.sha256):
            raise BackupError(f"The object {entry.key} is damaged: its size or SHA-256 is not the list's.")


def _copy_in(folder: Path, entry: StoredObject, *, overwrite: bool) -> None:
    if default_storage.exists(entry.key):
        if _is_stored(entry):
            return
        if not overwrite:
            raise BackupError(f"The storage holds another file as {entry.key}. Nothing of it was changed.")
        default_storage.delete(entry.key)
    with (folder / OBJECTS / entry.key).open("rb") as source:
        default_storage.save(entry.key, File(source))
    if not _is_stored(entry):
        raise BackupError(f"The storage does not give back what was put there as {entry.key}.")


def _is_stored(entry: StoredObject) -> bool:
    with default_storage.open(entry.key, "rb") as file:
        return hash_stream(file) == (entry.bytes, entry.sha256)
