"""What the shortest way to approval costs, against bare passes of numpy over as large a table.

    uv run python -m benchmarks.plan

All in this run, on one thread. The floor is one sum and one maximum for every step over every day of the plan. It fails
when the plan for 261 questions takes longer than the mark.
"""
# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import random
from functools import partial

from benchmarks.scoring import MODEL, asked, best, given  # first: it sets the threads that numpy reads
from tests.domain.packs import HIGH, INTAKE, TODAY, organisation
from vendorrisk.domain.assessment import Case, scored
from vendorrisk.domain.exposure import expose
from vendorrisk.domain.remedy import shortest
from vendorrisk.domain.scored import Scored
from vendorrisk.domain.steps import steps

import numpy as np  # isort: skip

MARK = 0.1
"""Seconds that the plan for 261 questions may take."""


def found(count: int) -> Scored:
    """What so many answers come to."""
    house = organisation()
    case = Case(
        as_of=TODAY,
        facts=HIGH,
        answers=given(count, random.Random(1)),  # noqa: S311 - which answers does not matter
        intake=INTAKE,
        questionnaire=asked(count),
        model=MODEL,
        organisation=house,
    )
    return scored(case, expose(HIGH, INTAKE, MODEL, house))


def floor(choices: int, days: int) -> None:
    """The passes that a table of so many choices over so many days takes at the least."""
    row = np.zeros(days + 1, dtype=np.int64)
    for number in range(choices):
        np.maximum(row, row + number)


def measure(count: int) -> float:
    """The seconds that a plan takes, which are said beside the floor."""
    one = found(count)
    plan = shortest(one)
    if plan is None or not plan.steps:
        raise SystemExit("there is nothing to plan")
    choices = sum(len(steps(line, one.model, one.policy, TODAY)) for line in one.card.lines)
    took, bare = best(partial(shortest, one), 2), best(partial(floor, choices, plan.days), 2)
    print(f"{count} questions, {choices} possible steps, {len(plan.steps)} in {plan.days} days: {took * 1e3:.1f} ms")
    print(f"  bare passes over as large a table: {bare * 1e3:.2f} ms; ratio {took / bare:.1f}")
    return took


def main() -> None:
    measure(45)
    if measure(261) > MARK:
        raise SystemExit(f"over the mark of {MARK * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
