"""Production's static files: every name that a style sheet or module mentions exists, under its hashed name."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

HASHED = r"[\w-]+\.[0-9a-f]{12}\.js"


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "mathvidya.web.staticfiles.ManifestStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_modules_import_each_other_by_hashed_names(collected):
    hashed = staticfiles_storage.url("js/app.js").rsplit("/", 1)[1]
    assert re.fullmatch(r"app\.[0-9a-f]{12}\.js", hashed)
    hashed_names = [path for path in (collected / "js").rglob("*.js") if re.fullmatch(HASHED, path.name)]
    assert any("question_types" in path.parts for path in hashed_names)
    plain = [str(path) for path in hashed_names if re.search(r'from\s*"[./]+[\w/-]+\.js"', path.read_text())]
    assert plain == []


def test_fonts_are_named_by_their_hash(collected):
    sheet = collected / staticfiles_storage.url("vendor/katex/katex.min.css").removeprefix("/static/")
    assert re.search(r"KaTeX_Main-Regular\.[0-9a-f]{12}\.woff2", sheet.read_text())
