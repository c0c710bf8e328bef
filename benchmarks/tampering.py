"""Whether any single changed byte of a sealed record escapes `vendorrisk verify`, and what an examination costs.

uv run python -m benchmarks.tampering [CHANGES]
"""
# ruff: noqa: T201, S311 - a benchmark prints, and chooses places, not secrets

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.pdf.samples import record
from vendorrisk.domain.record import NotARecord
from vendorrisk.pdf.renderer import ChildRenderer
from vendorrisk.pdf.sealing import examine
from vendorrisk.pdf.signing import sign
from vendorrisk.storage import SealKeys


def escapes(data: bytes, at: int, bits: int) -> bool:
    """Whether the file is still called intact with these bits of the byte at `at` turned."""
    try:
        return examine(data[:at] + bytes([data[at] ^ bits]) + data[at + 1 :]).intact
    except NotARecord:
        return False


def main() -> None:
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    key = SealKeys(Path(tempfile.mkdtemp(prefix="vendorrisk-seal-")) / "seal-key", "Voorbeeldbank N.V.").read()
    signed = sign(ChildRenderer().render(record(120, proofs=40).body, "en"), key, dt.datetime.now(dt.UTC))
    began = time.process_time()
    if not examine(signed).intact:
        sys.exit("the untouched file is not intact")
    untouched = time.process_time() - began
    chance = random.Random()
    missed = [
        (at, bits)
        for at, bits in ((chance.randrange(len(signed)), chance.randrange(1, 256)) for _ in range(changes))
        if escapes(signed, at, bits)
    ]
    print(f"{changes} single bytes changed in {len(signed)}: {changes - len(missed)} found, missed {missed}")
    print(f"examining the untouched file: {untouched * 1000:.0f} ms of a core")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
