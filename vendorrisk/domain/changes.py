"""What changed between two assessments: question by question, what was said then and now and what each is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from vendorrisk.domain.answers import Answer
from vendorrisk.domain.questionnaire import Question
from vendorrisk.domain.scoring import Basis, Line


class Turn(StrEnum):
    """How an answer changed: for the better or the worse in what it proves, else in words, or not."""

    BETTER = "better"
    WORSE = "worse"
    OTHERWISE = "otherwise"
    NEW = "new"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """One question in two assessments; None on the side on which it was not asked."""

    question: Question
    then: Line | None
    now: Line | None

    @property
    def moved(self) -> Fraction:
        """How much more of its credit is proven now, from -1 to 1."""
        return _proven(self.now) - _proven(self.then)

    @property
    def turn(self) -> Turn:
        """What became of the answer."""
        if self.then is None:
            return Turn.NEW
        if self.now is None:
            return Turn.GONE
        if self.moved:
            return Turn.BETTER if self.moved > 0 else Turn.WORSE
        return Turn.SAME if _said(self.then.answer) == _said(self.now.answer) else Turn.OTHERWISE


def changes(then: Iterable[Line], now: Iterable[Line]) -> tuple[Change, ...]:
    """Every question of two assessments once: those asked now in their order, then those that no longer are."""
    before = {line.question.id: line for line in then}
    return tuple(_paired(before, now))


def _paired(before: Mapping[str, Line], now: Iterable[Line]) -> Iterator[Change]:
    asked = set()
    for line in now:
        asked.add(line.question.id)
        yield Change(line.question, before.get(line.question.id), line)
    yield from (Change(line.question, line, None) for name, line in before.items() if name not in asked)


def _proven(line: Line | None) -> Fraction:
    return line.worth(Basis.PROVEN) if line else Fraction(0)


def _said(answer: Answer | None) -> object:
    """What a vendor says with an answer, without who gave it when."""
    if answer is None:
        return None
    proofs = sorted(proof.sha256 for proof in answer.proofs)
    return answer.state, answer.value, answer.comment, answer.exceptions, answer.assurance, proofs
