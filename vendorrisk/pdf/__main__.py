"""The child process that makes a document: of what, and its language, on standard input; the PDF on standard output."""

from __future__ import annotations

import json
import sys

from vendorrisk.pdf.limits import CPU_SECONDS, MEMORY_BYTES, confine


def main() -> None:
    """Set the limits before anything foreign is read, then typeset."""
    confine(MEMORY_BYTES, CPU_SECONDS)
    asked = json.load(sys.stdin.buffer)

    # WeasyPrint reads its fonts when it is imported: only now, under the limits.
    from vendorrisk.pdf import typesetting

    make = {"record": typesetting.typeset, "printout": typesetting.typeset_printout}[asked["kind"]]
    sys.stdout.buffer.write(make(asked["body"].encode(), asked["language"]))


if __name__ == "__main__":
    main()
