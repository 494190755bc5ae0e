"""The local receiver and viewer; not used with S3."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from mathvidya.uploads.access import get_upload_to_receive
from mathvidya.uploads.actions import receive_upload
from mathvidya.uploads.queries import disposition, viewed_file
from mathvidya.uploads.rules import type_of_key


@csrf_exempt  # the address itself is the permission, and no other site knows it
@require_http_methods(["PUT"])
def receive(request: HttpRequest, token: str) -> HttpResponse:
    """Take the file that was declared."""
    upload = get_upload_to_receive(token)
    length = request.META.get("CONTENT_LENGTH") or ""
    receive_upload(upload=upload, read=request.read, declared_length=int(length) if length.isdecimal() else None)
    return HttpResponse(status=204)


@require_safe
def view(request: HttpRequest, token: str) -> FileResponse:
    """Show a stored file: never as a page of ours, never cached by the browser."""
    found = viewed_file(token)
    if found is None or not default_storage.exists(found[0]):
        raise Http404
    key, name = found
    response = FileResponse(default_storage.open(key, "rb"), content_type=type_of_key(key))
    response["Content-Disposition"] = disposition(key, name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
