"""Pages of papers: list, draw, read, print, freeze. The editor's steps are in paper_editor.py."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.signin import person_of
from exams.access.papers import get_paper, get_paper_version, papers_editable_by
from exams.actions.papers import create_paper, delete_paper, draw_paper, freeze_paper, start_new_version
from exams.forms.papers import DrawForm, NewPaperForm
from exams.queries.papers import find_papers, paper_document, paper_sheet, repeated_labels
from mathvidya.lib.errors import DomainError
from questions.access.authors import authors

PER_PAGE = 25


@authors
@require_safe
def paper_list(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("search", "")[:200]
    found = find_papers(papers_editable_by(person_of(request)), search=search)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "exams/paper_list.html", {"page": page, "search": search})


@authors
@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: HttpRequest) -> HttpResponse:
    form = NewPaperForm(request.POST or None, user=person_of(request))
    if request.method == "POST" and form.is_valid():
        version = create_paper(by=person_of(request), **form.content)
        return redirect("paper_edit", version.paper_id)
    return render(request, "exams/paper_new.html", {"form": form}, status=422 if form.errors else 200)


@authors
@require_http_methods(["GET", "HEAD", "POST"])
def paper_draw(request: HttpRequest) -> HttpResponse:
    form = DrawForm(request.POST or None, user=person_of(request))
    shortages: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            version = draw_paper(by=person_of(request), **form.content)
            if repeated := repeated_labels(version):
                messages.warning(request, _("On earlier papers already: %(labels)s.") % {"labels": ", ".join(repeated)})
            return redirect("paper_edit", version.paper_id)
        except DomainError as refusal:
            shortages = refusal.extra.get("shortages", [refusal.detail])
    return render(request, "exams/paper_draw.html", {"form": form, "shortages": shortages})


@authors
@require_safe
def paper_detail(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    version = get_paper_version(person_of(request), pk, number)
    context = {"version": version, "paper": get_paper(person_of(request), pk), "sheet": paper_sheet(version)}
    return render(request, "exams/paper_detail.html", context)


@authors
@require_safe
def paper_print(request: HttpRequest, pk: int, number: int, with_key: bool = False) -> HttpResponse:
    version = get_paper_version(person_of(request), pk, number)
    context = {"version": version, "sheet": paper_sheet(version), "show_key": with_key}
    return render(request, "exams/paper_print.html", context)


@authors
@require_safe
def paper_export(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_paper_version(person_of(request), pk)
    answer = JsonResponse(paper_document(version), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="paper-{pk}-v{version.number}.json"'
    return answer


@authors
@require_POST
def paper_freeze(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_paper_version(person_of(request), pk)
    try:
        freeze_paper(version=version, by=person_of(request))
        messages.success(request, _("Frozen. An exam can use this version now."))
        return redirect("paper_detail", pk)
    except DomainError as refusal:
        messages.error(request, str(refusal.detail))
        return redirect("paper_edit", pk)


@authors
@require_POST
def paper_new_version(request: HttpRequest, pk: int) -> HttpResponse:
    start_new_version(paper=get_paper(person_of(request), pk), by=person_of(request))
    return redirect("paper_edit", pk)


@authors
@require_POST
def paper_delete(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        delete_paper(paper=get_paper(person_of(request), pk), by=person_of(request))
        messages.success(request, _("Deleted."))
    except DomainError as refusal:
        messages.error(request, str(refusal.detail))
        return redirect("paper_detail", pk)
    return redirect("paper_list")
