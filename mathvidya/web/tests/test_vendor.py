"""`manage.py vendor check`: what is kept in static/vendor is what was locked."""

import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the project's vendor folder that may be spoilt."""
    folder = tmp_path / "static" / "vendor"
    shutil.copytree(settings.BASE_DIR / "static" / "vendor", folder)
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    return folder


def test_what_is_kept_is_what_was_locked(capsys):
    call_command("vendor", "check")
    assert "as the lock says" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "katex/katex.min.js").write_text("alert(1)"), "katex/katex.min.js: changed"),
        (lambda folder: (folder / "katex/LICENSE").unlink(), "katex/LICENSE: missing"),
        (lambda folder: (folder / "extra.js").write_text(""), "extra.js: not in the lock"),
    ],
)
def test_a_file_that_differs_is_named(copy, spoil, words):
    spoil(copy)
    with pytest.raises(CommandError, match=words):
        call_command("vendor", "check")


def test_only_fonts_that_are_here_are_asked_for():
    folder = settings.BASE_DIR / "static/vendor/katex"
    text = (folder / "katex.min.css").read_text()
    assert ".woff)" not in text
    assert ".ttf)" not in text
    assert "sourceMappingURL" not in text + (folder / "katex.min.js").read_text()
    assert '.setAttribute("style"' not in (folder / "katex.min.js").read_text()
    fonts = [name.split(")")[0] for name in text.split("url(")[1:]]
    assert fonts
    assert [name for name in fonts if not (folder / name).exists()] == []


def test_a_slow_phone_gets_the_compressed_copy(client):
    answer = client.get("/static/vendor/katex/katex.min.js", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert int(answer["Content-Length"]) < 90_000
