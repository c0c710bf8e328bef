"""The child process that reads a foreign PDF: the file on standard input, its text on standard output."""

from __future__ import annotations

import io
import sys
from typing import Final

from vendorrisk.pdf.limits import confine

PAGES: Final = 100
"""Pages that are read: a security statement has ten."""
CPU_SECONDS: Final = 8
MEMORY_BYTES: Final = 1 << 30


def main() -> None:
    """Set the limits before anything foreign is read."""
    confine(MEMORY_BYTES, CPU_SECONDS)
    content = sys.stdin.buffer.read()

    from pypdf import PdfReader

    for page in PdfReader(io.BytesIO(content)).pages[:PAGES]:
        sys.stdout.buffer.write(page.extract_text().encode(errors="replace") + b"\n")


if __name__ == "__main__":
    main()
