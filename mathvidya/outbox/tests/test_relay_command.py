"""`manage.py relay` as a process."""

import os
import signal
import subprocess
import sys

import pytest
from django.core.management import call_command

from mathvidya.outbox.models import Event


def test_once_delivers_and_ends(db):
    event = Event.objects.create(name="test.nobody_listens", payload={})
    call_command("relay", once=True)
    event.refresh_from_db()
    assert event.sent_at


@pytest.mark.process
def test_sigterm_ends_it_cleanly(tmp_path):
    env = {**os.environ, "VAR_DIR": str(tmp_path), "TESTING": "1", "DATABASE_URL": ""}
    subprocess.run([sys.executable, "manage.py", "migrate", "outbox", "-v0"], env=env, check=True)
    relay = subprocess.Popen([sys.executable, "manage.py", "relay"], env=env, stderr=subprocess.PIPE, text=True)
    assert "relay_started" in relay.stderr.readline()
    relay.send_signal(signal.SIGTERM)
    _, rest = relay.communicate(timeout=10)
    assert relay.returncode == 0
    assert "relay_stopped" in rest
