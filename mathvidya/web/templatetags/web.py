"""Small tags every page may use without loading: icons, navigation, marks as teachers write them, initials."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mathvidya.lib import counts
from mathvidya.lib.process_caches import remembered
from mathvidya.web.form_errors import FormError, errors_of
from mathvidya.web.navigation import TABS_ON_PHONE, find_url, links_for

register = template.Library()

# The bell belongs to notifications, which is above this room: the first of these templates that exists is shown.
BELL = ["notifications/_bell.html", "components/_nothing.html"]

QUARTERS = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}


# These two are written without a template: a page has dozens of them.
@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw `name` of static/img/icons.svg; `label` is its name for screen readers where no text is beside it."""
    return _icon(name, str(label))


@remembered(maxsize=1000)
def _icon(name: str, label: str) -> SafeString:
    spoken = format_html('role="img" aria-label="{}"', label) if label else format_html('aria-hidden="{}"', "true")
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', spoken, static("img/icons.svg"), name)


@register.simple_tag(takes_context=True)
def navigation(context: RequestContext) -> dict[str, Any]:
    """Return the signed-in person's links: `links` all of them, `tabs` and `more` as a phone's tab bar divides them."""
    request = context.get("request")
    role = getattr(getattr(request, "user", None), "role", "")
    links = links_for(role, request.path) if request and role else []
    fit = len(links) <= TABS_ON_PHONE
    return {
        "links": links,
        "tabs": links if fit else links[: TABS_ON_PHONE - 1],
        "more": [] if fit else links[TABS_ON_PHONE - 1 :],
        "bell": BELL,
    }


@register.simple_tag(takes_context=True)
def form_errors(context: RequestContext) -> list[FormError]:
    """What is wrong with the forms of this page. Only an answer to a POST has judged them."""
    request = context.get("request")
    return errors_of(context.flatten().values()) if request and request.method == "POST" else []


@register.simple_tag
def url_or_none(name: str) -> str | None:
    """Return the address of that name, or None where no app offers it."""
    return find_url(name)


@register.filter
def counted(number: int | None) -> str:
    """Return a number of `mathvidya.lib.counts` as it is shown: 12 gives "12", 1001 gives "1,000+"."""
    if number is None:
        return "–"
    shown = number_format(min(number, counts.COUNTED), use_l10n=True, force_grouping=True)
    return f"{shown}+" if number > counts.COUNTED else shown


@register.filter
def initials(person: object) -> str:
    """Return up to two letters for an avatar: "Asha Rao" gives "AR"."""
    words = str(person).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def marks(value: object) -> str:
    """Return marks as on paper: 1.50 gives "1½", 2.00 gives "2", None a dash; other fractions keep their decimals."""
    if value is None or value == "":
        return "–"
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    whole, part = divmod(abs(number), 1)
    sign = "−" if number < 0 else ""
    if not part:
        return f"{sign}{whole:f}"
    if fraction := QUARTERS.get(part):
        return f"{sign}{whole if whole else ''}{fraction}"
    return f"{sign}{abs(number).normalize():f}"


@register.simple_tag
def award(got: object, of: object, ring: bool = False) -> SafeString:
    """Return a mark in the teacher's red: 1½/2. `ring` draws the circle of a total."""
    html = '<span class="award{}"><span>{}</span><span class="award__of">/{}</span></span>'
    return format_html(html, " award--ring" if ring else "", marks(got), marks(of))
