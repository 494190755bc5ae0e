"""Access to Django's own request beside the one that DRF wraps around it."""

from typing import Any

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.views import APIView


class PlainRequestView(APIView):
    """Keeps the plain request as `self.http_request`, for flows and rate limits that pages share and that take it."""

    http_request: HttpRequest

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """Return DRF's request, as every view of DRF does, and keep the one it was made of."""
        self.http_request = request
        return super().initialize_request(request, *args, **kwargs)
