"""Reads untrusted pictures: only listed formats, size checked in the header, only the pixels kept."""

import io
from typing import BinaryIO

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from mathvidya.lib.errors import DomainError

pillow_heif.register_heif_opener()  # type: ignore[no-untyped-call,unused-ignore]

# Without this list Pillow would also open EPS, PSD and forty more, some through other programs.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# A 20 kB PNG can decode to 13,000 x 13,000; a phone's largest photograph is well below this.
MAX_PIXELS = 40_000_000
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class ImageRefused(DomainError):
    code = "image_unreadable"
    status = 422
    detail = _("This is not a picture that we can read: JPEG, PNG, WebP or HEIC.")


class ImageTooLarge(ImageRefused):
    code = "image_too_large"
    detail = _("This picture has too many pixels.")


def open_image(data: bytes | BinaryIO, *, formats: tuple[str, ...] = FORMATS) -> Image.Image:
    """Return a decoded picture, `format` as found. Raises ImageRefused or ImageTooLarge, the latter before decoding."""
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    try:
        image = Image.open(source, formats=formats)
        if image.width * image.height > MAX_PIXELS:
            raise ImageTooLarge
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageTooLarge from error
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, MemoryError, TypeError, IndexError) as error:
        raise ImageRefused from error
    return image


def upright(image: Image.Image) -> Image.Image:
    """Return the picture as it was meant to be seen, in RGB on white, without any metadata."""
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        layer = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    pixels = turned.convert("RGB")
    # A fresh picture: `info` of the old one holds EXIF, which some writers would carry along.
    clean = Image.new("RGB", pixels.size)
    clean.paste(pixels)
    return clean


def upright_jpeg(image: Image.Image, *, longest: int = 2600, quality: int = 85) -> bytes:
    """Return the upright picture as a JPEG, its longer side at most `longest` pixels, without metadata."""
    picture = upright(image)
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def thumbnail(image: Image.Image, *, longest: int = 400) -> bytes:
    """Return a small JPEG of the upright picture."""
    return upright_jpeg(image, longest=longest, quality=75)


def sniff(head: bytes) -> str | None:
    """Return the content type that the first bytes (32 are enough) show, whatever a file is called; None for others."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"):
        return "image/heic"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    return None
