"""Clients that generators make from the API's document, at test time: nothing of them is kept."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

DOCUMENT = "docs/api/openapi.yaml"
PACKAGE = "generated_client"


def generate(folder: Path) -> None:
    """Have openapi-python-client write the package into `folder`; make it importable."""
    config = folder / "config.yaml"
    config.write_text("post_hooks: []\n")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", DOCUMENT, "--meta", "none"]
    command += ["--output-path", str(folder / PACKAGE), "--config", str(config)]
    output = subprocess.run(command, capture_output=True, text=True, check=False)
    assert output.returncode == 0, output.stdout + output.stderr
    left_out = [line for line in output.stdout.splitlines() if line.startswith(("WARNING", "ERROR"))]
    # Archives are no JSON; an app saves the bytes.
    assert [line for line in left_out if "/export within" not in line] == [], output.stdout
    sys.path.insert(0, str(folder))


def made(name: str, *value: str, **members: Any) -> Any:
    """Return an object of the generated class `name`, or the value of an enumeration."""
    return getattr(import_module(f"{PACKAGE}.models"), name)(*value, **members)


class TypedApp:
    """One person's app, made of nothing but the generated client."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = import_module(f"{PACKAGE}.client").Client(base_url=url, timeout=30)

    def call(self, operation: str, *ids: int, expect: str, **arguments: Any) -> Any:
        """Call `operation` ("tests.tests_start"); the answer must be of the generated class `expect`."""
        asked = import_module(f"{PACKAGE}.api.{operation}")
        answer = asked.sync_detailed(*ids, client=self.client, **arguments)
        context = f"{operation}: {answer.status_code} {answer.content[:800]!r}"
        assert type(answer.parsed).__name__ == expect, context
        return answer.parsed

    def sign_in(self, email: str, password: str) -> None:
        body = made("LoginInRequest", email=email, password=password)
        tokens = self.call("sign_in.auth_login_create", body=body, expect="TokensOut")
        self.client = import_module(f"{PACKAGE}.client").AuthenticatedClient(
            base_url=self.url, token=tokens.access, timeout=30
        )
