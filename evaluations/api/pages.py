"""Photographed pages of an attempt."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.signin import person_of
from evaluations.access.pages import get_page_of
from evaluations.actions.pages import (
    AttemptNotOpen,
    BadOrder,
    BadPage,
    PageLimit,
    PageNotChangeable,
    PageTooLate,
    confirm_page,
    declare_page,
    order_pages,
    remove_page,
)
from evaluations.api import serializers as bodies
from evaluations.queries.pages import as_receipt, pages_of
from evaluations.rules.page_times import PAGE_LIMIT
from exams.access.attempts import get_attempt_to_read, get_attempt_to_upload
from mathvidya.api.idempotency import idempotent
from mathvidya.api.throttles import scope
from mathvidya.lib.errors import Forbidden, refuses
from mathvidya.uploads.actions.confirming import UploadMissing, UploadRefused
from mathvidya.uploads.actions.granting import BadDeclaration, UploadQuota


def _valid(serializer: type[Any], request: Request) -> dict[str, Any]:
    body = serializer(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


class PageListView(APIView):
    """The answer sheet of an attempt."""

    throttle_classes = [scope("upload")]

    @extend_schema(responses=bodies.PageListOut)
    def get(self, request: Request, attempt: int) -> Response:
        """Return its pages in order, with their receipts."""
        found = get_attempt_to_read(person_of(request), attempt)
        pages = [as_receipt(page) for page in pages_of(found)]
        return Response(bodies.PageListOut({"pages": pages, "limit": PAGE_LIMIT}).data)

    @refuses(AttemptNotOpen, BadPage, PageLimit, Forbidden, BadDeclaration, UploadQuota)
    @extend_schema(request=bodies.PageIn, responses={201: bodies.DeclaredPageOut})
    @idempotent
    def post(self, request: Request, attempt: int) -> Response:
        """Announce a photograph; the answer says where to send its bytes."""
        found = get_attempt_to_upload(person_of(request), attempt)
        page, grant = declare_page(attempt=found, **_valid(bodies.PageIn, request))
        return Response(bodies.DeclaredPageOut({**as_receipt(page), "upload": grant.as_json()}).data, status=201)


class PageDoneView(APIView):
    throttle_classes = [scope("upload")]

    @refuses(PageNotChangeable, PageTooLate, Forbidden, UploadMissing, UploadRefused)
    @extend_schema(request=None, responses=bodies.PageOut)
    def post(self, request: Request, attempt: int, page: int) -> Response:
        """Confirm that the bytes were sent; the answer is the receipt. Asking again gives it again."""
        found = get_page_of(get_attempt_to_upload(person_of(request), attempt), page)
        return Response(bodies.PageOut(as_receipt(confirm_page(page=found))).data)


class PageView(APIView):
    @refuses(AttemptNotOpen, Forbidden)
    @extend_schema(responses={204: None})
    def delete(self, request: Request, attempt: int, page: int) -> Response:
        """Take a page back, while the attempt is open."""
        remove_page(page=get_page_of(get_attempt_to_upload(person_of(request), attempt), page))
        return Response(status=204)


class PageOrderView(APIView):
    @refuses(AttemptNotOpen, BadOrder, Forbidden)
    @extend_schema(request=bodies.PageOrderIn, responses=bodies.PageListOut)
    def put(self, request: Request, attempt: int) -> Response:
        """Put the pages into this order; every page that counts is named once."""
        found = get_attempt_to_upload(person_of(request), attempt)
        order_pages(attempt=found, page_ids=_valid(bodies.PageOrderIn, request)["pages"])
        pages = [as_receipt(page) for page in pages_of(found)]
        return Response(bodies.PageListOut({"pages": pages, "limit": PAGE_LIMIT}).data)
