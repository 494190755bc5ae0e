"""The admin's side bar and colours; settings.UNFOLD names this module."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Rows = list[tuple[str, str, str]]  # (title, icon of Material Symbols, app_model)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of links, in the order of the work."""
    people: Rows = [
        (_("People"), "group", "accounts_user"),
        (_("Guardians"), "family_restroom", "accounts_guardianship"),
        (_("Consents"), "fact_check", "accounts_consentrecord"),
        (_("Enrolments"), "assignment_ind", "classroom_enrolment"),
        (_("Batches"), "groups", "classroom_batch"),
        (_("Teaching"), "school", "classroom_teaching"),
    ]
    syllabus: Rows = [
        (_("Programmes"), "flag", "curriculum_programme"),
        (_("Subjects"), "menu_book", "curriculum_subject"),
        (_("Units"), "view_list", "curriculum_unit"),
        (_("Chapters"), "bookmark", "curriculum_chapter"),
        (_("Topics"), "label", "curriculum_topic"),
    ]
    bank: Rows = [
        (_("Questions"), "quiz", "exams_question"),
        (_("Papers"), "description", "exams_paper"),
    ]
    exams: Rows = [
        (_("Exams"), "event", "exams_exam"),
        (_("Sittings"), "edit_note", "exams_attempt"),
        (_("Time given"), "more_time", "exams_timeentry"),
        (_("Results"), "grading", "exams_resultrun"),
    ]
    marking: Rows = [
        (_("Marking tasks"), "assignment", "evaluations_markingtask"),
        (_("Pages"), "photo_library", "evaluations_page"),
        (_("Marks"), "rate_review", "evaluations_mark"),
        (_("Re-evaluations"), "restart_alt", "evaluations_reevaluation"),
    ]
    system: Rows = [
        (_("Institute"), "account_balance", "institute_institute"),
        (_("Holidays"), "beach_access", "institute_holiday"),
        (_("Audit"), "policy", "audit_auditentry"),
        (_("Second factors"), "key", "mfa_authenticator"),
        (_("Events"), "bolt", "outbox_event"),
        (_("Deliveries"), "local_shipping", "outbox_delivery"),
        (_("Timetable of tasks"), "schedule", "django_celery_beat_periodictask"),
    ]
    return [
        _group(_("People"), people),
        _group(_("Syllabus"), syllabus),
        _group(_("Bank"), bank),
        _group(_("Exams"), exams),
        _group(_("Marking"), marking),
        _group(_("System"), system),
    ]


def icon(request: HttpRequest) -> str:
    return static("img/sign.svg")


def _group(title: str, rows: Rows) -> dict[str, Any]:
    items = [{"title": name, "icon": icon, "link": reverse(f"admin:{model}_changelist")} for name, icon, model in rows]
    return {"title": title, "separator": True, "collapsible": True, "items": items}


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
    "SITE_URL": "/home",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "6px",
    "COLORS": COLORS,
    "SIDEBAR": {"show_search": True, "show_all_applications": False, "navigation": navigation},
}
