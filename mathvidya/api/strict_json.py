"""One reader of JSON bodies that refuses what ordinary parsers let pass."""

import json
import math
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import JSONParser

from mathvidya.lib.errors import DomainError
from mathvidya.lib.process_caches import pure

MAX_DEPTH = 20
MAX_BYTES = 1_000_000
LARGEST_INTEGER = 2**63 - 1  # what a column can hold


class MalformedJson(DomainError):
    code = "malformed"
    status = 400
    detail = _("The body is not JSON that we accept.")


class BodyTooLarge(DomainError):
    code = "too_large"
    status = 413
    detail = _("The body is too large.")


class NotJson(DomainError):
    code = "unsupported_media_type"
    status = 415
    detail = _("Send the body as application/json in UTF-8.")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise MalformedJson(_("A key appears twice in one object."))
    return found


def _constant(name: str) -> NoReturn:
    raise MalformedJson(_("NaN and Infinity are not numbers here."))


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise MalformedJson(_("A number is too large."))
    return number


def _integer(text: str) -> int:
    if len(text) > 20 or abs(int(text)) > LARGEST_INTEGER:
        raise MalformedJson(_("A number is too large."))
    return int(text)


_decoder = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_float, parse_int=_integer, strict=True
)


def _check_tree(value: Any, *, max_depth: int) -> None:
    """Refuse nesting deeper than `max_depth` and text that no database column can store."""
    level, depth = [value], 0
    while level:
        if depth > max_depth:
            raise MalformedJson(_("The body is nested too deeply."))
        deeper: list[Any] = []
        for item in level:
            if isinstance(item, str):
                if "\0" in item or any("\ud800" <= sign <= "\udfff" for sign in item):
                    raise MalformedJson(_("The text holds a character that cannot be stored."))
            elif isinstance(item, dict):
                deeper += [*item.keys(), *item.values()]
            elif isinstance(item, list):
                deeper += item
        level, depth = deeper, depth + 1


def parse_json(body: bytes, *, max_depth: int = MAX_DEPTH, max_bytes: int = MAX_BYTES) -> Any:
    """Return the value in `body`. Raises MalformedJson (400) or BodyTooLarge (413)."""
    if len(body) > max_bytes:
        raise BodyTooLarge
    try:
        value = _decoder.decode(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise MalformedJson from error
    # Escapes are the only way to a NUL or half a surrogate pair, so most bodies need no second walk.
    if b"\\u" in body or body.count(b"[") + body.count(b"{") > max_depth:
        _check_tree(value, max_depth=max_depth)
    return value


def check_media_type(content_type: str) -> None:
    """Raise NotJson (415) for anything but application/json in UTF-8, which no form can send across sites."""
    if not _is_json(content_type):
        raise NotJson


@pure(maxsize=100)
def _is_json(content_type: str) -> bool:
    media, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charset = next((p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    return media == "application/json" and charset in ("utf-8", "utf8")


def read_json(request: HttpRequest, *, max_depth: int = MAX_DEPTH, max_bytes: int = MAX_BYTES) -> dict[str, Any]:
    """Return the object in the body of `request`; an empty body is an empty object. Raises 400, 413 or 415."""
    if declared_length(request.META) > max_bytes:
        raise BodyTooLarge
    body = request.body
    if not body:
        return {}
    check_media_type(request.META.get("CONTENT_TYPE", ""))
    value = parse_json(body, max_depth=max_depth, max_bytes=max_bytes)
    if not isinstance(value, dict):
        raise MalformedJson(_("The body must be an object."))
    return value


def declared_length(meta: dict[str, Any]) -> int:
    """Return Content-Length in bytes; 0 where it is missing or nonsense."""
    length = str(meta.get("CONTENT_LENGTH") or "")
    return int(length) if length.isdecimal() and len(length) < 20 else 0


class StrictJSONParser(JSONParser):
    """The same rules for DRF's `request.data`."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        check_media_type(media_type or "application/json")
        if declared_length(getattr(stream, "META", {})) > MAX_BYTES:
            raise BodyTooLarge
        return parse_json(stream.read(MAX_BYTES + 1))
