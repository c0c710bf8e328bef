"""How firmly a recommendation stands: without any unproven claim, and which proofs could change it.

Nothing is recommended here; it says where to look before believing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from vendorrisk.domain.assurance import UNVERIFIED
from vendorrisk.domain.questionnaire import ActsOn
from vendorrisk.domain.residual import left
from vendorrisk.domain.scored import Scored
from vendorrisk.domain.scoring import Basis, KnockOutStatus, Line, LineState
from vendorrisk.domain.steps import shown_to
from vendorrisk.domain.verdict import Verdict, verdict_on

GOODNESS: Final = {Verdict.ASK: 0, Verdict.REJECT: 0, Verdict.APPROVE_WITH_CONDITIONS: 1, Verdict.APPROVE: 2}
"""How good a verdict is for the vendor."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A claim that nobody but the vendor has seen, and on which something hangs.

    `stake` is the share of effectiveness as proven between the claim being untrue and it being proven. `if_untrue` and
    `if_proven` are the verdicts that would follow, the rest being as it is.
    """

    line: Line
    stake: Fraction
    if_untrue: Verdict
    if_proven: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """`at_worst` is the verdict if no unproven claim is true; the recommendation `stands` when that is no worse.

    `verify_first` are the claims of which each alone could change the recommendation, those with most at stake first.
    """

    at_worst: Verdict
    stands: bool
    verify_first: tuple[Doubt, ...]


def robustness(found: Scored) -> Robustness:
    """How firmly the recommendation for what was found stands."""
    scale = _Scale(found)
    claims = [line for line in found.card.lines if _unproven_claim(line)]
    now, worst = verdict_on(found), scale.verdict(_untrue(line) for line in claims)
    doubts = [
        doubt for doubt in (_doubt(line, scale) for line in claims) if {doubt.if_untrue, doubt.if_proven} != {now}
    ]
    doubts.sort(key=lambda doubt: (-doubt.stake, doubt.line.question.id))
    return Robustness(at_worst=worst, stands=GOODNESS[worst] >= GOODNESS[now], verify_first=tuple(doubts))


def _unproven_claim(line: Line) -> bool:
    """Whether the line counts for something, or bars nothing, only because the vendor says so."""
    claimed = bool(line.credit) or (line.state is LineState.NOT_APPLICABLE and line.knock_out is not None)
    return claimed and line.assurance in UNVERIFIED


def _doubt(line: Line, scale: _Scale) -> Doubt:
    untrue, proven = _untrue(line), _proven(line, scale.found)
    at_stake = (proven.worth(Basis.PROVEN) - untrue.worth(Basis.PROVEN)) * line.weight / (scale.weight or 1)
    return Doubt(line, at_stake, scale.verdict([untrue]), scale.verdict([proven]))


def _untrue(line: Line) -> Line:
    """The line if its claim is not true: the control is not there."""
    accepted = line.knock_out is KnockOutStatus.ACCEPTED
    admitted = KnockOutStatus.ADMITTED if line.knock_out and not accepted else line.knock_out
    return replace(line, credit=0, state=LineState.ANSWERED, knock_out=admitted)


def _proven(line: Line, found: Scored) -> Line:
    """The line with the best proof that it wants; a knock-out too high for its credit stays what it is."""
    rung = shown_to(line.question)[-1]
    enough = rung.rank >= found.policy.knock_out_assurance.rank and line.state is not LineState.NOT_APPLICABLE
    status = KnockOutStatus.PROVEN if line.knock_out is KnockOutStatus.UNPROVEN and enough else line.knock_out
    return replace(line, assurance=rung, factor=found.policy.factors[rung], knock_out=status)


class _Scale:
    """Weighs the whole with a few lines replaced, from its sums, without weighing every line again."""

    def __init__(self, found: Scored) -> None:
        self.found = found
        self.weights = {part: sum(line.weight for line in _of(found.card.lines, part)) for part in _PARTS}
        self.weight = sum(self.weights.values())
        self.sums = {
            (part, basis): sum((_amount(line, basis) for line in _of(found.card.lines, part)), Fraction(0))
            for part in _PARTS
            for basis in _BASES
        }

    def verdict(self, replaced: Iterable[Line]) -> Verdict:
        """What the table gives with these lines in the place of those of the same questions."""
        mended = {line.question.id: line for line in replaced}
        sums = dict(self.sums)
        for line in self.found.card.lines:
            if other := mended.get(line.question.id):
                for basis in _BASES:
                    sums[line.question.acts_on, basis] += _amount(other, basis) - _amount(line, basis)
        return verdict_on(self._found(mended, sums))

    def _found(self, mended: Mapping[str, Line], sums: Mapping[tuple[ActsOn | None, Basis], Fraction]) -> Scored:
        found, shares = self.found, {basis: self._share(_PARTS, basis, sums) for basis in _BASES}
        lines = tuple(mended.get(line.question.id, line) for line in found.card.lines)
        card = replace(found.card, lines=lines, claimed=shares[Basis.CLAIMED], proven=shares[Basis.PROVEN])
        claimed, proven = (
            left(found.exposure, found.model, *(self._share((part,), basis, sums) for part in ActsOn))
            for basis in _BASES
        )
        return replace(found, card=card, residuals=replace(found.residuals, claimed=claimed, proven=proven))

    def _share(
        self, parts: Iterable[ActsOn | None], basis: Basis, sums: Mapping[tuple[ActsOn | None, Basis], Fraction]
    ) -> Fraction | None:
        listed = list(parts)
        weight = sum(self.weights[part] for part in listed)
        return sum((sums[part, basis] for part in listed), Fraction(0)) / weight if weight else None


_PARTS: Final = (*ActsOn, None)
_BASES: Final = (Basis.CLAIMED, Basis.PROVEN)


def _of(lines: Iterable[Line], part: ActsOn | None) -> list[Line]:
    return [line for line in lines if line.question.acts_on is part]


def _amount(line: Line, basis: Basis) -> Fraction:
    return line.weight * line.worth(basis)
