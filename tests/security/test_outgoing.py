"""The product goes nowhere that a caller names, and reads nothing that could run (ASVS 1.3.6, 1.5.2)."""

import ast
import http.server
import pickle
import threading
from pathlib import Path

import pytest
import yaml
from kombu.exceptions import ContentDisallowed
from kombu.serialization import loads, prepare_accept_content

from mathvidya.celery import app
from mathvidya.testing.project import root_packages

FETCHERS = {"requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "socket", "ftplib"}
# Where the product itself asks another host, and whose address that is.
ASKS = {
    "mathvidya/demo/runner.py": "a free port on this machine",
}
READERS = {"pickle", "marshal", "shelve", "dill", "yaml"}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def product() -> list[Path]:
    paths = [path for root in root_packages() for path in Path(root).rglob("*.py")]
    return [path for path in paths if not {"tests", "testing", "migrations"} & set(path.parts)]


def test_nothing_of_ours_fetches_and_nothing_reads_what_can_run():
    found = {str(path): imported(path) & (FETCHERS | READERS) for path in product()}
    assert {path for path, names in found.items() if names} <= ASKS.keys()
    assert imported(Path(__file__)) & READERS == {"pickle", "yaml"}  # the rule sees what it looks for


def test_the_api_takes_no_address():
    """A field that holds one would need an allow-list and a test of its own here."""
    document = yaml.safe_load(Path("docs/api/openapi.yaml").read_text())
    asked = [
        operation["requestBody"]["content"]["application/json"]["schema"].get("$ref", "").rsplit("/", 1)[-1]
        for operations in document["paths"].values()
        for operation in operations.values()
        if isinstance(operation, dict) and "application/json" in operation.get("requestBody", {}).get("content", {})
    ]
    assert len(asked) > 30
    schemas = document["components"]["schemas"]
    fields = {
        f"{name}.{field}"
        for name in filter(None, asked)
        for field, kind in schemas[name].get("properties", {}).items()
        if kind.get("format") == "uri" or any(word in field for word in ("url", "webhook", "callback", "host"))
    }
    assert fields == set()


@pytest.fixture
def canary():
    """An address on this machine, and who asked it."""
    hits = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_HEAD = do_PUT = do_GET

        def log_message(self, *args):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/canary", hits
    server.shutdown()
    server.server_close()


def test_an_address_in_a_text_is_not_visited(canary, api, browser, teacher, student, maths_10, deliver):
    url, hits = canary
    stem = f"![x]({url}) ![y](image:{url}) [z]({url}) <img src='{url}'> $\\includegraphics{{{url}}}$"
    spec = {"stem": stem, "options": [{"id": "a", "text": stem}, {"id": "b", "text": "2"}], "answer": {"option": "a"}}
    body = {"ref": "q", "subject": "maths-10", "type": "single_choice", "marks": "1", "difficulty": 1, "spec": spec}
    made = api(teacher).post("/api/v1/questions", body)
    assert made.status_code == 201, made.content
    page = browser(teacher).get(f"/questions/{made.json()['id']}").content.decode()
    assert f'src="{url}' not in page
    upload = {"filename": url, "content_type": "image/png", "size": 10, "sha256": "0" * 64}
    assert api(student).post("/api/v1/users/me/avatar", upload).status_code == 201
    api(student).post("/api/v1/devices", {"platform": "web", "token": url})
    api(student).post("/api/v1/guardians", {"guardian_email": "x@example.org", "relation": url[:30]})
    deliver()
    assert hits == []


class Bomb:
    def __reduce__(self):
        return (pytest.fail, ("a pickle was read",))


@pytest.mark.parametrize("content_type", ["application/x-python-serialize", "pickle", "application/x-yaml"])
def test_a_worker_reads_json_only(content_type):
    assert set(app.conf.accept_content) == {"json"}
    accepted = prepare_accept_content(app.conf.accept_content)
    with pytest.raises(ContentDisallowed):
        loads(pickle.dumps(Bomb()), content_type, "binary", accept=accepted)


def test_a_session_is_json(settings):
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
