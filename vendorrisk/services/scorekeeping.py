"""Scorekeeping: the figures of the last scoring stand on the assessment, so that lists need no scoring."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from vendorrisk.domain.assessment import Outcome, assess
from vendorrisk.persistence.models import Assessment
from vendorrisk.services.casework import Desk

BASIS_POINTS: Final = 10_000


def keep(assessment: Assessment, desk: Desk) -> Outcome:
    """Score what is on `desk` and put its figures on `assessment`."""
    outcome = assess(desk.case)
    assessment.recommendation = outcome.recommendation.verdict.value
    assessment.proven = _basis_points(outcome.card.proven)
    assessment.claimed = _basis_points(outcome.card.claimed)
    assessment.residual = round(outcome.residuals.proven.expected)
    return outcome


def share(kept: int | None) -> Fraction | None:
    """A share of one from the basis points in which it is kept."""
    return None if kept is None else Fraction(kept, BASIS_POINTS)


def _basis_points(effectiveness: Fraction | None) -> int | None:
    return None if effectiveness is None else round(effectiveness * BASIS_POINTS)
