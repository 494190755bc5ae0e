"""The child that opens photographs: `python -m evaluations.adapters.page_reader SOURCE FOLDER`.

It reads no settings, so it holds no secret and no connection, and it limits itself before it reads
a byte: a bomb kills this process, not the worker. It writes FOLDER/N.jpg and FOLDER/N.thumb.jpg for every sheet and
prints one JSON object: {"sheets": [{"width", "height", "sharpness", "brightness"}]} or {"refusal": code}.
"""

import json
import resource
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

CPU_SECONDS = 20
MEMORY = 1024**3
MAX_SHEETS = 40
LONG_SIDE = 2200
THUMBNAIL = 320
SMALLEST_SIDE = 200
FORMATS = ("JPEG", "PNG", "HEIF")
PDF_ACTIVE_MARKS = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/OpenAction")


class Refused(Exception):
    """The file is not a page; the argument is a code of evaluations.choices.Refusal."""


def limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024**2, 64 * 1024**2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def sheets_of(source: Path) -> Iterator["Image.Image"]:
    """Yield every sheet of the file as an upright RGB picture. Raises Refused."""
    start = source.open("rb").read(1024)
    if not start:
        raise Refused("page_empty")
    if b"%PDF-" in start:
        yield from sheets_of_pdf(source)
    else:
        yield photograph(source)


def photograph(source: Path) -> "Image.Image":
    # The formats are named: with all of Pillow's, an EPS or an animation would be opened too.
    try:
        picture = Image.open(source, formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Refused("page_type") from error
    except Image.DecompressionBombError as error:
        raise Refused("page_too_many_pixels") from error
    if picture.width * picture.height > MAX_PIXELS:  # known from the header, before anything is decoded
        raise Refused("page_too_many_pixels")
    if picture.format == "JPEG":
        picture.draft("RGB", (LONG_SIDE, LONG_SIDE))  # decodes at a half or a quarter where that suffices
    picture.load()
    return upright(picture)


def sheets_of_pdf(source: Path) -> Iterator["Image.Image"]:
    if any(mark in source.read_bytes() for mark in PDF_ACTIVE_MARKS):
        raise Refused("pdf_active")
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise Refused("pdf_encrypted" if "password" in str(error).lower() else "page_unreadable") from error
    # Scripts and files inside compressed object streams escape the search above; the parser sees them.
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or raw.FPDFDoc_GetAttachmentCount(document) > 0:
        raise Refused("pdf_active")
    if len(document) > MAX_SHEETS:
        raise Refused("pdf_too_long")
    if len(document) == 0:
        raise Refused("page_empty")
    for page in document:
        longest = max(page.get_size())
        if longest <= 0:
            raise Refused("page_unreadable")
        yield page.render(scale=LONG_SIDE / longest).to_pil().convert("RGB")
        page.close()


def measure(picture: "Image.Image") -> dict[str, float]:
    """Return sharpness (variance of the Laplacian at 800 px over the variance of the grey itself, so that few faint
    lines do not count as blurred) and mean brightness, 0 to 255.
    """
    grey = picture.convert("L")
    grey.thumbnail((800, 800))
    edges = grey.filter(ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128))
    return {
        "sharpness": round(ImageStat.Stat(edges).var[0] / max(ImageStat.Stat(grey).var[0], 25), 3),
        "brightness": round(ImageStat.Stat(grey).mean[0], 1),
    }


def write_sheet(picture: "Image.Image", folder: Path, number: int) -> dict[str, float]:
    if min(picture.size) < SMALLEST_SIDE:
        raise Refused("page_too_small")
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    # Only pixels are passed on: the copy has no place, no device, no name.
    clean = upright(picture)
    clean.save(folder / f"{number}.jpg", "JPEG", quality=85, optimize=True)
    facts = {"width": clean.width, "height": clean.height, **measure(clean)}
    clean.thumbnail((THUMBNAIL, THUMBNAIL))
    clean.save(folder / f"{number}.thumb.jpg", "JPEG", quality=75)
    return facts


def read(source: Path, folder: Path) -> dict[str, object]:
    try:
        return {"sheets": [write_sheet(sheet, folder, n) for n, sheet in enumerate(sheets_of(source), start=1)]}
    except Refused as refused:
        return {"refusal": str(refused)}
    except MemoryError:
        return {"refusal": "page_too_heavy"}
    except Exception:  # noqa: BLE001  (whatever a decoder raises on a broken file, the file is at fault)
        return {"refusal": "page_unreadable"}


if __name__ == "__main__":
    limit_this_process()
    import pypdfium2
    import pypdfium2.raw as raw
    from PIL import Image, ImageFilter, ImageStat, UnidentifiedImageError

    from mathvidya.lib.images import MAX_PIXELS, upright  # also teaches Pillow HEIC

    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the header's size is checked here instead
    sys.stdout.write(json.dumps(read(Path(sys.argv[1]), Path(sys.argv[2]))))
