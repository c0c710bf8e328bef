"""Can it ever be: a question that no engagement is asked, a contradiction that never holds.

Decided by trying. A condition names few things with few values each, so every combination that makes a difference is
tried with the evaluation that the portal itself uses: each option of a choice, each set of the named options of a
multi, numbers at and beside those it is compared with, every tier. The tier is tried freely, whatever the facts, so
that what is called impossible is; and where there are more than `LIMIT` combinations nothing is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, combinations, product
from math import prod
from typing import Any, Final

from vendorrisk.catalogue.problems import Findings, Place
from vendorrisk.catalogue.questions import Placed
from vendorrisk.domain.answers import AGREED, Value
from vendorrisk.domain.conditions import (
    AnswerIs,
    Condition,
    Context,
    FactIs,
    ProofIs,
    ProofState,
    evaluate,
    named,
)
from vendorrisk.domain.questionnaire import Intake, Kind, Pack, Question, Tier
from vendorrisk.domain.visibility import derive_facts, shown

LIMIT: Final = 50_000
"""Combinations that are tried for one condition: a few seconds at most; the shipped ones take milliseconds."""

ELSEWHERE: Final = "XX"
"""A country that no condition names (user-assigned in ISO 3166-1)."""


def check_reach(pack: Pack, placed: Placed, intake: Intake, answers: Mapping[str, Question], found: Findings) -> None:
    """Notes the questions of `pack` that are never asked and its contradictions that never hold.

    `answers` are the questions of all packs, of which a contradiction may speak.
    """
    own = {question.id: question for question in pack.questions}
    for question in pack.questions:
        if question.when is not None and not Reach(intake, own).possible(question.when):
            place: Place = (*placed.places[question.id], "when")
            found.add(place, "no facts, answers and tier make this true, so it is never asked; mend the condition")
    for rule in pack.contradictions:
        if not Reach(intake, {**answers, **own}).possible(rule.when):
            place = (*placed.rules[rule.id], "when")
            found.add(place, "no facts, answers and tier make this true, so it never holds; mend the condition")


@dataclass
class Reach:
    """What conditions over this intake and these questions can come to."""

    intake: Intake
    questions: Mapping[str, Question]
    compared: dict[tuple[type, str], list[FactIs | AnswerIs | ProofIs]] = field(default_factory=dict)
    unknown: bool = False

    def possible(self, condition: Condition) -> bool:
        """Whether anything at all makes `condition` true; True also where that is too much to try."""
        self._gather(condition)
        if self.unknown:
            return True
        tiers: list[Any] = list(Tier)
        domains = {key: values for key in self.compared if (values := list(self._domain(key)))}
        if prod(map(len, domains.values())) * len(tiers) > LIMIT:
            return True
        tried = (dict(zip(domains, values, strict=True)) for values in product(*domains.values()))
        return any(self._holds(condition, chosen, tier) for chosen in tried for tier in tiers)

    def _gather(self, condition: Condition | None) -> None:
        """Notes everything that `condition` hangs on, by way of derived facts and of questions that must be asked."""
        for part in named(condition):
            name = part.fact if isinstance(part, FactIs) else part.question
            key = (type(part), name)
            fresh = key not in self.compared
            self.compared.setdefault(key, []).append(part)
            if fresh:
                needed = self._condition_of(part, name)
                self._gather(needed)

    def _condition_of(self, part: FactIs | AnswerIs | ProofIs, name: str) -> Condition | None:
        facts = {fact.id: fact.when for fact in self.intake.facts}
        if isinstance(part, FactIs) and name in facts:
            return facts[name]
        question = self._asked(name) if isinstance(part, FactIs) else self.questions.get(name)
        self.unknown = self.unknown or question is None
        return question.when if question else None

    def _asked(self, fact: str) -> Question | None:
        return next((question for question in self.intake.questions if question.id == fact), None)

    def _domain(self, key: tuple[type, str]) -> Iterator[Any]:
        """The values that make a difference; none for a derived fact, which follows from others.

        An answer left open makes nothing true; a fact left open can, by way of a derived fact that is then false.
        """
        head, name = key
        question = self._asked(name) if head is FactIs else self.questions[name]
        if head is ProofIs:
            yield from ProofState
        elif question is not None:
            parts = [part for part in self.compared[key] if not isinstance(part, ProofIs)]
            values = [str(one) for part in parts for one in part.values]
            # What a condition names is tried first: that is what most often makes it true.
            yield from sorted(_VALUES.get(question.kind, _words)(question, values), key=lambda one: _far(one, values))
            if head is FactIs and not question.required:
                yield None

    def _holds(self, condition: Condition, chosen: Mapping[tuple[type, str], Any], tier: Tier) -> bool:
        facts, answers, proofs = ({n: value for (h, n), value in chosen.items() if h is head} for head in _HEADS)
        intake = {question.id: question for question in self.intake.questions}
        context = Context(derive_facts(self.intake, facts), answers, tier, self.questions, intake)
        needed = [self.questions[name] for head, name in self.compared if head is not FactIs]
        asked = {question.id for question in shown(needed, context)}
        heard = {name: value for name, value in answers.items() if name in asked}
        seen = {name: state for name, state in proofs.items() if name in asked}
        return evaluate(condition, replace(context, answers=heard, proofs=seen)) is True


_HEADS: Final = (FactIs, AnswerIs, ProofIs)


def _far(value: Value, named: list[str]) -> bool:
    """Whether nothing of `value` is named."""
    return not ({str(one) for one in value} if isinstance(value, tuple) else {str(value)}) & set(named)


def _options(question: Question, values: list[str]) -> Iterator[Value]:  # noqa: ARG001 - one signature
    return (option.id for option in question.options)


def _sets(question: Question, values: list[str]) -> Iterator[Value]:
    """Each set of the options that are named, with and without one that is not; an exclusive one stands alone."""
    together = [option.id for option in question.options if not option.exclusive]
    others = [name for name in together if name not in values][:1]
    relevant = [name for name in together if name in values] + others
    yield from ((option.id,) for option in question.options if option.exclusive)
    yield from _subsets(relevant)


def _places(question: Question, values: list[str]) -> Iterator[Value]:  # noqa: ARG001
    return _subsets([*dict.fromkeys(values), ELSEWHERE])


def _subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    sizes = range(1, len(names) + 1)
    # More sets than would be tried need not be listed.
    return (
        chain.from_iterable(combinations(names, size) for size in sizes)
        if len(names) <= 15
        else iter([()] * (LIMIT + 1))
    )


def _numbers(question: Question, values: list[str]) -> Iterator[Value]:
    named_ones = {int(value) for value in values}
    near = {number + step for number in named_ones for step in (-1, 0, 1)} | {question.minimum or 0}
    low, high = question.minimum, question.maximum
    return (one for one in sorted(near) if (low is None or one >= low) and (high is None or one <= high))


def _days(question: Question, values: list[str]) -> Iterator[Value]:  # noqa: ARG001
    yield dt.date.min


def _words(question: Question, values: list[str]) -> Iterator[Value]:  # noqa: ARG001
    yield from values
    yield ""


def _agreed(question: Question, values: list[str]) -> Iterator[Value]:  # noqa: ARG001
    yield AGREED


_VALUES: Final[Mapping[Kind, Callable[[Question, list[str]], Iterable[Value]]]] = {
    Kind.CHOICE: _options,
    Kind.MULTI: _sets,
    Kind.COUNTRIES: _places,
    Kind.NUMBER: _numbers,
    Kind.DATE: _days,
    Kind.STATEMENT: _agreed,
}
