"""What a child process may cost: making one document, of 120 questions in two seconds and 200 MB, or reading one."""

from __future__ import annotations

import resource
from typing import Final

CPU_SECONDS: Final = 60
WALL_SECONDS: Final = 120
MEMORY_BYTES: Final = 1536 * 1024 * 1024
"""Address space, of which the libraries map about a third before the first page."""


def confine(memory_bytes: int, cpu_seconds: int) -> None:
    """Hold this process to its limits, before it reads anything foreign."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_in(output_bytes: int) -> None:
    """Let this process open nothing more, neither file nor connection, and write no more than this into what is open.

    To be called once every module is imported; none of these limits can be lifted again.
    """
    resource.setrlimit(resource.RLIMIT_FSIZE, (output_bytes, output_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
