"""Imports into the bank: upload a file, watch its progress, read its report."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.signin import person_of
from questions.access.authors import authors
from questions.access.imports import get_import, imports_of
from questions.actions.import_runs import apply_import
from questions.choices import ImportState
from questions.forms.imports import ImportForm
from questions.queries.imports import report_csv, report_lines
from questions.rules.import_reports import report_of

LINES = 100
SHOWN_RUNS = 8
STOP_POLLING = 286  # what htmx takes as "enough"


@authors
@require_http_methods(["GET", "HEAD", "POST"])
def question_import(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None, user=person_of(request))
    if request.method == "POST" and form.is_valid() and (run := form.save(apply=request.POST.get("apply") == "yes")):
        return redirect("import_run", run.pk)
    recent = imports_of(person_of(request)).defer("text", "report")[:SHOWN_RUNS]
    context = {"form": form, "recent": recent}
    return render(request, "questions/question_import.html", context, status=422 if form.errors else 200)


@authors
@require_safe
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_import(person_of(request), pk)
    if request.htmx and run.state == ImportState.WAITING:  # type: ignore[attr-defined]
        return render(request, "questions/_import_progress.html", {"run": run})
    if request.htmx and "poll" in request.GET:  # type: ignore[attr-defined]
        return HttpResponse(status=STOP_POLLING, headers={"HX-Refresh": "true"})
    show = request.GET.get("show", "")
    page = Paginator(report_lines(run, show), LINES).get_page(request.GET.get("page"))
    context = {"run": run, "report": report_of(run.report), "page": page, "show": show}
    return render(request, "questions/import_run.html", context)


@authors
@require_safe
def import_run_download(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_import(person_of(request), pk)
    headers = {"Content-Disposition": f'attachment; filename="import-{run.pk}.csv"'}
    return HttpResponse(report_csv(run), content_type="text/csv; charset=utf-8", headers=headers)


@authors
@require_POST
def import_run_apply(request: HttpRequest, pk: int) -> HttpResponse:
    run = apply_import(run=get_import(person_of(request), pk), by=person_of(request))
    return redirect("import_run", run.pk)
