"""What is left to lose with this vendor's controls: frequency and size of loss, expected loss a year, chance of a loss.

`λ = λ_ref · R_f^(E_ref − E_f)`, `M = M_typical · R_m^(E_ref − E_m)`: each control is a factor (docs/risk-model.md §3).
Figures are rounded as they are made, so that comparing, showing and recording agree on every machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from vendorrisk.domain.exposure import Exposure
from vendorrisk.domain.model import RiskModel
from vendorrisk.domain.questionnaire import ActsOn
from vendorrisk.domain.scoring import Basis, ScoreCard


@dataclass(frozen=True, slots=True)
class Residual:
    """Losses a year and the chance of any (six and four decimals); mean loss and expected loss a year (whole units)."""

    frequency: float
    loss: float
    expected: float
    chance: float


@dataclass(frozen=True, slots=True)
class Residuals:
    """At a typical vendor, and at this one on each basis."""

    typical: Residual
    claimed: Residual
    proven: Residual
    worst: Residual


def residuals(exposure: Exposure, card: ScoreCard, model: RiskModel) -> Residuals:
    """What `exposure` comes to at a typical vendor and with the controls on `card`.

    Where nothing asked acts on frequency or on loss, this vendor is taken for a typical one in it.
    """
    claimed, proven, worst = (_on_basis(exposure, card, model, basis) for basis in Basis)
    return Residuals(residual(exposure.frequency, exposure.loss), claimed, proven, worst)


def residual(frequency: float, loss: float) -> Residual:
    """Expected loss and chance of a loss a year, of `frequency` losses a year with a mean of `loss` each."""
    return Residual(round(frequency, 6), round(loss), round(frequency * loss), round(-math.expm1(-frequency), 4))


def _on_basis(exposure: Exposure, card: ScoreCard, model: RiskModel, basis: Basis) -> Residual:
    return left(exposure, model, *(card.acting_on(part, basis) for part in ActsOn))


def left(exposure: Exposure, model: RiskModel, frequency: Fraction | None, loss: Fraction | None) -> Residual:
    """What is left of `exposure` with this effectiveness over the frequency and over the size of a loss."""
    often = _factor(frequency, model.frequency_ratio, model)
    large = _factor(loss, model.loss_ratio, model)
    return residual(exposure.frequency * often, exposure.loss * large)


def _factor(effectiveness: Fraction | None, ratio: Fraction, model: RiskModel) -> float:
    if effectiveness is None:
        return 1.0
    return math.exp(math.log(ratio) * float(model.reference_effectiveness - effectiveness))
