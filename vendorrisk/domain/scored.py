"""What an assessment found, as everything that judges it looks at it: recommendation, plan and robustness."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from vendorrisk.domain.credits import FULL
from vendorrisk.domain.exposure import Exposure
from vendorrisk.domain.model import Organisation, RiskModel, TierPolicy
from vendorrisk.domain.questionnaire import Questionnaire
from vendorrisk.domain.residual import Residual, Residuals
from vendorrisk.domain.scoring import ScoreCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The scores and the residuals, with what they are judged by."""

    questionnaire: Questionnaire
    card: ScoreCard
    residuals: Residuals
    exposure: Exposure
    model: RiskModel
    organisation: Organisation
    as_of: dt.date

    @property
    def policy(self) -> TierPolicy:
        return self.model.policies[self.exposure.tier]

    def reaches(self, effectiveness: Fraction | None, line: int) -> bool:
        """Whether there is a score, and it is on or above `line`, which is in hundredths."""
        return effectiveness is not None and effectiveness >= Fraction(line, FULL)

    def within(self, residual: Residual) -> bool:
        """Whether the expected loss a year is within the appetite."""
        return residual.expected <= self.organisation.appetite
