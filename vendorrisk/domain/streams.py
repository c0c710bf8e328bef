"""Random numbers that stay the same: raw PCG64 bits, and our own ways from bits to events and sizes.

A record's figures must come out again years later. numpy keeps the raw bits of a bit generator as they are for ever
(NEP 19), but not what its distributions make of them, so none of those is used here.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Bits: TypeAlias = npt.NDArray[np.uint64]

BLOCK: Final = 1 << 15
"""Events drawn at a time, so that memory stays bounded and the work in the cache; no result depends on it."""

_UNIT: Final = 2.0**-53


@dataclass(frozen=True, slots=True)
class Events:
    """Events in the order of a Poisson process of one a unit: where each stands, its year, and its normal deviates.

    `deviates` has a row a part of the loss.
    """

    places: Floats
    years: Integers
    deviates: Floats


class Stream:
    """An endless row of random numbers from `seed`, a hex digest or bytes."""

    def __init__(self, seed: bytes | str) -> None:
        self._seed = int.from_bytes(seed, "big") if isinstance(seed, bytes) else int(seed, 16)
        self._generator = np.random.PCG64(self._seed)

    def branch(self, name: str) -> Stream:
        """Another stream, of which no number has to do with this one's: the same for the same seed and name."""
        return Stream(hashlib.sha256(f"{self._seed:x}/{name}".encode()).digest())

    def uniform(self, count: int) -> Floats:
        """`count` numbers, each above 0 and at most 1."""
        return unit(self._bits(count))

    def events(self, length: float, years: int, parts: int) -> Iterator[Events]:
        """The events of a Poisson process on a line of `length`, one a unit, block by block.

        The distances between them are exponential, so their number is Poisson for any length, without a table or an
        approximation. Each event takes the same bits however long the line: a shorter line has the first events of a
        longer one.
        """
        pairs = max(1, (parts + 1) // 2)
        reached = 0.0
        while reached <= length:
            block = min(BLOCK, 16 + math.ceil(1.1 * (length - reached)))
            # A row for each use, so that the mathematics runs along memory; a column an event.
            bits = np.ascontiguousarray(self._bits(block * (2 + 2 * pairs)).reshape(block, -1).T)
            steps = -np.log(unit(bits[0]))
            steps[0] += reached
            places = np.cumsum(steps)
            reached = float(places[-1])
            count = int(np.searchsorted(places, length, side="right"))
            if count:
                taken = bits[:, :count]
                yield Events(places[:count], whole(taken[1], years), normal(taken[2:])[:parts])

    def deviates(self, count: int, parts: int) -> Floats:
        """Standard normal deviates for `count` events, a row a part; each event takes the same bits."""
        pairs = max(1, (parts + 1) // 2)
        bits = self._bits(count * 2 * pairs).reshape(count, 2 * pairs).T
        return normal(np.ascontiguousarray(bits))[:parts]

    def _bits(self, count: int) -> Bits:
        return np.asarray(self._generator.random_raw(count), dtype=np.uint64)


def unit(bits: Bits) -> Floats:
    """The upper 53 bits as a number above 0 and at most 1, of which there is a logarithm."""
    upper: Floats = ((bits >> np.uint64(11)) + np.uint64(1)).astype(np.float64)
    return upper * _UNIT


def whole(bits: Bits, below: int) -> Integers:
    """The upper 32 bits as a whole number from 0, under `below`, which is at most 2^32."""
    return (((bits >> np.uint64(32)) * np.uint64(below)) >> np.uint64(32)).astype(np.int64)


def normal(bits: Bits) -> Floats:
    """Standard normal deviates after Box and Muller (1958); of an even number of rows, each pair gives two."""
    radius = np.sqrt(-2 * np.log(unit(bits[0::2])))
    angle = 2 * np.pi * unit(bits[1::2])
    made = np.empty(bits.shape)
    np.multiply(radius, np.cos(angle), out=made[0::2])
    np.multiply(radius, np.sin(angle), out=made[1::2])
    return made
