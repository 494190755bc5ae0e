"""A backup brought back elsewhere is what it was; a damaged one is refused; a place that is in use is left alone."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.actions.tokens import open_family
from accounts.models import User
from mathvidya.ops.backups import objects
from mathvidya.testing.factories.accounts import UserFactory

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]
PHOTO = b"\x89PNG a page of Asha's" * 50_000


@pytest.fixture
def made(student, teacher, browser, tmp_path):
    """A backup of an institute with people, a sign-in, a browser session, photographs and odd texts."""
    browser(student)
    open_family(user=student, device="phone")
    UserFactory(first_name="क\u200dष ñ ' \" \\ \n", email="odd@example.org")
    default_storage.save("answer_page/2026/11/a.png", ContentFile(PHOTO))
    default_storage.save("avatar/2026/11/उ.png", ContentFile(b""))
    folder = tmp_path / "backup"
    call_command("backup", folder)
    return folder


@pytest.fixture
def elsewhere(tmp_path):
    """`elsewhere("restore", folder)`: runs the command in another, empty installation of the same kind."""
    env = os.environ | {"VAR_DIR": str(tmp_path / "elsewhere"), "TESTING": "1"}
    name = str(tmp_path / "elsewhere" / "mathvidya.sqlite3")
    if connection.vendor == "postgresql":
        name = f"restored_{uuid.uuid4().hex}"
        place = {
            name: value
            for name, value in connection.get_connection_params().items()
            if name in ("host", "port", "user", "password")
        }
        with psycopg.connect(**place, dbname="postgres", autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        env["DATABASE_URL"] = (
            "postgres://{user}:{password}@{host}:{port}/".format(**{"port": 5432, "password": ""} | place) + name
        )

    def run(*arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(
            command, cwd=django_settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
        )

    run.database = name
    yield run
    if connection.vendor == "postgresql":
        with psycopg.connect(**place, dbname="postgres", autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manifest_of(folder: Path):
    return json.loads((folder / "manifest.json").read_text())


def assert_no_secrets(made):
    whole = b"".join(path.read_bytes() for path in made.rglob("*") if path.is_file())
    assert django_settings.SECRET_KEY.encode() not in whole
    assert oct(made.stat().st_mode & 0o777) == "0o700"


def test_what_comes_back_is_what_was_there_and_nobody_is_signed_in(made, elsewhere, tmp_path):
    assert manifest_of(made)["tables"]["accounts_user"]["rows"] == User.objects.count() == 3
    assert manifest_of(made)["object_count"] == 2
    assert_no_secrets(made)
    done = elsewhere("restore", made)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "sign-ins ended: 1" in done.stdout
    assert "objects: 2 restored, read again and found equal" in done.stdout

    done = elsewhere("restore", made, "--overwrite", elsewhere.database)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{elsewhere.database} emptied" in done.stdout

    again = tmp_path / "again"
    assert elsewhere("backup", again).returncode == 0
    was, became = manifest_of(made), manifest_of(again)
    touched = {"accounts_user", "accounts_refreshfamily"}  # signing everybody out
    assert {name: table for name, table in became["tables"].items() if name not in touched} == {
        name: table for name, table in was["tables"].items() if name not in touched
    }
    assert became["objects"]["sha256"] == was["objects"]["sha256"]
    assert became["migrations"] == was["migrations"]


def damaged_file(folder, name):
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def expect_refusal(folder, words, *options):
    """Expect that restoring says why not, and that nothing was touched."""
    with pytest.raises(CommandError, match=words):
        call_command("restore", folder, *options)
    assert User.objects.count() == 3
    assert default_storage.size("answer_page/2026/11/a.png") == len(PHOTO)


def test_what_is_refused_leaves_everything_as_it_was(made, tmp_path):
    database = manifest_of(made)["database"]["name"]
    for name in (database, "objects/answer_page/2026/11/a.png", "objects.jsonl"):
        damaged_file(made, name)
        expect_refusal(made, r"damaged|cannot be read")
        expect_refusal(made, r"damaged|cannot be read", "--check")
        damaged_file(made, name)  # the same bit back
    (made / "objects/answer_page/2026/11/a.png").rename(tmp_path / "taken")
    expect_refusal(made, "missing")
    (tmp_path / "taken").rename(made / "objects/answer_page/2026/11/a.png")
    call_command("restore", made, "--check")

    expect_refusal(made, "not empty")
    expect_refusal(made, "Nothing was changed", "--overwrite", "somebody-elses")
    manifest = manifest_of(made)
    for change, words in (
        ({"engine": "oracle"}, "This backup is of oracle"),
        ({"migrations": ["accounts.9999_later"]}, "newer code"),
        ({"format": 2}, "has format 2"),
    ):
        (made / "manifest.json").write_text(json.dumps(manifest | change))
        expect_refusal(made, words)


def test_an_interrupted_backup_leaves_nothing_that_looks_whole_and_the_database_goes_alone(db, tmp_path, monkeypatch):
    def fail(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(objects, "_copy_out", fail)
    default_storage.save("answer_page/2026/11/a.png", ContentFile(PHOTO))
    with pytest.raises(KeyboardInterrupt):
        call_command("backup", tmp_path / "backup")
    assert list(tmp_path.glob("backup*")) == []
    (tmp_path / "killed.part").mkdir()
    for place in ("killed.part", "nowhere"):
        with pytest.raises(CommandError, match="no finished backup"):
            call_command("restore", tmp_path / place)
    with pytest.raises(CommandError, match="another backup is running"):
        call_command("backup", tmp_path / "killed")

    monkeypatch.undo()
    call_command("backup", tmp_path / "alone", "--without-objects")
    assert manifest_of(tmp_path / "alone")["objects"] is None
    call_command("restore", tmp_path / "alone", "--check")
