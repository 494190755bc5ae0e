"""HTTP in production (granian)."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mathvidya.settings")
django.setup(set_prefix=False)

from mathvidya.api.handler import HotHandler  # noqa: E402  (settings are read by its imports)

application = HotHandler()
