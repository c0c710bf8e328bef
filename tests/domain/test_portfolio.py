"""The portfolio: the sum of its engagements on average, with a longer tail where they share a provider."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.test_simulation import DATA, OUTAGE, SEED, deviation
from vendorrisk.domain import portfolio as module
from vendorrisk.domain import streams
from vendorrisk.domain.model import Range
from vendorrisk.domain.portfolio import Engagement, portfolio
from vendorrisk.domain.simulation import Losses

ONE = Range(Fraction(1), Fraction(1))
FEW = 400

books = st.lists(
    st.builds(
        Engagement,
        st.builds(Losses, st.floats(0, 2), st.sampled_from([(), (DATA,), (DATA, OUTAGE)]), st.floats(0.1, 3)),
        st.sampled_from([None, "north", "south", "west"]),
    ),
    max_size=12,
)
seeds = st.binary(min_size=1, max_size=32)


def clients(count: int, provider: str | None = "north", often: float = 0.1) -> list[Engagement]:
    return [Engagement(Losses(often, (ONE,)), provider)] * count


@pytest.mark.parametrize("shared", [0, Fraction(3, 10), 1])
def test_the_mean_is_the_sum_of_the_means(shared: Fraction) -> None:
    book = [
        Engagement(Losses(often, parts, scale), provider)
        for often in (0.02, 0.1, 0.6)
        for parts in ((DATA,), (DATA, OUTAGE))
        for scale in (0.5, 1.0)
        for provider in ("north", "south", None)
    ]
    expected = sum(one.losses.expected for one in book)
    found = np.mean([portfolio(book, f"{seed:x}", 2000, shared=shared).loss.mean for seed in range(10)])
    # At most: the losses of those on one provider are correlated, so deviations are added, not their squares.
    error = sum(deviation(one.losses, 20_000) for one in book)
    assert abs(found - expected) <= 3 * error + expected / 200
    assert error < expected / 4


@pytest.mark.parametrize("shared", [0.0, 0.4, 1.0])
def test_the_number_of_losses_of_one_engagement_is_as_by_itself(shared: float) -> None:
    """Beside another of a much lower frequency on the same provider, which costs nothing: Poisson by the book."""
    silent = Engagement(Losses(9.0, ()), "north")
    loud = Engagement(Losses(4.0, (ONE,)), "north")
    found = portfolio([silent, loud], SEED, 50_000, shared=shared).loss
    assert (found.low, found.median, found.high) == (1, 4, 8)
    assert found.mean == pytest.approx(4, abs=0.05)
    assert found.chance == pytest.approx(-math.expm1(-4), abs=0.003)


def test_a_common_shock_widens_the_tail_and_leaves_the_mean() -> None:
    alone, some, all_shared = (portfolio(clients(50), SEED, 20_000, shared=shared) for shared in (0, 0.3, 1))
    assert [round(one.loss.mean, 1) for one in (alone, some, all_shared)] == pytest.approx([5, 5, 5], abs=0.2)
    assert alone.worst < 12 < some.worst < all_shared.worst
    # Struck together always: one year in ten is of fifty losses, the others of none.
    assert all_shared.loss.chance == pytest.approx(-math.expm1(-0.1), abs=0.008)
    assert all_shared.loss.curve[0].loss == 50


def test_two_providers_are_two_shocks() -> None:
    apart = [*clients(25, "north"), *clients(25, "south")]
    assert portfolio(apart, SEED, 20_000, shared=1).worst < portfolio(clients(50), SEED, 20_000, shared=1).worst


def test_a_provider_with_one_engagement_is_no_common_shock() -> None:
    single = [Engagement(Losses(0.5, (DATA,)), f"provider {number}") for number in range(5)]
    nowhere = [replace(one, provider=None) for one in single]
    assert portfolio(single, SEED, FEW, shared=1).loss == portfolio(nowhere, SEED, FEW, shared=1).loss


def test_concentration_is_told_by_provider_and_shows_in_the_tail() -> None:
    book = [*clients(40, "north"), *clients(10, "south"), *clients(50, None)]
    found = portfolio(book, SEED, 20_000, shared=0.3)
    assert [(one.provider, one.engagements) for one in found.contributions] == [
        ("north", 40),
        ("south", 10),
        (None, 50),
    ]
    north, south, rest = found.contributions
    assert (north.share, south.share, rest.share) == pytest.approx((0.4, 0.1, 0.5), abs=0.02)
    assert north.tail > north.share + 0.1
    assert rest.tail < rest.share - 0.1


def test_the_smaller_providers_are_told_together() -> None:
    book = [one for number in range(20) for one in clients(2, f"p{number:02}", often=0.5 - number / 100)]
    found = portfolio(book, SEED, FEW, shared=0.3)
    assert [one.provider for one in found.contributions] == [*(f"p{number:02}" for number in range(module.NAMED)), None]
    assert found.contributions[-1].engagements == 2 * (20 - module.NAMED)


@settings(max_examples=50)
@given(books, seeds, st.floats(0, 1))
def test_the_same_seed_gives_the_same_figures_and_they_are_ordered(
    book: list[Engagement], seed: bytes, shared: float
) -> None:
    found = portfolio(book, seed, FEW, shared=shared)
    assert found == portfolio(book, seed.hex(), FEW, shared=shared)
    assert 0 <= found.loss.low <= found.loss.median <= found.loss.high
    assert found.worst >= found.loss.mean
    assert found.loss.high <= found.worst * 1.01
    assert all(one.chance >= two.chance for one, two in pairwise(found.loss.curve))
    assert sum(one.engagements for one in found.contributions) == len(book)
    for shares in ([one.share for one in found.contributions], [one.tail for one in found.contributions]):
        assert sum(shares) == pytest.approx(1 if found.loss.curve else 0, abs=0.001)


@settings(max_examples=20)
@given(books, seeds, st.integers(1, 40), st.integers(1, 40))
def test_no_figure_depends_on_how_much_is_looked_at_at_a_time(
    book: list[Engagement], seed: bytes, block: int, cells: int
) -> None:
    whole = portfolio(book, seed, 40, shared=0.3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "BLOCK", block)
        patch.setattr(module, "CELLS", cells)
        assert portfolio(book, seed, 40, shared=0.3) == whole


def test_nothing_engaged_costs_nothing() -> None:
    found = portfolio([], SEED, FEW, shared=0.3)
    assert (found.loss.mean, found.worst, found.loss.curve) == (0, 0, ())


@pytest.mark.parametrize("shared", [-0.1, 1.1, math.nan])
def test_what_is_no_share_is_refused(shared: float) -> None:
    with pytest.raises(ValueError, match="not a share"):
        portfolio([], SEED, FEW, shared=shared)
