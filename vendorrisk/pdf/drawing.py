"""The child process that draws a foreign document: the file on standard input, its type as argument, pictures out.

By PDFium, built without a JavaScript engine, and Pillow; both read from memory, and can open nothing of their own.
"""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Iterator
from typing import Any, Final

from vendorrisk.pdf import framing
from vendorrisk.pdf.limits import confine, shut_in
from vendorrisk.services.ports import Picture

PAGES: Final = 30
"""Pages that are drawn: who wants to read further downloads the file."""
WIDTH: Final = 1400
"""Pixels: sharp on a wide screen, and legible when it is shown twice as large."""
HEIGHT: Final = 8000
MOST_PIXELS: Final = 5_000_000
"""Of a page that is drawn, whatever size it says it has: an A4 has 2.8 million."""
ENLARGED: Final = 4.0
"""How much a small page is enlarged at most."""
PICTURE_PIXELS: Final = 50_000_000
"""Of a picture that is read; a JPEG is read at an eighth of its size."""
QUALITY: Final = 80

CPU_SECONDS: Final = 20
MEMORY_BYTES: Final = 1 << 30
OUTPUT_BYTES: Final = 64 << 20

PDF_LOCKED: Final = 4
"""FPDF_ERR_PASSWORD."""


def main() -> None:
    """Set the limits before anything foreign is read, then draw page by page."""
    confine(MEMORY_BYTES, CPU_SECONDS)
    draw = {"application/pdf": _document, "image/png": _picture, "image/jpeg": _picture}[sys.argv[1]]
    content = sys.stdin.buffer.read()

    # Everything that would be opened later: the plug-ins of Pillow that read and write are modules of their own.
    import pypdfium2  # noqa: F401
    from PIL import Image, ImageOps, MpoImagePlugin, WebPImagePlugin  # noqa: F401

    Image.preinit()
    shut_in(OUTPUT_BYTES)
    for part in draw(content):
        sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()


def _document(content: bytes) -> Iterator[bytes]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as failure:
        sys.exit(framing.PROTECTED if failure.err_code == PDF_LOCKED else 1)
    total = len(document)
    yield framing.head(total)
    for number in range(min(total, PAGES)):
        page = document[number]
        width, height = page.get_size()
        drawn = page.render(scale=_scale(width, height), rev_byteorder=True)
        yield framing.framed(_saved(drawn.to_pil()))
        page.close()


def _picture(content: bytes) -> Iterator[bytes]:
    from PIL import Image, ImageOps

    # Ours is the limit that counts, once it is known at which size the picture is read.
    Image.MAX_IMAGE_PIXELS = None
    image: Any = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    image.draft(None, (WIDTH, WIDTH))
    if image.width * image.height > PICTURE_PIXELS:
        sys.exit(framing.HUGE)
    if image.mode not in {"L", "RGB"}:
        # Of few colours or with holes, it cannot be made smaller as it is.
        image = image.convert("RGBA")
    scale = min(1.0, _scale(image.width, image.height))
    image.thumbnail((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    yield framing.head(1)
    yield framing.framed(_saved(ImageOps.exif_transpose(image)))


def _scale(width: float, height: float) -> float:
    """How much a page of this size is enlarged, so that its picture stays within every bound."""
    return min(ENLARGED, WIDTH / width, HEIGHT / height, math.sqrt(MOST_PIXELS / (width * height)))


def _saved(image: Any) -> Picture:
    """The pixels alone, on white: nothing else of the file is taken over."""
    from PIL import Image

    plain = Image.new("RGB", image.size, "white")
    seen = image.convert("RGBA")
    plain.paste(seen, mask=seen)
    kept = io.BytesIO()
    plain.save(kept, "WEBP", quality=QUALITY, method=2)
    return Picture(kept.getvalue(), plain.width, plain.height)


if __name__ == "__main__":
    main()
