"""The child process that reads a foreign PDF: the file on standard input, its text on standard output."""

from __future__ import annotations

import io
import resource
import sys
from typing import Final

PAGES: Final = 100
"""Pages that are read: a security statement has ten."""
CPU_SECONDS: Final = 8
MEMORY_BYTES: Final = 1 << 30


def main() -> None:
    """Set the limits before anything foreign is read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()

    from pypdf import PdfReader

    for page in PdfReader(io.BytesIO(content)).pages[:PAGES]:
        sys.stdout.buffer.write(page.extract_text().encode(errors="replace") + b"\n")


if __name__ == "__main__":
    main()
