"""HTTP in production (granian)."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mathvidya.settings")
os.environ.setdefault("DATABASE_POOL", "0")  # few threads, all of them busy with requests: each keeps its connection
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402  (settings are read by what follows)
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from maths import warm_up_in_background  # noqa: E402
from mathvidya.fastlane.handler import HotHandler  # noqa: E402

application = HotHandler() if settings.FASTLANE else WSGIHandler()
if not settings.TESTING:
    warm_up_in_background()  # a worker's first typed answer need not wait for SymPy
