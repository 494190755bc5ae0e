"""`manage.py check_setup`, and Django's own check of what would be deployed."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

PRODUCTION = {
    "SECRET_KEY": "q9v2_Xb7Lw4-Kd8rTz1mNc6yHs3pJf5gQe0aUi9oWx2vBt7lRk",
    "DATABASE_URL": "postgres://mathvidya@127.0.0.1:1/mathvidya",
    "DATABASE_POOL": "0",
    "REDIS_URL": "redis://redis:6379",
    "SITE_URL": "https://learn.example.org",
    "ALLOWED_HOSTS": "learn.example.org",
}


def report():
    out = StringIO()
    call_command("check_setup", stdout=out, no_color=True)
    return out.getvalue()


def test_a_test_installation_is_told_plainly(db):
    text = report()
    for subject in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SENTRY_DSN", "static files", "time zone"):
        assert subject in text
    assert "secret" not in text.lower().replace("secret_key", "")


def test_an_unsafe_production_ends_with_an_error(db, settings):
    settings.TESTING = settings.DEMO = False
    settings.SECRET_KEY = "short"
    settings.ALLOWED_HOSTS = ["*"]
    with pytest.raises(CommandError, match=r"SECRET_KEY.*ALLOWED_HOSTS"):
        report()


@pytest.mark.process
@pytest.mark.parametrize("command", ["check --deploy --tag security --fail-level WARNING", "check_setup"])
def test_a_production_like_environment_is_clean(tmp_path, command):
    (tmp_path / "staticfiles.json").write_text('{"paths": {}, "version": "1.1", "hash": ""}')
    gone = {"TESTING", "DEMO", "DEBUG", "DATABASE_URL", "REDIS_URL"}
    env = {name: value for name, value in os.environ.items() if name not in gone}
    env |= PRODUCTION | {"VAR_DIR": str(tmp_path), "STATIC_ROOT": str(tmp_path)}
    arguments = [sys.executable, "manage.py", *command.split()]
    done = subprocess.run(arguments, env=env, capture_output=True, text=True)  # noqa: S603  (our own command)
    assert done.returncode == 0, done.stdout + done.stderr
