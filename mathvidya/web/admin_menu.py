"""The admin's side bar and colours; settings.UNFOLD names this module."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from mathvidya.lib.registry import Registry


@dataclass(frozen=True)
class Row:
    """A list of the administration: what it is called, its icon of Material Symbols, and its group."""

    title: str | Promise
    icon: str
    group: str


# Titles of the groups, in the order of the work; rows by `<app label>_<model>`. Apps register both in ready().
groups: Registry[str | Promise] = Registry("group of the administration")
rows: Registry[Row] = Registry("row of the administration")


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of links, each with the rows that name it."""
    return [_group(title, [item for item in rows.items() if item[1].group == name]) for name, title in groups.items()]


def icon(request: HttpRequest) -> str:
    return static("img/sign.svg")


def style(request: HttpRequest) -> str:
    return static("css/admin.css")


def _group(title: str | Promise, found: list[tuple[str, Row]]) -> dict[str, Any]:
    items = [
        {"title": str(row.title), "icon": row.icon, "link": reverse(f"admin:{model}_changelist")}
        for model, row in found
    ]
    return {"title": str(title), "separator": True, "collapsible": True, "items": items}


# Blue ink on warm paper, like static/css/tokens.css; the theme wants eleven shades of each.
COLORS = {
    "base": {
        "50": "#fffdf9", "100": "#f2ede1", "200": "#e3dccc", "300": "#cbc4b4", "400": "#9c9ba0", "500": "#666a75",
        "600": "#4d5363", "700": "#2e3440", "800": "#1b1f28", "900": "#13161c", "950": "#0e1116",
    },
    "primary": {
        "50": "#f4f5fc", "100": "#e8eaf8", "200": "#ccd2f2", "300": "#a3b4ff", "400": "#7485ea", "500": "#4a5ed6",
        "600": "#2b3fb8", "700": "#1f2f93", "800": "#1b2a7a", "900": "#252d4d", "950": "#10163a",
    },
}  # fmt: skip
UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Mathvidya",
    "SITE_HEADER": "Mathvidya",
    "SITE_SUBHEADER": gettext_lazy("Administration"),
    "SITE_SYMBOL": "function",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": icon}],
    "STYLES": [style],
    "SITE_URL": "/home",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "6px",
    "COLORS": COLORS,
    "SIDEBAR": {"show_search": True, "show_all_applications": False, "navigation": navigation},
}
