"""The bank's pictures."""

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.access.permissions import person_asking
from mathvidya.api.problems import problem
from mathvidya.lib.errors import DomainError
from questions.queries.questions import get_image

A_YEAR = 31_536_000


@require_safe
def question_image(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Show a picture to everybody who is signed in and cleared: the hash cannot be guessed, and is only where the
    question is.
    """
    try:
        person_asking(request)
        image = get_image(sha256)
    except DomainError as refusal:
        return problem(refusal)
    headers = {"Cache-Control": f"private, max-age={A_YEAR}, immutable", "X-Content-Type-Options": "nosniff"}
    return FileResponse(image.file.open("rb"), headers=headers)
