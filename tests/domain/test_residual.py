"""What is left to lose: the controls as factors of frequency and size, and the figures as they are rounded."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from tests.domain.packs import HIGH, INTAKE, model, organisation
from vendorrisk.domain.exposure import expose
from vendorrisk.domain.residual import Residual, left, residual

EXPOSURE = expose(HIGH, INTAKE, model(), organisation())


def test_a_residual_is_rounded_as_it_is_made() -> None:
    assert residual(1 / 7, 1000.4) == Residual(frequency=0.142857, loss=1000, expected=143, chance=0.1331)


@pytest.mark.parametrize(
    ("frequency", "loss", "often", "large"),
    [
        (Fraction(1, 2), Fraction(1, 2), 1, 1),
        (Fraction(1), Fraction(1, 2), 1 / math.sqrt(10), 1),
        (Fraction(1, 2), Fraction(0), 1, math.sqrt(2)),
        (None, None, 1, 1),
        (None, Fraction(1), 1, 1 / math.sqrt(2)),
    ],
)
def test_each_control_is_a_factor_and_what_is_not_asked_is_as_at_a_typical_vendor(
    frequency: Fraction | None, loss: Fraction | None, often: float, large: float
) -> None:
    """Between no control and every control incidents are ten times rarer and losses twice smaller; typical is half."""
    found = left(EXPOSURE, model(), frequency, loss)
    assert found == residual(EXPOSURE.frequency * often, EXPOSURE.loss * large)
