"""What the API's document says, anybody may ask: schemathesis makes the requests, a person of each role sends them.

No answer is a 5xx; every answer has a status, a type and a form that the document describes. Each operation is undone
before the next one. `API_CASES=500` adds that many cases of each operation that nobody planned (docs/security.md).
"""

import os
import re
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.generation.drivers import CoverageGenerator
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.overrides import Override
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mathvidya.testing.clients import access_token
from tests.query_counts.places import address_of

DOCUMENT = "docs/api/openapi.yaml"
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
CASES = int(os.environ.get("API_CASES", "0"))
EVERY = 1 if CASES else 5  # of the planned cases
ROLES = ("student", "teacher", "admin")
PARAMETER = re.compile(r"\{(\w+)\}")


def planned(operation: Any) -> Iterator[Any]:
    """Cases at the edges of every parameter and body field, allowed and not; the same ones in every run."""
    generator = CoverageGenerator(
        operation=operation,
        generation_modes=MODES,
        generation_config=operation.schema.config.generation_for(operation=operation, phase="coverage"),
        auth_storage=None,
        override=Override(),
        feedback=NO_FEEDBACK,
        hooks=None,
    )
    yield from list(generator)[::EVERY]


def free(operation: Any) -> Iterator[Any]:
    """`CASES` that nobody planned, from a fixed seed."""
    drawn: list[Any] = []
    unhurried = list(hypothesis.HealthCheck)
    for mode in MODES if CASES else ():

        @hypothesis.seed(1)
        @hypothesis.settings(max_examples=CASES // 2, database=None, deadline=None, suppress_health_check=unhurried)
        @hypothesis.given(operation.as_strategy(generation_mode=mode))
        def draw(case: Any) -> None:
            drawn.append(case)

        draw()
    yield from drawn


def real_parameters(path: str, world: Any) -> dict[str, str]:
    """Parameters of the path that name what the world holds; empty where it holds nothing of the kind."""
    names = PARAMETER.findall(path)
    address = address_of(PARAMETER.sub(lambda found: f"<int:{'pk' if found[1] == 'id' else found[1]}>", path), world)
    if not names or address is None:
        return {}
    found = re.fullmatch(PARAMETER.sub(r"(?P<\1>[^/]+)", path), address)
    return found.groupdict() if found else {}


def faults(case: Any, headers: dict[str, str]) -> list[str]:
    try:
        case.validate_response(case.call(headers=headers), checks=CHECKS)
    except FailureGroup as group:
        return [f"{case.method} {case.formatted_path}: {fault.title}: {str(fault)[:300]}" for fault in group.exceptions]
    return []


@pytest.fixture
def one_transaction() -> Iterator[None]:
    """Keep the test's connection open after a request, as Django's client does; schemathesis brings another one."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.timeout(600)  # on a busy machine; a quiet one needs half a minute
def test_the_api_answers_as_its_document_says(world, cast, one_transaction):
    schema = schemathesis.openapi.from_path(DOCUMENT)
    schema.app = get_wsgi_application()
    tokens = [access_token(cast[role]) for role in ROLES]
    found, sent = [], 0
    for operation in (result.ok() for result in schema.get_all_operations()):
        real = real_parameters(operation.path, world)
        with transaction.atomic():
            for number, case in enumerate([*planned(operation), *free(operation)]):
                if real and number % 2:
                    case.path_parameters = dict(real)
                role = number // 2 % len(ROLES)
                found += [
                    f"{ROLES[role]} {fault}" for fault in faults(case, {"Authorization": f"Bearer {tokens[role]}"})
                ]
                sent += 1
            transaction.set_rollback(True)
    assert found == [], "\n".join(found)
    assert sent > 1000


@pytest.mark.parametrize("path", ["/api/v1/exams/{id}", "/api/v1/exams/{id}/papers/{paper}/start"])
def test_real_objects_are_asked_for(path, world):
    assert all(value.isdigit() for value in real_parameters(path, world).values())
    assert real_parameters(path, world)
