"""What one engagement may cost in a year: a seeded Monte Carlo of incidents and of how large each is.

Incidents are a Poisson process, a loss is the sum of its lognormal parts (docs/risk-model.md §3). The cases of one
engagement (typical, claimed, proven, after the plan) live through the same events: a case with fewer incidents has the
first of those of a case with more, each with the same draw of its size. So better never comes out worse by chance.

The seed is the record's digest, the bits and all that is made of them are fixed (`streams`), and figures are rounded as
they are made (money to three significant digits, chances to the number of years), so that a record's come out again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from vendorrisk.domain.model import Range
from vendorrisk.domain.streams import Floats, Stream

YEARS: Final = 100_000
"""Enough that the mean is within some percent of λ·E[M] for a vendor with an incident in twenty years; about 2 ms."""

MOST_A_YEAR: Final = 1_000
"""More losses a year than this are not incidents but running costs, and another model's business."""

POINTS: Final = 24
LOW, MEDIAN, HIGH, RARE, TOP = 0.05, 0.5, 0.95, 0.99, 0.999


@dataclass(frozen=True, slots=True)
class Losses:
    """What is simulated: losses a year, and one loss, which is the sum of independent lognormal parts times `scale`."""

    frequency: float
    parts: tuple[Range, ...]
    scale: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.frequency <= MOST_A_YEAR:
            raise ValueError(f"a frequency of {self.frequency} losses a year is not between 0 and {MOST_A_YEAR}")
        if not 0 <= self.scale < math.inf:
            raise ValueError(f"a scale of {self.scale} is not a factor of a loss")

    @property
    def expected(self) -> float:
        """The expected loss a year: λ·E[M]."""
        return self.frequency * self.scale * sum(part.mean for part in self.parts)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The chance that a year costs at least `loss`."""

    loss: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """The loss in a year: its mean and its 5th, 50th, 95th and 99th (`rare`) percentile, to three significant digits.

    `chance` is that of any loss. `curve` goes from the smallest loss of a year to that of one year in a thousand, its
    chances falling; it is empty where nothing was lost.
    """

    mean: float
    low: float
    median: float
    high: float
    rare: float
    chance: float
    curve: tuple[CurvePoint, ...]


def simulate(given: Losses, seed: bytes | str, years: int = YEARS) -> Simulation:
    """The loss in a year, from as many simulated `years`; `seed` is a hex digest or bytes."""
    return simulations({"": given}, seed, years)[""]


def simulations(cases: Mapping[str, Losses], seed: bytes | str, years: int = YEARS) -> dict[str, Simulation]:
    """The loss in a year of each of several cases of one engagement, which differ in frequency and in scale alone.

    Each comes out as it would by itself. Raises ValueError where their parts are not the same.
    """
    parts = {given.parts for given in cases.values()}
    if len(parts) != 1:
        raise ValueError("cases of one engagement have the same parts of a loss")
    frequencies = {given.frequency for given in cases.values()}
    sums = _yearly(parts.pop(), frequencies, Stream(seed), years)
    return {name: summary(sums[given.frequency] * given.scale) for name, given in cases.items()}


def _yearly(parts: tuple[Range, ...], frequencies: set[float], stream: Stream, years: int) -> dict[float, Floats]:
    """The loss of each simulated year, for each frequency; the events of a lower one are the first of a higher one."""
    sums = {frequency: np.zeros(years) for frequency in frequencies}
    if not parts:
        return sums
    mu, sigma = (np.array([[figure] for figure in row]) for row in zip(*((p.mu, p.sigma) for p in parts), strict=True))
    for events in stream.events(max(frequencies) * years, years, len(parts)):
        sizes = np.exp(mu + sigma * events.deviates).sum(axis=0)
        for frequency, total in sums.items():
            count = int(np.searchsorted(events.places, frequency * years, side="right"))
            total += np.bincount(events.years[:count], weights=sizes[:count], minlength=years)
    return sums


def summary(yearly: Floats) -> Simulation:
    """The figures of the losses of many years."""
    ordered = np.sort(yearly)
    low, median, high, rare = (significant(quantile(ordered, share)) for share in (LOW, MEDIAN, HIGH, RARE))
    return Simulation(
        mean=significant(float(ordered.mean())),
        low=low,
        median=median,
        high=high,
        rare=rare,
        chance=int(np.count_nonzero(ordered)) / len(ordered),
        curve=_curve(ordered),
    )


def quantile(ordered: Floats, share: float) -> float:
    """The least of the `ordered` losses that `share` of them do not exceed."""
    return float(ordered[max(0, math.ceil(share * len(ordered)) - 1)])


def significant(amount: float) -> float:
    """`amount` to three significant digits."""
    return float(f"{amount:.2e}")


def _curve(ordered: Floats) -> tuple[CurvePoint, ...]:
    """Points evenly on a logarithmic scale, each at a loss of three digits, rounded down: the first is of any loss."""
    some = ordered[ordered > 0]
    if not some.size:
        return ()
    first = float(some[0])
    last = quantile(ordered, TOP) or float(some[-1])
    between = np.exp(np.linspace(math.log(first), math.log(last), POINTS)[1:-1]).tolist()
    at = sorted({_floored(loss) for loss in (first, *between, last)})
    return tuple(CurvePoint(loss, _exceeding(ordered, loss)) for loss in at)


def _floored(amount: float) -> float:
    """`amount` down to three significant digits."""
    near = significant(amount)
    return near if near <= amount else significant(near - 10.0 ** (math.floor(math.log10(amount)) - 2))


def _exceeding(ordered: Floats, loss: float) -> float:
    """The share of years that cost at least `loss`."""
    return (len(ordered) - int(np.searchsorted(ordered, loss, side="left"))) / len(ordered)
