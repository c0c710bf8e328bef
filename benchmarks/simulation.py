"""What simulating costs: one engagement in its four cases, and portfolios on shared providers, against numpy's own.

    uv run python -m benchmarks.simulation [ENGAGEMENTS]

The yardstick, in the same run, is as many losses from numpy's own distributions, all alike and on no provider: what it
would cost not to care that a record comes out the same on the next version of numpy.
"""
# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from vendorrisk.domain import portfolio as together
from vendorrisk.domain import simulation as alone
from vendorrisk.domain.model import Range
from vendorrisk.domain.portfolio import Engagement, portfolio
from vendorrisk.domain.simulation import Losses, simulate, simulations

RUNS = 3
SEED = "5e" * 32
PARTS = (Range(Fraction(20_000), Fraction(3_000_000)), Range(Fraction(1_250), Fraction(60_000)))
OFTEN = (0.01, 0.03, 0.05, 0.1)
CASES = {"typical": (0.0976, 1.0), "proven": (0.06, 0.8), "claimed": (0.04, 0.7), "after": (0.03, 0.6)}


def best(work: Callable[[], object]) -> float:
    """The least seconds of RUNS runs."""
    found = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def book(count: int) -> list[Engagement]:
    """Half on three large providers, a quarter on small ones, a quarter on none."""
    chance = random.Random(1)  # noqa: S311 - which engagements does not matter
    large, small = ["north", "south", "west"], [f"small {number}" for number in range(count // 20)]

    def provider() -> str | None:
        place = chance.random()
        return chance.choice(large) if place < 0.5 else chance.choice(small or large) if place < 0.75 else None

    return [Engagement(Losses(chance.choice(OFTEN), PARTS, chance.uniform(0.5, 1)), provider()) for _ in range(count)]


def yardstick(losses: int) -> None:
    """The losses of all years, drawn by numpy's own means."""
    random_numbers = np.random.default_rng(1)
    sizes = sum(random_numbers.lognormal(part.mu, part.sigma, losses) for part in PARTS)
    np.bincount(random_numbers.integers(0, together.YEARS, losses), weights=sizes, minlength=together.YEARS)


def one_engagement(years: int) -> None:
    cases = {name: Losses(often, PARTS, scale) for name, (often, scale) in CASES.items()}
    one, four = best(lambda: simulate(cases["proven"], SEED, years)), best(lambda: simulations(cases, SEED, years))
    print(f"one engagement, {years:,} years: {one * 1e3:.2f} ms; its four cases at once: {four * 1e3:.2f} ms")


def many_engagements(count: int) -> None:
    engagements = book(count)
    losses = round(together.YEARS * sum(one.losses.frequency for one in engagements))
    seconds = best(lambda: portfolio(engagements, SEED, shared=0.3))
    ratio = seconds / best(lambda: yardstick(losses))
    print(f"{count:,} engagements, {together.YEARS:,} years, {losses:,} losses: {seconds:.2f} s; ratio {ratio:.1f}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for years in (10_000, alone.YEARS):
        one_engagement(years)
    for size in (count // 100, count // 10, count):
        many_engagements(size)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
