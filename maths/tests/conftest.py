"""A calculator that has started: its import of SymPy is no part of a question's second."""

import pytest

from maths import worker


@pytest.fixture(scope="session")
def calculator():
    worker.warm_up()
