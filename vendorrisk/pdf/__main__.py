"""The child process that makes a document: of what, and its language, on standard input; the PDF on standard output."""

from __future__ import annotations

import json
import resource
import sys

from vendorrisk.pdf.limits import CPU_SECONDS, MEMORY_BYTES


def main() -> None:
    """Set the limits before anything foreign is read, then typeset."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.load(sys.stdin.buffer)

    # WeasyPrint reads its fonts when it is imported: only now, under the limits.
    from vendorrisk.pdf import typesetting

    make = {"record": typesetting.typeset, "printout": typesetting.typeset_printout}[asked["kind"]]
    sys.stdout.buffer.write(make(asked["body"].encode(), asked["language"]))


if __name__ == "__main__":
    main()
