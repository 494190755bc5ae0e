"""The outside services, broken at their protocol: the lines to PostgreSQL, to a Redis of one's own, to a store."""

import pytest
from django.core.signals import request_finished
from django.db import connection

from mathvidya.ops import caches
from mathvidya.ops.postgresql import connection as patient
from rigs.processes import NotInstalled
from rigs.proxy import Proxy
from rigs.redis_server import Redis


@pytest.fixture(autouse=True)
def no_rest(monkeypatch):
    """A server that is back may be asked at once."""
    for module in (caches, patient):
        monkeypatch.setattr(module.breaker, "rest", 0.0)
    yield
    for module in (caches, patient):
        module.breaker.succeeded()


def hang_up(**of_signal):
    """What Django does at the end of each request, and its test client does not."""
    connection.close()


@pytest.fixture
def line(transactional_db):
    """The line between us and PostgreSQL."""
    request_finished.connect(hang_up)
    options, port = connection.settings_dict["OPTIONS"], connection.settings_dict["PORT"]
    usual = dict(options)
    connection.close()
    with Proxy(int(port or 5432)) as proxy:
        connection.settings_dict["PORT"] = proxy.port
        yield proxy
        request_finished.disconnect(hang_up)
        connection.close()
        connection.close_pool()
    connection.settings_dict["PORT"] = port
    options.clear()
    options.update(usual)


@pytest.fixture
def pooled(line):
    """Connections are pooled, as in production."""
    connection.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 4, "timeout": 1, "reconnect_timeout": 1}


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    """A Redis that nobody else uses."""
    try:
        server = Redis(folder=tmp_path_factory.mktemp("redis"))
    except NotInstalled as error:
        pytest.skip(str(error))
    with server:
        yield server


@pytest.fixture
def redis_line(settings, redis_server, db):
    """The line between us and that Redis, which is our cache."""
    server, usual = redis_server, settings.CACHES
    with Proxy(server.port) as proxy:
        place = {"LOCATION": f"redis://127.0.0.1:{proxy.port}/0"}
        times = {"socket_timeout": 0.1, "socket_connect_timeout": 0.1}
        kept = {"database_table": "api_cacheentry", "database_keys": ("allauth", "jwt:")}
        settings.CACHES = {
            "default": {**place, "BACKEND": "mathvidya.ops.caches.QuickCache", "OPTIONS": times | kept},
            "sessions": {**place, "BACKEND": "mathvidya.ops.caches.SessionCache", "OPTIONS": times},
        }
        proxy.server = server
        server.wipe()
        yield proxy
        settings.CACHES = usual
