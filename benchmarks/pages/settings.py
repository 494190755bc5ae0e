"""The product's settings without its limits on how often somebody may ask."""

from mathvidya.settings import *
from mathvidya.settings import THROTTLE_RATES as _RATES

THROTTLE_RATES = dict.fromkeys(_RATES, "1000000/min")
