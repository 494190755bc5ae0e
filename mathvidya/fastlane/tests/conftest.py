"""With FASTLANE=0 some of these files are skipped, since what they test is off; the views are tested either way."""

from pathlib import Path

import pytest
from django.conf import settings

HERE = Path(__file__).parent
OF_THE_LANE = {"test_handler.py", "test_lane.py", "test_kept_connections.py"}


def pytest_collection_modifyitems(items):
    if settings.FASTLANE:
        return
    off = pytest.mark.skip(reason="FASTLANE=0: the fast lane is switched off")
    for item in items:
        if item.path.parent == HERE and item.path.name in OF_THE_LANE:
            item.add_marker(off)
