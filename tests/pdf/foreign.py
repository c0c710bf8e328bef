"""Documents as others send them, well made and hostile."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from PIL import Image


def pdf(pages: int = 1, size: tuple[int, int] = (595, 842), fill: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    """A PDF of blank pages, into which `fill` may put something."""
    return _saved(pages, size, fill)


def protected() -> bytes:
    """A PDF that asks for a password."""
    return _saved(1, (595, 842), None, encryption=pikepdf.Encryption(owner="a", user="b"))


def _saved(pages: int, size: tuple[int, int], fill: Callable[[pikepdf.Pdf], None] | None, **given: Any) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=size)
        if fill:
            fill(document)
        document.save(made, **given)
    return made.getvalue()


def with_script(document: pikepdf.Pdf) -> None:
    """JavaScript that runs when the document is opened, in a reader that runs it."""
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.launchURL('http://evil.example')")


def endless(document: pikepdf.Pdf) -> None:
    """Three million lines on a page: half a minute to draw, in 90 kB."""
    document.pages[-1].Contents = document.make_stream(b"0 0 m " + b"1 1 l 600 800 l " * 3_000_000 + b"S")


def crowded(pages: int) -> bytes:
    """A PDF that says it has this many pages, all of them the same one."""
    kids = b"3 0 R " * pages
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 30 40]>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + b"xref\n0 4\n0000000000 65535 f \n" + table + trailer


def picture(mode: str = "RGB", size: tuple[int, int] = (300, 200), kind: str = "PNG", **given: Any) -> bytes:
    """A picture of one colour."""
    made = io.BytesIO()
    Image.new(mode, size).save(made, kind, **given)
    return made.getvalue()


def flood(side: int) -> bytes:
    """A PNG of `side` times `side` pixels, in as few bytes as can be."""
    packer, row = zlib.compressobj(9), b"\0" * (1 + (side + 7) // 8)
    packed = b"".join(packer.compress(row * 1000) for _ in range(side // 1000)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    told = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)
