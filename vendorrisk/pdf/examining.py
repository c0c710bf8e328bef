"""The child process that examines a foreign file: the file on standard input, what it says of itself on the other."""

from __future__ import annotations

import json
import sys

from vendorrisk.pdf.limits import confine

CPU_SECONDS = 8
MEMORY_BYTES = 1 << 30


def main() -> None:
    """Set the limits before anything foreign is read."""
    confine(MEMORY_BYTES, CPU_SECONDS)
    data = sys.stdin.buffer.read()

    from vendorrisk.domain.record import NotARecord
    from vendorrisk.pdf.organisation_seal import told
    from vendorrisk.pdf.sealing import examine

    try:
        sys.stdout.write(told(examine(data)))
    except NotARecord as none:
        json.dump({"none": none.code}, sys.stdout)


if __name__ == "__main__":
    main()
