"""The most that can be gained for each number of days: a choice of at most one step an item, solved exactly.

A multiple-choice knapsack in whole numbers, by dynamic programming over the days. Pure arithmetic: what an item and a
gain are is for `remedy` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

UNREACHABLE: Final = -(2**60)
NONE: Final = -1


@dataclass(frozen=True, slots=True)
class Item:
    """Of these `choices` (days and gain, both at least 0) one may be taken; one must be where `must`."""

    choices: tuple[tuple[int, int], ...]
    must: bool = False


@dataclass(frozen=True, slots=True)
class Frontier:
    """`best[days]` is the most that can be gained in so many days or fewer; under 0 where what must be does not fit."""

    items: tuple[Item, ...]
    best: npt.NDArray[np.int64]
    taken: npt.NDArray[np.int16]

    def choices(self, days: int) -> list[int | None]:
        """Which choice of each item is taken for the best in `days`; None: none of them."""
        found: list[int | None] = []
        for number in range(len(self.items) - 1, -1, -1):
            choice = int(self.taken[number, days])
            found.append(None if choice == NONE else choice)
            days -= 0 if choice == NONE else self.items[number].choices[choice][0]
        return found[::-1]

    def rises(self) -> Iterator[int]:
        """The days at which more can be gained than in one day less, in order."""
        before = UNREACHABLE
        for days, gain in enumerate(self.best.tolist()):
            if gain >= 0 and gain > before:
                yield days
                before = gain


def frontier(items: Sequence[Item], budget: int) -> Frontier:
    """The frontier of `items` for every number of days from 0 to `budget`."""
    best = np.zeros(budget + 1, dtype=np.int64)
    taken = np.full((len(items), budget + 1), NONE, dtype=np.int16)
    for number, item in enumerate(items):
        # The first choice that gains most is taken, so that equal inputs give equal plans.
        after = np.full_like(best, UNREACHABLE) if item.must else best.copy()
        for choice, (days, gain) in enumerate(item.choices):
            if days > budget:
                continue
            reached = best[: budget + 1 - days] + gain
            better = reached > after[days:]
            after[days:][better] = reached[better]
            taken[number, days:][better] = choice
        best = np.maximum(after, UNREACHABLE)
    return Frontier(tuple(items), best, taken)


def cheapest(one: Frontier, other: Frontier, enough: Callable[[int, int], bool]) -> tuple[int, int] | None:
    """The fewest days to spend on each, so that both gains together are `enough`; None: no days in the budget are.

    `enough` never turns from true to false as a gain grows. Of equal sums the one with most gained is taken.
    """
    found: list[tuple[int, int, int, int]] = []
    spent = len(other.best) - 1
    for days in one.rises():
        gain = int(one.best[days])
        while spent > 0 and enough(gain, int(other.best[spent - 1])):
            spent -= 1
        if enough(gain, int(other.best[spent])):
            found.append((days + spent, -gain - int(other.best[spent]), days, spent))
    return min(found)[2:] if found else None


def together(one: Frontier, other: Frontier) -> npt.NDArray[np.int64]:
    """The most that both can gain in each number of days, spent on either."""
    size = len(one.best)
    best = np.full(size, UNREACHABLE, dtype=np.int64)
    for days in one.rises():
        reached = other.best[: size - days] + one.best[days]
        best[days:] = np.maximum(best[days:], reached)
    return best
