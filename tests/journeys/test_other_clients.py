"""What others make of the API's document: a linter, and the types of an app written in TypeScript (needs npm)."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys.generated import DOCUMENT

ROOT = Path(__file__).resolve().parents[2]
REDOCLY, OPENAPI_TYPESCRIPT, TYPESCRIPT = "@redocly/cli@2.77.0", "openapi-typescript@7.13.0", "typescript@5.9"
pytestmark = [
    pytest.mark.process,
    pytest.mark.timeout(900),  # npm fetches them first
    pytest.mark.skipif(shutil.which("npx") is None, reason="needs npm"),
]


def npx(*command: str, folder: Path) -> str:
    output = subprocess.run(["npx", "--yes", *command], cwd=folder, capture_output=True, text=True, check=False)
    assert output.returncode == 0, output.stdout + output.stderr
    return output.stdout + output.stderr


def test_the_linter_finds_nothing(tmp_path):
    # A tag is the noun of a path here, and says by itself what it is.
    output = npx(REDOCLY, "lint", str(ROOT / DOCUMENT), "--skip-rule", "tag-description", folder=tmp_path)
    assert "Your API description is valid" in output
    assert "You have" not in output  # warnings: they are counted in words that begin so


def test_an_app_in_typescript_compiles_against_the_document(tmp_path):
    shutil.copy(ROOT / "tests/journeys/journey.ts", tmp_path)
    npx(OPENAPI_TYPESCRIPT, str(ROOT / DOCUMENT), "-o", "api.d.ts", folder=tmp_path)
    assert "interface paths" in (tmp_path / "api.d.ts").read_text()
    npx("-p", TYPESCRIPT, "tsc", "--noEmit", "--strict", "--lib", "es2022", "journey.ts", folder=tmp_path)
