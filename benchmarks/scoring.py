"""What scoring costs: one assessment explained, one counted, and many counted against the bare product of a matrix.

    uv run python -m benchmarks.scoring [QUESTIONS]

All in this run, on one thread: figures drift from machine to machine, the ratio does not. The product is that of numpy
on as many assessments and questions, which is the least that one weighted sum of answers can cost; a score is four of
them (claimed, proven, worst, all weight). Both paths must agree to the last bit, or it fails.
"""
# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable

# One thread, for both: numpy reads it when it is imported.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

from tests.domain.packs import HIGH, INTAKE, TODAY, answer, answers, model, pack, proven, question
from vendorrisk.domain.answers import Answers, Assurance
from vendorrisk.domain.assessment import context_of
from vendorrisk.domain.questionnaire import ActsOn, Questionnaire, Tier, merge
from vendorrisk.domain.scoring import ScoreCard, score
from vendorrisk.domain.vectors import Compiled, Sheet, compile_scoring

RUNS = 5
ROWS = 10_000
MODEL = model()
CONTEXT = context_of(HIGH, INTAKE, Tier.HIGH)


def best(work: Callable[[], object], times: int) -> float:
    """The least seconds of RUNS runs of `times` calls, a call."""
    found = []
    for _ in range(RUNS):
        began = time.perf_counter()
        for _ in range(times):
            work()
        found.append((time.perf_counter() - began) / times)
    return min(found)


def asked(count: int) -> Questionnaire:
    acts = list(ActsOn)
    return merge((pack(*(question(f"q{at}", weight=1 + at % 7, acts_on=acts[at % 2]) for at in range(count))),))


def given(count: int, chance: random.Random) -> Answers:
    """Nine questions in ten answered, of them half with some proof."""
    some = [f"q{at}" for at in range(count) if chance.random() < 0.9]
    rungs = list(Assurance)
    return answers(
        *(
            (proven if chance.random() < 0.5 else answer)(
                name, chance.choice(["no", "half", "full"]), assurance=chance.choice(rungs)
            )
            for name in some
        )
    )


def repeated(sheet: Sheet) -> Sheet:
    """As many rows as a large portfolio has."""
    at = np.arange(ROWS) % len(sheet.credits)
    return Sheet(sheet.credits[at], sheet.rungs[at], sheet.counts[at])


def agree(compiled: Compiled, sheet: Sheet, cards: list[ScoreCard]) -> None:
    scores = compiled.score(sheet)
    for number, card in enumerate(cards):
        if scores.shares(number) != (card.claimed, card.proven, card.worst):
            raise SystemExit(f"assessment {number} does not come out the same")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 261
    chance = random.Random(1)  # noqa: S311 - which answers does not matter
    questionnaire = asked(count)
    said = [given(count, chance) for _ in range(20)]
    cards = [score(questionnaire, CONTEXT, one, MODEL, TODAY) for one in said]
    compiled = compile_scoring(questionnaire, MODEL, Tier.HIGH)
    few = compiled.sheet(cards)
    agree(compiled, few, cards)
    one, many = compiled.sheet(cards[:1]), repeated(few)
    matrix = np.random.PCG64(1).random_raw(ROWS * count).astype(np.float64).reshape(ROWS, count)
    explained = best(lambda: score(questionnaire, CONTEXT, said[0], MODEL, TODAY), 20)
    counted = best(lambda: compiled.score(one), 200)
    all_counted = best(lambda: compiled.score(many), 1)
    bare = best(lambda: matrix @ compiled.weights, 1)
    print(f"{count} questions, one assessment explained: {explained * 1e3:.2f} ms")
    print(f"{count} questions, one assessment counted: {counted * 1e3:.3f} ms")
    print(f"{ROWS} assessments counted: {all_counted * 1e3:.1f} ms, {ROWS / all_counted:,.0f} a second")
    print(f"a bare product of {ROWS} by {count}: {bare * 1e3:.1f} ms; ratio {all_counted / bare:.1f}")


if __name__ == "__main__":
    main()
