"""`--only-database` runs what can reach a service, however it says so, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = """
import pytest

@pytest.fixture
def pupil(student): ...

def test_pure(tmp_path, settings): ...

@pytest.mark.django_db
def test_marked(): ...

def test_by_a_fixture_s_fixture(pupil): ...

async def test_by_the_client(api): ...

@pytest.mark.redis
def test_of_redis(): ...

@pytest.mark.django_db
class TestMarkedClass:
    def test_inside(self): ...

class TestWithAutouse:
    @pytest.fixture(autouse=True)
    def people(self, teacher): ...

    def test_inside(self): ...

class TestPure:
    def test_inside(self): ...

def test_hidden(request):
    request.getfixturevalue("student")
"""


def run(folder: Path, *arguments: str) -> str:
    """Return what pytest prints of these tests, with this project's settings and on SQLite."""
    (folder / "test_sample.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "no:cacheprovider", str(folder)]
    services = ("PYTEST_", "DATABASE_URL", "REDIS_")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(services)}
    return subprocess.run([*command, *arguments], env=bare, capture_output=True, text=True, check=False).stdout


def test_what_reaches_no_service_is_left_out(tmp_path):
    listed = run(tmp_path, "--only-database", "--collect-only")
    assert {line.split("::", 1)[1] for line in listed.splitlines() if "::" in line} == {
        "test_marked",
        "test_by_a_fixture_s_fixture",
        "test_by_the_client",
        "test_of_redis",
        "TestMarkedClass::test_inside",
        "TestWithAutouse::test_inside",
    }


def test_a_database_taken_while_the_test_runs_is_refused(tmp_path):
    assert "by getfixturevalue(): mark it" in run(tmp_path, "--no-migrations", "-k", "test_hidden")
