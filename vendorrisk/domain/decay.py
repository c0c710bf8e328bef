"""How an assessment ages in the coming months if nobody does anything: proof ends, answers go stale, dates recede.

What is asked and what could be lost do not depend on the day, so it is scored again on those days alone on which
something gets older than it may be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from vendorrisk.domain.ages import months_after
from vendorrisk.domain.answers import Answer
from vendorrisk.domain.assessment import Case, scored
from vendorrisk.domain.assurance import last_days
from vendorrisk.domain.exposure import expose
from vendorrisk.domain.questionnaire import Question
from vendorrisk.domain.scored import Scored
from vendorrisk.domain.verdict import Verdict, verdict_on

DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From this day on: the effectiveness as proven, the verdict, and the questions whose answer is worth otherwise."""

    on: dt.date
    proven: Fraction | None
    verdict: Verdict
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The score as it will be: it holds from the day of a step until the next. The first step is the assessment itself.

    `changes_on` is the first day on which the recommendation is another than today's; None: not in this time.
    """

    steps: tuple[Step, ...]
    changes_on: dt.date | None


def ahead(case: Case, months: int = 12) -> Ahead:
    """The score of `case` from its own day on, for so many months, where no answer and no proof is renewed."""
    exposure = expose(case.facts, case.intake, case.model, case.organisation)
    kept = scored(case, exposure)
    steps = [_step(kept, ())]
    for day in sorted(set(_turning_days(case, months_after(case.as_of, months)))):
        found = scored(replace(case, as_of=day), exposure)
        step = _step(found, _turned(kept, found))
        if (step.proven, step.verdict) != (steps[-1].proven, steps[-1].verdict):
            steps.append(step)
            kept = found
    return Ahead(tuple(steps), next((step.on for step in steps if step.verdict is not steps[0].verdict), None))


def rises_on(case: Case, residual: int, until: dt.date) -> dt.date | None:
    """The first day up to `until` on which the expected loss as proven is more than `residual`; None: it stays within.

    As in `ahead`, no answer and no proof is renewed.
    """
    exposure = expose(case.facts, case.intake, case.model, case.organisation)
    days = sorted(day for day in set(_turning_days(case, until)) if day <= until)
    left = ((day, scored(replace(case, as_of=day), exposure).residuals.proven.expected) for day in days)
    return next((day for day, expected in left if round(expected) > residual), None)


def _step(found: Scored, questions: tuple[str, ...]) -> Step:
    return Step(on=found.as_of, proven=found.card.proven, verdict=verdict_on(found), questions=questions)


def _turned(before: Scored, after: Scored) -> tuple[str, ...]:
    """The questions whose answer has another credit or another assurance than before."""
    pairs = zip(before.card.lines, after.card.lines, strict=True)
    return tuple(now.question.id for was, now in pairs if (was.credit, was.assurance) != (now.credit, now.assurance))


def _turning_days(case: Case, until: dt.date) -> Iterator[dt.date]:
    """The days after the assessment's own, to `until`, on which an answer may be worth less than the day before, or a
    risk is no longer accepted."""
    yield from (one.until + DAY for one in case.acceptances if case.as_of <= one.until < until)
    for question in case.questionnaire.questions:
        answer = case.answers.get(question.id)
        for last in _last_days(question, answer, case) if answer else ():
            if case.as_of <= last < until:
                yield last + DAY


def _last_days(question: Question, answer: Answer, case: Case) -> Iterator[dt.date]:
    """The last days on which `answer` is fresh, its proofs hold, and the date it gives is in a band."""
    yield months_after(answer.as_of, case.model.stale_after)
    for proof in answer.proofs:
        yield from last_days(question, proof) or ()
    if isinstance(answer.value, dt.date):
        yield from (months_after(answer.value, band.bound) for band in question.bands if band.bound is not None)
        if answer.value > case.as_of:
            # A date still to come is worth nothing before it has come.
            yield answer.value - DAY
