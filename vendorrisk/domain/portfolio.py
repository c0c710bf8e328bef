"""What all engagements together may cost in a year, when those on the same provider are struck together.

A share of an engagement's incidents comes from the provider it stands on (a hosting provider, say). An incident there
strikes each of its engagements with the chance that leaves each its own frequency. What strikes one engagement is thus
still a Poisson process, and it costs what it costs by itself; only what all cost together has a longer tail. This is a
shock model after Marshall and Olkin (1967). A provider has as few incidents as its engagements allow, each then
striking as many as can be: the safe side.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from vendorrisk.domain.simulation import Losses, Simulation, significant, summary
from vendorrisk.domain.streams import Floats, Integers, Stream

YEARS: Final = 10_000

NAMED: Final = 12
"""How many providers, those with the largest expected loss, are told apart; so that memory stays bounded."""

WORST: Final = 0.05

CELLS: Final = 1 << 18
"""Pairs of an incident and an engagement looked at at a time; no result depends on it."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """What one engagement may lose, and the provider it stands on (None: none that others share)."""

    losses: Losses
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """The part of a provider's engagements: of the mean loss, and of the loss in the worst years (four decimals).

    `provider` is None for all the rest: engagements without a provider, and those of smaller ones.
    """

    provider: str | None
    engagements: int
    share: float
    tail: float


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The loss in a year of all together; `worst` is its mean in the worst twentieth of the years (three digits)."""

    loss: Simulation
    worst: float
    contributions: tuple[Contribution, ...]


def portfolio(
    engagements: Sequence[Engagement], seed: bytes | str, years: int = YEARS, *, shared: float | Fraction
) -> Portfolio:
    """The loss in a year of `engagements`, from as many simulated `years`.

    `shared` is the share of an engagement's frequency that comes from its provider (`portfolio.shared` of the risk
    model). Raises ValueError where it is no share.
    """
    if not 0 <= shared <= 1:
        raise ValueError(f"{shared} is not a share")
    book = _Book(engagements, float(shared))
    sums = np.zeros(len(book.names) * years)
    for numbers, year, sizes in book.struck(Stream(seed), years):
        sums += np.bincount(book.group[numbers] * years + year, weights=sizes, minlength=sums.size)
    return _summed(book, sums.reshape(-1, years))


class _Book:
    """The engagements as arrays, a column each, and in groups: the providers told apart, and last all the rest."""

    def __init__(self, engagements: Sequence[Engagement], shared: float) -> None:
        given = [engagement.losses for engagement in engagements]
        self.parts = max((len(losses.parts) for losses in given), default=0)
        self.members = _members(engagements)
        self.names = [*_leading(engagements), None]
        number = {name: at for at, name in enumerate(self.names)}
        rest = len(self.names) - 1
        self.group = np.array([number.get(one.provider, rest) for one in engagements], dtype=np.int64)
        frequency = np.array([losses.frequency for losses in given])
        # A provider with one engagement is no common shock: all of its frequency stays its own.
        common = np.isin(np.arange(len(given)), [at for members in self.members.values() for at in members])
        self.shared = np.where(common, shared * frequency, 0.0)
        self.own = frequency - self.shared
        # A part that is not there is e^(−∞): nothing.
        self.mu, self.sigma = np.full((self.parts, len(given)), -np.inf), np.zeros((self.parts, len(given)))
        for at, losses in enumerate(given):
            for part, size in enumerate(losses.parts):
                self.mu[part, at], self.sigma[part, at] = size.mu + _log(losses.scale), size.sigma

    def struck(self, stream: Stream, years: int) -> Iterator[tuple[Integers, Integers, Floats]]:
        """Losses, some at a time: of which engagement, in which year, and how large."""
        yield from self._alone(stream.branch("own"), years)
        for provider, members in self.members.items():
            yield from self._together(stream.branch(f"provider/{provider}"), np.array(members), years)

    def _alone(self, stream: Stream, years: int) -> Iterator[tuple[Integers, Integers, Floats]]:
        # All engagements one after another on a line, each as long as its share of the incidents.
        ends = np.cumsum(self.own * years)
        if ends.size:
            for events in stream.events(float(ends[-1]), years, self.parts):
                numbers = np.searchsorted(ends, events.places)
                yield numbers, events.years, self._sizes(numbers, events.deviates)

    def _together(self, stream: Stream, members: Integers, years: int) -> Iterator[tuple[Integers, Integers, Floats]]:
        often = float(self.shared[members].max())
        if not often:
            return
        chances, sizes = stream.branch("chance"), stream.branch("size")
        for events in stream.events(often * years, years, 0):
            for some in np.array_split(events.years, math.ceil(events.years.size * members.size / CELLS)):
                hit = (
                    chances.uniform(some.size * members.size).reshape(-1, members.size) * often <= self.shared[members]
                )
                incidents, columns = np.nonzero(hit)
                numbers = members[columns]
                yield numbers, some[incidents], self._sizes(numbers, sizes.deviates(numbers.size, self.parts))

    def _sizes(self, numbers: Integers, deviates: Floats) -> Floats:
        sizes: Floats = np.exp(self.mu[:, numbers] + self.sigma[:, numbers] * deviates).sum(axis=0)
        return sizes


def _members(engagements: Sequence[Engagement]) -> dict[str, list[int]]:
    """The engagements of each provider that more than one stand on."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, engagement in enumerate(engagements):
        if engagement.provider is not None:
            found[engagement.provider].append(at)
    return {provider: members for provider, members in found.items() if len(members) > 1}


def _leading(engagements: Sequence[Engagement]) -> list[str]:
    """The providers with the largest expected loss, largest first."""
    expected: dict[str, float] = defaultdict(float)
    for engagement in engagements:
        if engagement.provider is not None:
            expected[engagement.provider] += engagement.losses.expected
    return sorted(expected, key=lambda provider: (-expected[provider], provider))[:NAMED]


def _log(scale: float) -> float:
    return math.log(scale) if scale else -math.inf


def _summed(book: _Book, sums: Floats) -> Portfolio:
    yearly = sums.sum(axis=0)
    worst = np.argsort(yearly, kind="stable")[-math.ceil(WORST * yearly.size) :]
    share, tail = _shares(sums.sum(axis=1)), _shares(sums[:, worst].sum(axis=1))
    counts = np.bincount(book.group, minlength=len(book.names)).tolist()
    contributions = tuple(map(Contribution, book.names, counts, share, tail))
    return Portfolio(summary(yearly), significant(float(yearly[worst].mean())), contributions)


def _shares(amounts: Floats) -> list[float]:
    total = float(amounts.sum())
    return [round(float(amount) / total, 4) if total else 0.0 for amount in amounts]
