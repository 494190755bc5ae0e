"""Restoring: the backup is checked, then the target; then the target is filled and checked."""

from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from mathvidya.lib.registry import Registry
from mathvidya.ops.adapters.databases import current_store, table_names
from mathvidya.ops.backups.manifest import BackupError, Manifest, Table, check_file, read_manifest
from mathvidya.ops.backups.objects import check_objects, copy_in

Say = Callable[[str], None]

# Each deletes again what must not return with a backup, and returns how many; apps register theirs in ready().
after_restore: Registry[Callable[[], int]] = Registry("work after a restore")


def check_backup(folder: Path, say: Say) -> Manifest:
    """Read all of the backup and compare its hashes; return its manifest. Raises BackupError."""
    manifest = read_manifest(folder)
    check_file(folder, manifest.database)
    say(f"database file: whole ({manifest.database.bytes:,} bytes)")
    if manifest.objects:
        check_file(folder, manifest.objects)
        count = check_objects(folder, say)
        if count != manifest.object_count:
            raise BackupError(f"The backup lists {count} objects and promises {manifest.object_count}.")
        say(f"objects: {count:,} whole")
    return manifest


def restore_backup(folder: Path, *, overwrite: str, say: Say) -> Manifest:
    """Restore database and storage of this installation; return the manifest. Raises BackupError.

    The database must be empty, or be named by `overwrite`: then all that is in it goes.
    """
    manifest = check_backup(folder, say)
    store = current_store()
    if manifest.engine != store.engine:
        raise BackupError(f"This backup is of {manifest.engine}; this installation runs on {store.engine}.")
    _check_code(manifest)
    name = str(connection.settings_dict["NAME"])
    if overwrite and overwrite != name:
        raise BackupError(f"--overwrite names {overwrite}, but the database is {name}. Nothing was changed.")
    if table_names():
        if not overwrite:
            raise BackupError(
                f"The database {name} is not empty. Nothing was changed. (--overwrite {name} empties it.)"
            )
        store.clear()
        say(f"database: {name} emptied")
    store.load(folder / manifest.database.name)
    _compare(manifest.tables, store.tables())
    say(f"database: {len(manifest.tables)} tables have the rows and hashes of the backup")
    if manifest.objects:
        count = copy_in(folder, say, overwrite=bool(overwrite))
        say(f"objects: {count:,} restored, read again and found equal")
    for what, work in after_restore.items():
        say(f"{what}: {work():,}")
    return manifest


def _check_code(manifest: Manifest) -> None:
    """Raise BackupError where the tables are newer than this code; older ones are migrated."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    replaced = {
        f"{app}.{name}"
        for migration in MigrationLoader(None).disk_migrations.values()
        for app, name in migration.replaces
    }
    if unknown := sorted(set(manifest.migrations) - known - replaced):
        raise BackupError(f"This backup was made by newer code: it has the migration {unknown[0]}.")


def _compare(promised: dict[str, Table], found: dict[str, Table]) -> None:
    for name in sorted(promised.keys() | found.keys()):
        if promised.get(name) != found.get(name):
            raise BackupError(
                f"The table {name} is not as it was backed up: {promised.get(name)} became {found.get(name)}. "
                "Do not use this database."
            )
