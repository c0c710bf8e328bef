"""What could be done about one answer: each better value and each better proof, with its effort in days of work.

A step is what a plan is made of, and what a condition asks for. The days are those that the content gives its options,
and for everything else the `efforts` of the model.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Final

from vendorrisk.domain.answers import AGREED, Answer, AnswerState, Assurance, Proof, Value
from vendorrisk.domain.credits import FULL, Yardstick, credit, has_exceptions
from vendorrisk.domain.model import RiskModel, TierPolicy
from vendorrisk.domain.questionnaire import Kind, Option, Question
from vendorrisk.domain.scoring import BARRING, Line

TESTED_BY: Final = frozenset({"soc2-type2"})
"""Kinds of proof in which somebody other than the vendor saw the control work for a time: they reach `tested`."""

VALIDATED_BY: Final = TESTED_BY | {
    "soc2-type1",
    "iso27001-certificate",
    "pentest-report",
    "pentest-letter",
    "audit-report",
    "test-report",
    "tls-scan",
}
"""Kinds in which somebody other than the vendor looked: they reach `validated`; any other kind `documented`."""

EXCEPTIONS: Final = "exceptions"
"""The name, among the efforts of a change, of making an answer hold for everything that we would use."""

MOST_TOGETHER: Final = 12
"""From how many options more every combination is no longer tried, but each one added to those before it."""


@dataclass(frozen=True, slots=True)
class Target:
    """A value that an answer could have, its credit in hundredths, and the days of work to get there.

    `exceptions` are those that stay.
    """

    value: Value
    credit: int
    days: int
    exceptions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`line` brought to `value`, worth `credit`, and shown by one of the kinds of `proof`, to reach `assurance`.

    `days` is the effort, of the control and of the proof. `proof` is empty where a claim suffices. `worth` is the
    credit as proven once the step is taken, between 0 and 1.
    """

    line: Line
    value: Value
    exceptions: str
    credit: int
    assurance: Assurance
    proof: tuple[str, ...]
    days: int
    worth: Fraction

    @property
    def improves(self) -> bool:
        """Whether the control itself has to become better, not only its proof."""
        return self.credit > (self.line.credit or 0)

    def taken(self, as_of: dt.date) -> Answer:
        """The answer as it is once the step is taken, on the day `as_of`."""
        proofs = tuple(Proof(name=kind, kind=kind, issued=as_of) for kind in self.proof[:1])
        return Answer(
            question=self.line.question.id,
            value=self.value,
            assurance=self.assurance,
            proofs=proofs,
            exceptions=self.exceptions,
            as_of=as_of,
        )


def steps(line: Line, model: RiskModel, policy: TierPolicy, as_of: dt.date) -> tuple[Step, ...]:
    """The steps that make `line` worth more, or its knock-out proven; each dearer one is worth more than those before.

    A free text has none: it is for the reviewer to grade, not for the vendor to mend.
    """
    if not line.weight and not must_be_proven(line):
        return ()
    made = (
        _step(line, target, rung, model, policy)
        for target in _targets(line, model, as_of)
        for rung in _rungs(line, target, policy)
    )
    return _undominated(step for step in made if _serves(step, policy))


def must_be_proven(line: Line) -> bool:
    """Whether `line` is a knock-out that bars approval as it stands."""
    return line.knock_out in BARRING


def _serves(step: Step, policy: TierPolicy) -> bool:
    line, rule = step.line, step.line.question.knock_out
    if must_be_proven(line) and rule:
        return step.credit >= rule.below and step.assurance.rank >= policy.knock_out_assurance.rank
    return step.worth > Fraction(line.credit or 0, FULL) * line.factor


def _undominated(found: Iterable[Step]) -> tuple[Step, ...]:
    kept: list[Step] = []
    for step in sorted(found, key=lambda one: (one.days, -one.worth, one.assurance.rank)):
        if not kept or step.worth > kept[-1].worth:
            kept.append(step)
    return tuple(kept)


def _step(line: Line, target: Target, rung: Assurance, model: RiskModel, policy: TierPolicy) -> Step:
    return Step(
        line=line,
        value=target.value,
        exceptions=target.exceptions,
        credit=target.credit,
        assurance=rung,
        proof=_proof(line.question, rung),
        days=target.days + model.efforts.proof.get(rung, 0),
        worth=Fraction(target.credit, FULL) * policy.factors[rung],
    )


def _rungs(line: Line, target: Target, policy: TierPolicy) -> list[Assurance]:
    """The rungs to which `target` could be shown: none under today's, and a claim only where that is as good."""
    attainable = set(shown_to(line.question))
    if line.assurance.rank > Assurance.DOCUMENTED.rank:
        attainable.add(line.assurance)
    if policy.factors[Assurance.CLAIMED] == policy.factors[Assurance.DOCUMENTED]:
        attainable.add(Assurance.CLAIMED)
    least = line.assurance.rank + (target.credit <= (line.credit or 0))
    return [rung for rung in Assurance if rung in attainable and rung.rank >= least]


def shown_to(question: Question) -> list[Assurance]:
    """The rungs to which an answer to `question` can be shown with the proof that it wants, lowest first."""
    return sorted({Assurance.DOCUMENTED, *map(_reached, _wanted(question))}, key=lambda rung: rung.rank)


def _wanted(question: Question) -> tuple[str, ...]:
    return question.proof.wanted if question.proof else ()


def _reached(kind: str) -> Assurance:
    if kind in TESTED_BY:
        return Assurance.TESTED
    return Assurance.VALIDATED if kind in VALIDATED_BY else Assurance.DOCUMENTED


def _proof(question: Question, rung: Assurance) -> tuple[str, ...]:
    """The kinds of proof that the question wants and that reach `rung`."""
    if rung.rank < Assurance.DOCUMENTED.rank:
        return ()
    return tuple(kind for kind in _wanted(question) if _reached(kind).rank >= rung.rank) or ("other",)


def _targets(line: Line, model: RiskModel, as_of: dt.date) -> list[Target]:
    """The values that `line` could have: as it is but shown, and every better one."""
    question, answer = line.question, line.answer
    changes = _CHANGES.get(question.kind)
    if changes is None:
        return []
    said = answer if answer and answer.state is AnswerState.ANSWERED and answer.value is not None else None
    found = changes(question, said.value if said else None, model, as_of)
    if said is None:
        return found
    found.append(Target(said.value, _whole_credit(question, said, model, as_of), 0))
    if has_exceptions(question, said):
        lifting = model.efforts.change[EXCEPTIONS]
        found = [replace(target, days=target.days + lifting) for target in found]
    better = [target for target in found if target.credit > (line.credit or 0)]
    return [Target(said.value, line.credit or 0, 0, said.exceptions), *better]


def _whole_credit(question: Question, answer: Answer, model: RiskModel, as_of: dt.date) -> int:
    """What the answer is worth where it holds for everything that we would use."""
    return credit(question, replace(answer, exceptions=""), Yardstick(as_of, model.country_groups)) or 0


def _choice(question: Question, kept: Value, model: RiskModel, as_of: dt.date) -> list[Target]:  # noqa: ARG001
    """Every option, as far away as the days from one to the next say; from the worst one when there is no answer."""
    at = next((place for place, option in enumerate(question.options) if option.id == kept), 0)
    days, found = 0, [Target(question.options[0].id, question.options[0].credit, 0)] if kept is None else []
    for option in question.options[at + 1 :]:
        days += _effort(option, question, model)
        found.append(Target(option.id, option.credit, days))
    return found


def _multi(question: Question, kept: Value, model: RiskModel, as_of: dt.date) -> list[Target]:  # noqa: ARG001
    """What is chosen now with every combination of further options."""
    chosen = [one for one in question.options if isinstance(kept, tuple) and one.id in kept and not one.exclusive]
    further = [one for one in question.options if one not in chosen and not one.exclusive and one.credit]
    return [_together(question, chosen, extra, model) for extra in _combinations(further)]


def _combinations(options: list[Option]) -> Iterable[tuple[Option, ...]]:
    if len(options) > MOST_TOGETHER:
        ordered = sorted(options, key=lambda one: (-one.credit, one.id))
        return (tuple(ordered[:count]) for count in range(1, len(ordered) + 1))
    return (extra for count in range(1, len(options) + 1) for extra in combinations(options, count))


def _together(question: Question, chosen: list[Option], extra: tuple[Option, ...], model: RiskModel) -> Target:
    named = {option.id for option in (*chosen, *extra)}
    value = tuple(option.id for option in question.options if option.id in named)
    credit = min(FULL, sum(option.credit for option in (*chosen, *extra)))
    return Target(value, credit, sum(_effort(option, question, model) for option in extra))


def _number(question: Question, kept: Value, model: RiskModel, as_of: dt.date) -> list[Target]:  # noqa: ARG001
    days = _days(question, model)
    return [Target(band.bound, band.credit, days) for band in question.bands if band.bound is not None]


def _date(question: Question, kept: Value, model: RiskModel, as_of: dt.date) -> list[Target]:  # noqa: ARG001
    """Done again today, which is the youngest that it can be."""
    return [Target(as_of, question.bands[0].credit, _days(question, model))] if question.bands else []


def _countries(question: Question, kept: Value, model: RiskModel, as_of: dt.date) -> list[Target]:  # noqa: ARG001
    """Everything in one country of a group; which country it is does not matter to the score."""
    places = [(sorted(model.country_groups.get(one.group or "", ()))[:1], one) for one in question.regions]
    return [Target((*country,), region.credit, _days(question, model)) for country, region in places if country]


def _table(question: Question, kept: Value, model: RiskModel, as_of: dt.date) -> list[Target]:  # noqa: ARG001
    row: Mapping[str, str] = dict.fromkeys((column.id for column in question.columns), "")
    return [Target((row,), FULL, _days(question, model))]


def _statement(question: Question, kept: Value, model: RiskModel, as_of: dt.date) -> list[Target]:  # noqa: ARG001
    return [Target(AGREED, FULL, _days(question, model))]


_CHANGES: Final[Mapping[Kind, Callable[[Question, Value, RiskModel, dt.date], list[Target]]]] = {
    Kind.CHOICE: _choice,
    Kind.MULTI: _multi,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.COUNTRIES: _countries,
    Kind.TABLE: _table,
    Kind.STATEMENT: _statement,
}


CHANGED: Final = tuple(kind.value for kind in _CHANGES)
"""The kinds of question whose answer a vendor can change."""


def _effort(option: Option, question: Question, model: RiskModel) -> int:
    return _days(question, model) if option.effort is None else option.effort


def _days(question: Question, model: RiskModel) -> int:
    return model.efforts.change[question.kind.value]
