"""Pictures of answer sheets: who may see one is sent to a link that lives for a minute."""

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from accounts.access.permissions import signed_in
from accounts.access.signin import person_of
from evaluations.access.pages import get_page_to_view
from evaluations.actions.sightings import note_staff_view
from evaluations.models import Page
from mathvidya.lib.errors import NotFound
from mathvidya.uploads.queries import view_url


@require_safe
@signed_in
def page_image(request: HttpRequest, page: int) -> HttpResponseBase:
    found = _page(request, page)
    note_staff_view(page=found, viewer=person_of(request))
    return _sent_to(found.image)


@require_safe
@signed_in
def page_thumbnail(request: HttpRequest, page: int) -> HttpResponseBase:
    return _sent_to(_page(request, page).thumbnail)


def _page(request: HttpRequest, pk: int) -> Page:
    try:
        return get_page_to_view(person_of(request), pk)
    except NotFound as error:
        raise Http404 from error


def _sent_to(key: str) -> HttpResponseBase:
    answer = HttpResponseRedirect(view_url(key))
    answer["Cache-Control"] = "private, max-age=50"  # a little less than the link lives
    return answer
