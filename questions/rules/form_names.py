"""The forms an author may ask for, in words."""

from django.utils.translation import gettext as _


def form_names() -> dict[str, str]:
    """Return {name as in a test: words}, in the active language."""
    return {
        "lowest_terms": _("lowest terms"),
        "expanded": _("expanded"),
        "factorised": _("factorised"),
        "simplified_surd": _("simplified surd"),
        "single_fraction": _("single fraction"),
        "completed_square": _("completed square"),
        "standard_form": _("standard form"),
        "exact": _("exact, no decimal"),
    }
