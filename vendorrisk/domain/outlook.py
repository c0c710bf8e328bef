"""What a year may cost, simulated from an assessment's figures alone, so that a stranger with a record can do it again.

The seed is a digest: that of the record, or of the figures themselves where there is no record yet. What comes of it is
shown beside the figures and never stands among them: they are exact, and this is a simulation.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final, TypeAlias

from vendorrisk.domain.canonical import digest
from vendorrisk.domain.model import Range
from vendorrisk.domain.simulation import YEARS, Losses, Simulation, simulations

Outlook: TypeAlias = Mapping[str, Simulation]
"""A simulated year by basis: `typical`, `claimed`, `proven`, and `planned` where there is a way to approval."""

BASES: Final = ("typical", "claimed", "proven")


def outlook(figures: Mapping[str, Any], seed: str = "", years: int = YEARS) -> Outlook:
    """What a year may cost on each basis, from the figures of `domain.figures`; `seed` is a record's digest in hex."""
    parts = tuple(Range(Fraction(low), Fraction(high)) for low, high in figures["exposure"]["parts"])
    typical = figures["residual"]["typical"]["loss"]
    left = {basis: figures["residual"][basis] for basis in BASES}
    plan = figures["plan"]
    if plan and not plan["obstacle"]:
        left["planned"] = plan["residual"]
    cases = {
        basis: Losses(float(one["frequency"]), parts, one["loss"] / typical if typical else 1.0)
        for basis, one in left.items()
    }
    return simulations(cases, seed or digest(figures), years)
