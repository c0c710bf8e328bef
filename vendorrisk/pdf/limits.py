"""What making one document may cost; a record of 120 questions takes about two seconds and 200 MB."""

from __future__ import annotations

from typing import Final

CPU_SECONDS: Final = 60
WALL_SECONDS: Final = 120
MEMORY_BYTES: Final = 1536 * 1024 * 1024
"""Address space, of which the libraries map about a third before the first page."""
