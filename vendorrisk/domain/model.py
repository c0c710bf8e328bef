"""The risk model and the organisation as frozen values: every figure that turns answers into a recommendation.

They are content (`questionnaires/risk-model.yaml`, `organisation.yaml`). Ratios, factors and frequencies are exact
fractions as written; money is in the organisation's currency; each figure's grade and source are kept in `figures`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.conditions import Condition
from vendorrisk.domain.questionnaire import Text, Tier

Z95: Final = 1.6448536269514722
"""The 95th percentile of the standard normal distribution."""


class Severity(StrEnum):
    """How much depends on a finding; lightest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Grade(StrEnum):
    """How a figure is known: observed and published, computed from such figures, or somebody's judgement."""

    MEASURED = "measured"
    DERIVED = "derived"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Figure:
    """Where a figure of the model stands in its file, how it is known, and from where."""

    path: str
    value: object
    grade: Grade
    source: str


@dataclass(frozen=True, slots=True)
class Range:
    """A size of loss: its 5th and 95th percentile, of a lognormal distribution."""

    low: Fraction
    high: Fraction

    @property
    def mu(self) -> float:
        """The mean of the logarithm."""
        return (math.log(self.low) + math.log(self.high)) / 2

    @property
    def sigma(self) -> float:
        """The standard deviation of the logarithm."""
        return (math.log(self.high) - math.log(self.low)) / (2 * Z95)

    @property
    def mean(self) -> float:
        """The mean of the lognormal with these percentiles: exp(μ + σ²/2)."""
        return math.exp(self.mu + self.sigma**2 / 2)

    def times(self, factor: Fraction) -> Range:
        return Range(self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class FactTable:
    """A factor for each option of an intake question."""

    fact: str
    factors: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class DataLosses:
    """What a loss of data costs, by category (of which the worst counts) and by the band of records.

    A category that does not depend on the number of records has one cell, `any`.
    """

    category: str
    records: str
    cells: Mapping[str, Mapping[str, Range]]


@dataclass(frozen=True, slots=True)
class OutageHours:
    """The hours that we stand still when the service fails, by how long we can do without it."""

    fact: str
    hours: Mapping[str, Range]


@dataclass(frozen=True, slots=True)
class Floor:
    """A rule that an engagement for which `when` holds is at least of `tier`, and why."""

    tier: Tier
    when: Condition
    because: Text


@dataclass(frozen=True, slots=True)
class PackChoice:
    """A rule that an engagement for which `when` holds is asked `pack` as well, and why; `when` may name the tier."""

    pack: str
    when: Condition
    because: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TierPolicy:
    """What a tier asks: the lines (in hundredths), the worth of each rung, signatures, packs and terms."""

    approve: int
    floor: int
    factors: Mapping[Assurance, Fraction]
    knock_out_assurance: Assurance
    signatures: int
    packs: tuple[str, ...]
    reassess_months: int
    answer_days: int


@dataclass(frozen=True, slots=True)
class Efforts:
    """Days of the vendor's work: to bring a proof of a rung, and to change an answer whose options give none.

    `change` is by the kind of question, and for lifting `exceptions`.
    """

    proof: Mapping[Assurance, int]
    change: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskModel:
    """A published version of the model.

    `thresholds` are the multiples of the appetite from which each tier begins. `frequency_ratio` is R_f, `loss_ratio`
    R_m, `reference_effectiveness` E_ref of docs/risk-model.md. `stale_after` is in months. `severities` are the
    points of effectiveness at stake from which a finding is that heavy; `shared` is the share of an engagement's
    incidents that come from the provider it stands on.
    """

    version: str
    digest: str
    reference_frequency: Fraction
    size: FactTable
    reach: tuple[FactTable, ...]
    data: DataLosses
    outage: OutageHours
    frequency_ratio: Fraction
    loss_ratio: Fraction
    reference_effectiveness: Fraction
    thresholds: Mapping[Tier, Fraction]
    floors: tuple[Floor, ...]
    policies: Mapping[Tier, TierPolicy]
    choices: tuple[PackChoice, ...] = ()
    country_groups: Mapping[str, frozenset[str]]
    stale_after: int
    efforts: Efforts
    severities: Mapping[Severity, int]
    shared: Fraction
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who buys: the name on pages and records, the appetite a year and an engagement, and the terms of conditions.

    `appetite` and `outage_hour` are in `currency`; `conditional_days` is the most that any condition may take,
    `proof_days` what is given where only proof is wanted.
    """

    name: str
    currency: str
    appetite: Fraction
    outage_hour: Fraction
    contact: str
    languages: tuple[str, ...]
    conditional_days: int
    proof_days: int
    digest: str
