"""What the measurements of a photograph mean to the student."""

from typing import Any

BLURRED_BELOW = 0.35
DARK_BELOW = 80


def judge(*, sharpness: float, brightness: float, duplicate_of: int | None) -> dict[str, Any]:
    """Return the `quality` of a page: its measurements and warnings ("blurred", "dark", "duplicate")."""
    warnings = []
    if sharpness < BLURRED_BELOW:
        warnings.append("blurred")
    if brightness < DARK_BELOW:
        warnings.append("dark")
    if duplicate_of is not None:
        warnings.append("duplicate")
    return {"sharpness": sharpness, "brightness": brightness, "duplicate_of": duplicate_of, "warnings": warnings}
