"""How well a pasted statement is read: what is found of what it says, what is wrong, and what reading costs.

    uv run python -m benchmarks.statement [FILE]

The labels of each text say which control a sentence is about and whether it is hedged. Found: a labelled control,
proposed with that sentence. Wrong: a control proposed with a sentence that is not about it. The floor is the least that
reading can cost: the processor's time for the same text put in lower case and split into words, in this run.
"""
# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.statements import SAMPLES, Score, Statement, shared, statements
from vendorrisk.catalogue import Catalogue, read_case
from vendorrisk.domain.questionnaire import Questionnaire, merge
from vendorrisk.domain.statements import read_statement

ROOT = Path(__file__).parents[1]
RUNS = 5


def show(statement: Statement, questionnaire: Questionnaire, talk: bool) -> None:
    score = Score.of(statement, questionnaire)
    print(
        f"{statement.name}: {score.controls[0]} of {score.controls[1]} controls; "
        f"{len(score.found)} of {len(score.expected)} claims, wrong {len(score.wrong)}; "
        f"hedges right {score.hedges_right} of {score.hedges_asked}; "
        f"proposed {score.proposed}, with a value {score.valued}"
    )
    if talk:
        for line in score.told():
            print(f"    {line}")


def by_hand(statement: Statement, catalogue: Catalogue) -> None:
    """The answers proposed for the founding statement beside those of the person who read it as an example."""
    case = read_case(ROOT / "questionnaires" / "examples" / "saas-statement.yaml", catalogue).case
    counts: Counter[str] = Counter()
    for reading in read_statement(statement.text, case.questionnaire):
        question, answer = case.questionnaire.question(reading.question_id), case.answers.get(reading.question_id)
        if question and question.options and answer and reading.value is not None:
            order = [option.id for option in question.options]
            ahead = order.index(str(reading.value)) - order.index(str(answer.value))
            counts["higher" if ahead > 0 else "lower" if ahead else "the same"] += 1
    print(f"options proposed beside those chosen by hand: {dict(counts)}")


def seconds(work: Callable[[], object]) -> float:
    found = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def main() -> None:
    catalogue = Catalogue.load(ROOT / "questionnaires")
    baseline = merge((catalogue.packs["baseline"],))
    everything = merge(tuple(catalogue.packs.values()))
    texts = [one for one in (shared(), *statements()) if one]
    for title, questionnaire in (("baseline", baseline), ("every pack", everything)):
        print(title)
        for statement in texts:
            show(statement, questionnaire, talk="-v" in sys.argv)
    if founding := shared():
        by_hand(founding, catalogue)
    text = "\n".join(path.read_text() for path in sorted(SAMPLES.glob("*.txt")))
    text *= 200_000 // len(text) + 1
    read = seconds(lambda: read_statement(text, baseline))
    floor = seconds(lambda: text.lower().split())
    print(
        f"{len(text) // 1000} kB: {read * 1e3:.0f} ms; lowered and split {floor * 1e3:.1f} ms; ratio {read / floor:.0f}"
    )


if __name__ == "__main__":
    main()
