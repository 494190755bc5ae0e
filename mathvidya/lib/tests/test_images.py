"""Pictures from strangers."""

import io
import resource
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image

from mathvidya.lib.images import ImageRefused, ImageTooLarge, open_image, sniff, thumbnail, upright_jpeg


def saved(image, format, **more):
    out = io.BytesIO()
    image.save(out, format, **more)
    return out.getvalue()


def huge_png(side):
    """A PNG of one colour, one bit a pixel, whose header says `side` squared."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * ((side + 7) // 8)) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PHOTO = saved(Image.effect_noise((600, 400), 90).convert("RGB"), "JPEG")
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        PHOTO[: len(PHOTO) // 2],
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a/*;alert(1)//" + b"\0" * 50,
        saved(Image.new("RGB", (9, 9)), "GIF"),
        saved(Image.new("RGB", (9, 9)), "BMP"),
        saved(Image.new("RGB", (9, 9)), "TIFF"),
        EPS,
        b"<!doctype html><h1>not a picture</h1>",
        b"\xff\xd8\xff" + b"\0" * 200,
        b"\0\0\0\x18ftypheic" + b"\0" * 200,
        b"RIFF\0\0\0\0WEBP" + b"\0" * 40,
    ],
)
def test_what_is_not_one_of_four_formats_is_refused(data):
    with pytest.raises(ImageRefused):
        open_image(data)


@pytest.mark.parametrize("side", [6400, 13_000, 20_000])
def test_a_small_file_with_too_many_pixels_is_refused_before_decoding(side):
    data = huge_png(side)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ImageTooLarge):
        open_image(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_four_formats_are_read(format):
    pillow_heif.register_heif_opener()
    image = open_image(saved(Image.new("RGB", (64, 48), "red"), format))
    assert (image.format, image.size) == (format, (64, 48))
    assert Image.open(io.BytesIO(upright_jpeg(image))).format == "JPEG"


def test_a_script_behind_the_picture_is_left_behind():
    assert b"<script>" not in upright_jpeg(open_image(PHOTO + b"<script>alert(1)</script>"))


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "PNG", "HEIF"])
def test_the_place_where_it_was_taken_is_left_behind(format):
    exif = Image.Exif()
    exif[0x010F] = "CANARY"
    exif.get_ifd(0x8825)[1] = "N"
    data = saved(Image.new("RGB", (64, 48)), format, exif=exif)
    assert b"CANARY" in data
    out = upright_jpeg(open_image(data))
    assert b"CANARY" not in out
    assert b"Exif" not in out
    assert not Image.open(io.BytesIO(out)).getexif()


def test_it_is_turned_as_the_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (64, 48), "white")
    image.paste("black", (0, 0, 64, 10))  # the top edge, which belongs on the right
    turned = Image.open(io.BytesIO(upright_jpeg(open_image(saved(image, "JPEG", exif=exif)))))
    assert turned.size == (48, 64)
    assert turned.getpixel((45, 32))[0] < 60
    assert turned.getpixel((5, 32))[0] > 200


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16", "CMYK"])
def test_every_kind_of_colour_becomes_rgb(mode):
    format = "JPEG" if mode == "CMYK" else "PNG"
    out = Image.open(io.BytesIO(upright_jpeg(open_image(saved(Image.new(mode, (20, 20)), format)))))
    assert out.mode == "RGB"


def test_what_is_transparent_is_white():
    out = Image.open(io.BytesIO(upright_jpeg(open_image(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")))))
    assert out.getpixel((10, 10)) == (255, 255, 255)


def test_sizes():
    image = open_image(saved(Image.new("RGB", (4000, 3000)), "JPEG"))
    assert max(Image.open(io.BytesIO(upright_jpeg(image))).size) == 2600
    assert max(Image.open(io.BytesIO(thumbnail(image))).size) == 400


@pytest.mark.parametrize(
    ("data", "found"),
    [(PHOTO, "image/jpeg"), (b"%PDF-1.4", "application/pdf"), (b"<html>", None), (b"", None), (EPS, None)],
)
def test_a_type_is_known_by_its_first_bytes(data, found):
    assert sniff(data[:32]) == found
