"""A past assessment under another model: what was recommended then beside what that model would recommend."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from vendorrisk.domain.assessment import Case, assess
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.domain.record import Plain


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What one model makes of an assessment: `proven` is a share of one, `expected` the loss a year as proven."""

    tier: Tier
    verdict: Verdict
    proven: Fraction | None
    expected: int
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An assessment as it was recorded, and as it would be under another model."""

    then: Standpoint
    now: Standpoint

    @property
    def differs(self) -> bool:
        """Whether another recommendation or another tier comes out."""
        return (self.then.verdict, self.then.tier) != (self.now.verdict, self.now.tier)


def compare(record: Plain, case: Case) -> Comparison:
    """The figures of `record` beside those of `case`, which is the record's own but for its model.

    Raises KeyError, TypeError or ValueError where `record` holds no such figures.
    """
    return Comparison(_recorded(record["figures"]), _judged(case))


def _recorded(figures: Plain) -> Standpoint:
    proven = figures["effectiveness"]["proven"]
    return Standpoint(
        Tier(figures["tier"]),
        Verdict(figures["recommendation"]),
        Fraction(proven["exact"]) if proven else None,
        figures["residual"]["proven"]["expected"],
        tuple(one["id"] for one in figures["packs"]),
    )


def _judged(case: Case) -> Standpoint:
    outcome = assess(case)
    return Standpoint(
        outcome.exposure.tier,
        outcome.recommendation.verdict,
        outcome.card.proven,
        round(outcome.residuals.proven.expected),
        tuple(outcome.exposure.packs),
    )
