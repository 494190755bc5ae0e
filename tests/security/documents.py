"""Files made by hand that a scanner or a phone never makes."""

import io
import struct
import zlib

from PIL import Image


def png_of(side: int) -> bytes:
    """A PNG of one colour, one bit a pixel, `side` squared: 20 kB that unfold to hundreds of megabytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * ((side + 7) // 8)) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(*more: bytes, catalog: bytes = b"", page: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one page; `more` objects are numbered from 4 on, the others add keys to what they name."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] " + page + b" >>",
        *more,
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer))
    return out.getvalue() + b"startxref\n%d\n%%%%EOF" % start


def stream(data: bytes, keys: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), keys, packed)


def pdf_with_script() -> bytes:
    return pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>", catalog=b"/OpenAction 4 0 R")


def pdf_with_hidden_script() -> bytes:
    """The script is inside a compressed object stream, where a search for its name does not see it."""
    inner = b"4 0 5 60 " + b"<< /Names [(a) 5 0 R] >>".ljust(60) + b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    return pdf(stream(inner, b"/Type /ObjStm /N 2 /First 9"), catalog=b"/Names << /JavaScript 4 0 R >>")


def pdf_with_file() -> bytes:
    return pdf(
        b"<< /Names [(x) 5 0 R] >>",
        b"<< /Type /Filespec /F (x.exe) /EF << /F 6 0 R >> >>",
        stream(b"MZ", b"/Type /EmbeddedFile"),
        catalog=b"/Names << /EmbeddedFiles 4 0 R >>",
    )


def pdf_with_password() -> bytes:
    key = b"<" + b"41" * 32 + b">"
    crypt = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b" >>"
    return pdf(crypt, trailer=b"/Encrypt 4 0 R /ID [<00><00>]")


def pdf_bomb() -> bytes:
    """About 120 kB that unfold to 120 MB of drawing."""
    return pdf(stream(b"0 0 m 9 9 l S " * 8_500_000), page=b"/Contents 4 0 R")


def pdf_of(pages: int) -> bytes:
    sheets, out = [Image.new("1", (210, 297), "white") for _ in range(pages)], io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def pdf_that_is_huge() -> bytes:
    """One page of two hundred square metres."""
    return pdf().replace(b"[0 0 400 600]", b"[0 0 40000 40000]")
