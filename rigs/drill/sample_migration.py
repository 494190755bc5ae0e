"""Settings with one migration more, which alters a busy table: for the drill of migrating under load."""

from mathvidya.settings import *  # noqa: F403
from mathvidya.settings import INSTALLED_APPS as PRODUCT_APPS

INSTALLED_APPS = [*PRODUCT_APPS, "rigs.drill.sample"]
