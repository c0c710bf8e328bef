"""How often one address may ask for what costs us much and is open to everybody."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

ADDRESSES: Final = 10_000
"""Addresses that are remembered at once; beyond that those that were quiet longest are forgotten."""


class Pace:
    """At most `most` times in `seconds` for each address, in each process."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._asked: dict[str, deque[float]] = {}

    def allows(self, address: str) -> bool:
        """Whether `address` may go on; when it may, this counts."""
        now, asked = self._clock(), self._asked.pop(address, deque())
        while asked and asked[0] <= now - self._seconds:
            asked.popleft()
        self._asked[address] = asked  # the last asked stand last
        if len(self._asked) > ADDRESSES:
            del self._asked[next(iter(self._asked))]
        if len(asked) >= self._most:
            return False
        asked.append(now)
        return True
