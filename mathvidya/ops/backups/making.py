"""Making a backup, in a folder that gets its final name only when it is complete."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from mathvidya.ops.adapters.databases import LEFT_OUT, current_store, server_version
from mathvidya.ops.backups.manifest import FORMAT, OBJECTS, OBJECTS_LIST, BackupError, Manifest, stored_file
from mathvidya.ops.backups.objects import copy_out


def make_backup(folder: Path, *, with_objects: bool, say: Callable[[str], None]) -> Manifest:
    """Back everything up to `folder`, which must not be there yet. Raises BackupError; then nothing is left behind.

    The database is of one moment; objects are copied after it, and are never changed, only added or erased.
    """
    if folder.exists():
        raise BackupError(f"{folder} is there already.")
    unfinished = folder.with_name(f"{folder.name}.part")
    if unfinished.exists():
        raise BackupError(f"{unfinished} is there: another backup is running, or one was interrupted. Delete it first.")
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        manifest = _fill(unfinished, with_objects=with_objects, say=say)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished)
        raise
    return manifest


def applied_migrations() -> list[str]:
    """Return `app.name` of each applied migration, sorted."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _fill(folder: Path, *, with_objects: bool, say: Callable[[str], None]) -> Manifest:
    store, made_at = current_store(), timezone.now()
    say(f"database: dumping {store.engine} {server_version()}")
    tables = store.dump(folder / store.file)
    say(f"database: {len(tables)} tables, {sum(table.rows for table in tables.values()):,} rows")
    count = 0
    if with_objects:
        (folder / OBJECTS).mkdir()
        count = copy_out(folder, say)
        say(f"objects: {count:,}")
    manifest = Manifest(
        format=FORMAT,
        made_at=made_at.isoformat(),
        engine=store.engine,
        server=server_version(),
        migrations=applied_migrations(),
        database=stored_file(folder, store.file),
        tables=tables,
        objects=stored_file(folder, OBJECTS_LIST) if with_objects else None,
        object_count=count,
        left_out=LEFT_OUT,
    )
    manifest.write(folder)
    return manifest
