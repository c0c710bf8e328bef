"""The shortest way to approval: the cheapest set of steps, in days of work, that brings an assessment to `approve`.

Exact (docs/risk-model.md §4). A step changes either how often a loss happens or how large it is, so the two halves are
solved each for itself, for every number of days, and then the cheapest pair is taken that reaches the approve line, the
appetite, and every knock-out proven. What is asked stays as it is: a step that would ask for more is not taken.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from vendorrisk.domain.answers import AnswerState, Value
from vendorrisk.domain.budgets import Frontier, Item, cheapest, frontier, together
from vendorrisk.domain.conditions import AnswerIs, Context, evaluate, named
from vendorrisk.domain.credits import FULL
from vendorrisk.domain.questionnaire import ActsOn
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.residual import Residual, left
from vendorrisk.domain.scored import Scored
from vendorrisk.domain.scoring import Basis, Line
from vendorrisk.domain.steps import Step, must_be_proven, steps
from vendorrisk.domain.wording import Money

POINTS: Final = 40
"""How many points of the curve are kept, evenly along it: enough to draw it."""


@dataclass(frozen=True, slots=True)
class Point:
    """The most effectiveness as proven, a share of one, that so many days of work can reach."""

    days: int
    proven: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The cheapest steps to approval, and what they come to; or, with an `obstacle`, why there are none.

    Without a way to approval, `steps` are those that prove what knock-outs can be proven. `curve` begins with the days
    that the knock-outs take and ends with those of the plan, or with everything that could be done.
    """

    steps: tuple[Step, ...]
    days: int
    proven: Fraction
    residual: Residual
    curve: tuple[Point, ...]
    obstacle: Reason | None = None


@dataclass(frozen=True, slots=True)
class _Half:
    """The lines that act on one thing: their weight, what they gain now, and the steps of each (in whole units)."""

    weight: int
    base: int
    open: tuple[tuple[Line, tuple[Step, ...]], ...]


class _Search:
    """One search: gains are whole numbers, the credit of a line in hundredths times its weight times `unit`."""

    def __init__(self, found: Scored) -> None:
        self.found, self.policy = found, found.policy
        self.unit = FULL * math.lcm(*(factor.denominator for factor in self.policy.factors.values()))
        lines = sorted(found.card.lines, key=lambda line: line.question.id)
        self.asking = _asking(found)
        self.halves = tuple(self._half([line for line in lines if acts_on(line) is part]) for part in ActsOn)
        self.weight = sum(half.weight for half in self.halves)
        self.base = sum(half.base for half in self.halves)

    def _half(self, lines: list[Line]) -> _Half:
        # Where others wait for an answer, a step must leave what is asked as it is.
        offered = ((line, tuple(step for step in self._steps(line) if self._asks_the_same(step))) for line in lines)
        base = sum(self._units(line, line.worth(Basis.PROVEN)) for line in lines)
        return _Half(
            sum(line.weight for line in lines),
            base,
            tuple((line, one) for line, one in offered if one or must_be_proven(line)),
        )

    def _steps(self, line: Line) -> tuple[Step, ...]:
        return steps(line, self.found.model, self.policy, self.found.as_of)

    def _asks_the_same(self, step: Step) -> bool:
        question, answer = step.line.question, step.line.answer
        said = answer.value if answer and answer.state is AnswerState.ANSWERED else None

        def truth(part: AnswerIs, value: Value) -> bool | None:
            return evaluate(part, Context({}, {question.id: value}, questions={question.id: question}))

        return all(truth(part, step.value) == truth(part, said) for part in self.asking.get(question.id, ()))

    def _units(self, line: Line, worth: Fraction) -> int:
        return line.weight * self.unit * worth.numerator // worth.denominator

    def gain(self, step: Step) -> int:
        """What the step adds, in units."""
        return self._units(step.line, step.worth) - self._units(step.line, step.line.worth(Basis.PROVEN))

    def items(self, half: _Half) -> list[Item]:
        return [
            Item(tuple((step.days, self.gain(step)) for step in offered), must_be_proven(line))
            for line, offered in half.open
            if offered
        ]

    def proven(self, gain: int) -> Fraction:
        """The effectiveness as proven once so much is gained."""
        return Fraction(self.base + gain, self.unit * self.weight)

    def residual(self, gains: Sequence[int]) -> Residual:
        shares = [
            Fraction(half.base + gain, self.unit * half.weight) if half.weight else None
            for half, gain in zip(self.halves, gains, strict=True)
        ]
        return left(self.found.exposure, self.found.model, *shares)

    def enough(self, *gains: int) -> bool:
        """Whether these gains of the halves reach the line and the appetite."""
        if min(gains) < 0 or not self.found.reaches(self.proven(sum(gains)), self.policy.approve):
            return False
        return self.found.within(self.residual(gains))


def acts_on(line: Line) -> ActsOn:
    """What the line acts on; one without weight, which moves nothing, is put with the frequency."""
    return line.question.acts_on or ActsOn.FREQUENCY


def shortest(found: Scored) -> Plan | None:
    """The cheapest plan for what was found; None where nothing is scored."""
    search = _Search(found)
    if not search.weight:
        return None
    unprovable = [line for half in search.halves for line, offered in half.open if not offered]
    most = [[max(offered, key=search.gain) for _, offered in half.open if offered] for half in search.halves]
    gains = [sum(search.gain(step) for step in half) for half in most]
    obstacle = _obstacle(search, gains, unprovable)
    budget = sum(step.days for half in most for step in half) if obstacle else _bound(search, most)
    fronts = [frontier(search.items(half), budget) for half in search.halves]
    spent = None if obstacle else cheapest(fronts[0], fronts[1], search.enough)
    if spent is None:
        spent = (_least(fronts[0]), _least(fronts[1]))
    chosen = [list(_taken(half, front, days)) for half, front, days in zip(search.halves, fronts, spent, strict=True)]
    reached = [sum(search.gain(step) for step in half) for half in chosen]
    taken = [step for half in chosen for step in half]
    return Plan(
        steps=tuple(sorted(taken, key=lambda step: _rank(step, search))),
        days=sum(step.days for step in taken),
        proven=search.proven(sum(reached)),
        residual=search.residual(reached),
        curve=_curve(search, fronts, sum(spent) if not obstacle else budget),
        obstacle=obstacle,
    )


def _asking(found: Scored) -> dict[str, list[AnswerIs]]:
    """By question, every comparison with its answer for which another question waits."""
    waits: dict[str, list[AnswerIs]] = {}
    for question in found.questionnaire.questions:
        for part in named(question.when):
            if isinstance(part, AnswerIs):
                waits.setdefault(part.question, []).append(part)
    return waits


def _obstacle(search: _Search, gains: Sequence[int], unprovable: Iterable[Line]) -> Reason | None:
    """Why no set of steps reaches approval: even all of them together, each the best, would not."""
    controls = tuple(line.question.control for line in unprovable)
    if controls:
        return Reason("plan.unprovable", {"controls": controls})
    proven, residual = search.proven(sum(gains)), search.residual(gains)
    if not search.found.reaches(proven, search.policy.approve):
        return Reason("plan.under_line", {"share": proven, "line": search.policy.approve})
    if not search.found.within(residual):
        currency = search.found.organisation.currency
        appetite = Money(float(search.found.organisation.appetite), currency)
        return Reason("plan.over_appetite", {"expected": Money(residual.expected, currency), "appetite": appetite})
    return None


def _bound(search: _Search, most: list[list[Step]]) -> int:
    """The days of a plan that suffices: everything, less whatever can be left out, the dearest gain first."""
    gains = [sum(search.gain(step) for step in half) for half in most]
    days = sum(step.days for half in most for step in half)
    offered = {line.question.id: found for half in search.halves for line, found in half.open}
    parts = [(number, step) for number, half in enumerate(most) for step in half]
    for number, step in sorted(parts, key=lambda one: (search.gain(one[1]) / (one[1].days or 1), one[1].days)):
        least = offered[step.line.question.id][0] if must_be_proven(step.line) else None
        saved = step.days - (least.days if least else 0)
        fewer = list(gains)
        fewer[number] -= search.gain(step) - (search.gain(least) if least else 0)
        if search.enough(*fewer):
            gains, days = fewer, days - saved
    return days


def _least(front: Frontier) -> int:
    """The fewest days in which what must be done can be done."""
    return next(front.rises())


def _taken(half: _Half, front: Frontier, days: int) -> Iterator[Step]:
    offered = [found for _, found in half.open if found]
    for found, choice in zip(offered, front.choices(days), strict=True):
        if choice is not None:
            yield found[choice]


def _rank(step: Step, search: _Search) -> tuple[bool, bool, float, str]:
    """The order of a plan: what cannot wait, then the knock-outs, then what gains most a day."""
    rule = step.line.question.knock_out
    must = must_be_proven(step.line)
    urgent = bool(must and rule and rule.never_defer)
    return (not urgent, not must, -search.gain(step) / (step.days or 1), step.line.question.id)


def _curve(search: _Search, fronts: Sequence[Frontier], days: int) -> tuple[Point, ...]:
    best = together(fronts[0], fronts[1])[: days + 1].tolist()
    rising = [day for day, gain in enumerate(best) if gain >= 0 and (day == 0 or gain > best[day - 1])]
    if not rising:
        return ()
    last = len(rising) - 1
    kept = sorted({round(place * last / (POINTS - 1)) for place in range(POINTS)})
    return tuple(Point(rising[place], search.proven(best[rising[place]])) for place in kept)
