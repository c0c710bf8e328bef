"""Scores of many assessments at once: what `scoring.score` says of the whole, as arrays of whole numbers.

For questions about many cases, such as what a changed model would do to every vendor: there the exact figures of the
whole are wanted and nobody reads a line. `scoring` explains; this only counts, and comes out the same to the last bit
(`tests/domain/test_vectors.py`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.assurance import UNVERIFIED
from vendorrisk.domain.credits import FULL
from vendorrisk.domain.model import RiskModel
from vendorrisk.domain.questionnaire import ActsOn, Questionnaire, Tier
from vendorrisk.domain.scoring import ScoreCard

Integers: TypeAlias = npt.NDArray[np.signedinteger]
Floats: TypeAlias = npt.NDArray[np.float64]

EXACT: Final = 2**53
"""Whole numbers up to here are exact as floating point, whose products of matrices are the fast ones."""

ROWS: Final = 256
"""Assessments counted at a time: what is made on the way stays in the cache."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Assessments by row, questions by column: credit in hundredths, rung of assurance, whether it counts (0, 1)."""

    credits: Integers
    rungs: Integers
    counts: Integers


@dataclass(frozen=True, slots=True)
class Scores:
    """Effectiveness of each assessment as numerators over a denominator `of`, which is 0 where nothing counts."""

    claimed: Integers
    proven: Integers
    worst: Integers
    of: Integers

    def shares(self, number: int) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """As claimed, as proven and in the worst case, of one assessment; None where nothing counts."""
        of = int(self.of[number])
        claimed, proven, worst = (
            Fraction(int(row[number]), of) if of else None for row in (self.claimed, self.proven, self.worst)
        )
        return claimed, proven, worst


@dataclass(frozen=True, slots=True)
class Compiled:
    """A questionnaire and a tier's policy, ready to score: the weight of each question, the worth of each rung.

    `proven` and `worst` have the worth of each rung in whole parts, of which `unit` are one.
    """

    questions: tuple[str, ...]
    weights: Floats
    proven: Floats
    worst: Floats
    unit: int

    def score(self, sheet: Sheet) -> Scores:
        """The scores of every row of `sheet`."""
        rows = len(sheet.counts)
        sums = np.zeros((4, rows))
        for start in range(0, rows, ROWS):
            some = slice(start, start + ROWS)
            sums[:, some] = self._sums(sheet.credits[some], sheet.rungs[some].astype(np.intp), sheet.counts[some])
        return Scores(*sums.astype(np.int64))

    def _sums(self, worths: Integers, rungs: npt.NDArray[np.intp], counts: Integers) -> Floats:
        counted = np.multiply(worths, counts, dtype=np.float64)
        claimed = counted @ self.weights * self.unit
        proven, worst = ((kept.take(rungs) * counted) @ self.weights for kept in (self.proven, self.worst))
        return np.stack((claimed, proven, worst, counts.astype(np.float64) @ self.weights * (FULL * self.unit)))

    def sheet(self, cards: Sequence[ScoreCard]) -> Sheet:
        """The lines of `cards` as a sheet; a question that is not asked does not count."""
        shape = len(cards), len(self.questions)
        sheet = Sheet(np.zeros(shape, np.int16), np.zeros(shape, np.int8), np.zeros(shape, np.int8))
        column = {name: at for at, name in enumerate(self.questions)}
        for row, card in enumerate(cards):
            for line in card.lines:
                if line.counts:
                    at = row, column[line.question.id]
                    sheet.credits[at], sheet.rungs[at] = line.credit or 0, line.assurance.rank
                    sheet.counts[at] = 1
        return sheet


def compile_scoring(questionnaire: Questionnaire, model: RiskModel, tier: Tier, part: ActsOn | None = None) -> Compiled:
    """What it takes to score answers to `questionnaire` by the policy of `tier`; over the questions of `part` alone.

    Raises ValueError where the weights are so large that the sums would not be exact.
    """
    asked = [question for question in questionnaire.questions if question.scored]
    factors = model.policies[tier].factors
    unit = math.lcm(*(factor.denominator for factor in factors.values()))
    weights = [question.weight if part in {None, question.acts_on} else 0 for question in asked]
    proven = [int(factors[rung] * unit) for rung in Assurance]
    worst = [0 if rung in UNVERIFIED else worth for rung, worth in zip(Assurance, proven, strict=True)]
    if FULL * max(unit, *proven) * sum(weights) > EXACT:
        raise ValueError("the weights are too large to be summed exactly")
    return Compiled(
        questions=tuple(question.id for question in asked),
        weights=np.array(weights, dtype=np.float64),
        proven=np.array(proven, dtype=np.float64),
        worst=np.array(worst, dtype=np.float64),
        unit=unit,
    )
