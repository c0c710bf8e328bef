"""When a question is asked: conditions as data, evaluated to true, false or unknown (Kleene's three values).

Unknown means that something the condition needs has not been answered; a question is asked only where its condition is
true, so nothing is asked on a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from vendorrisk.domain.answers import Value
    from vendorrisk.domain.questionnaire import Question, Tier


class Operator(StrEnum):
    IS = "is"
    IN = "in"
    INCLUDES = "includes"
    AT_LEAST = "at_least"


class ProofState(StrEnum):
    """What a rule against contradictions may ask of the proof of an answer."""

    MISSING = "missing"
    EXPIRED = "expired"
    CURRENT = "current"


Operand: TypeAlias = "str | int | bool"


@dataclass(frozen=True, slots=True)
class FactIs:
    """An intake answer or derived fact compared with `values`; a bare fact is compared with true."""

    fact: str
    operator: Operator
    values: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """Another answer of the vendor compared with `values`."""

    question: str
    operator: Operator
    values: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class TierIn:
    """The tier of the engagement is one of these (values of Tier)."""

    tiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class ProofIs:
    """The best proof of an answer stands so on the day of the assessment; only a contradiction looks at proof."""

    question: str
    state: ProofState


@dataclass(frozen=True, slots=True)
class AllOf:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    condition: Condition


Condition: TypeAlias = "FactIs | AnswerIs | ProofIs | TierIn | AllOf | AnyOf | Not"


@dataclass(frozen=True, slots=True)
class Context:
    """What conditions are held against: intake answers and derived facts, the vendor's answers, and the tier.

    The questions say where an option stands among its options, for `at_least`: `questions` for answers,
    `intake` for facts. `proofs` says how the proof of each answer stands, where that is looked at.
    """

    facts: Mapping[str, Value]
    answers: Mapping[str, Value] = field(default_factory=dict)
    tier: Tier | None = None
    questions: Mapping[str, Question] = field(default_factory=dict)
    intake: Mapping[str, Question] = field(default_factory=dict)
    proofs: Mapping[str, ProofState] = field(default_factory=dict)


def evaluate(condition: Condition, context: Context) -> bool | None:
    """Whether `condition` holds in `context`; None when something that it needs is not known yet."""
    return _EVALUATORS[type(condition)](condition, context)


def named(condition: Condition | None) -> Iterator[FactIs | AnswerIs | ProofIs]:
    """Every comparison inside `condition`, so that what it depends on can be looked up."""
    match condition:
        case FactIs() | AnswerIs() | ProofIs():
            yield condition
        case AllOf(conditions) | AnyOf(conditions):
            for part in conditions:
                yield from named(part)
        case Not(part):
            yield from named(part)


def _fact(condition: FactIs, context: Context) -> bool | None:
    return _compared(condition, context.facts.get(condition.fact), context.intake.get(condition.fact))


def _answer(condition: AnswerIs, context: Context) -> bool | None:
    return _compared(condition, context.answers.get(condition.question), context.questions.get(condition.question))


def _compared(condition: FactIs | AnswerIs, value: Value, question: Question | None) -> bool | None:
    return None if value is None else _COMPARISONS[condition.operator](value, condition.values, question)


def _proof(condition: ProofIs, context: Context) -> bool | None:
    state = context.proofs.get(condition.question)
    return None if state is None else state is condition.state


def _tier(condition: TierIn, context: Context) -> bool | None:
    return None if context.tier is None else context.tier.value in condition.tiers


def _all(condition: AllOf, context: Context) -> bool | None:
    found = {evaluate(part, context) for part in condition.conditions}
    return False if False in found else None if None in found else True


def _any(condition: AnyOf, context: Context) -> bool | None:
    found = {evaluate(part, context) for part in condition.conditions}
    return True if True in found else None if None in found else False


def _not(condition: Not, context: Context) -> bool | None:
    found = evaluate(condition.condition, context)
    return None if found is None else not found


_EVALUATORS: Final[Mapping[type, Callable[[Any, Context], bool | None]]] = {
    FactIs: _fact,
    AnswerIs: _answer,
    ProofIs: _proof,
    TierIn: _tier,
    AllOf: _all,
    AnyOf: _any,
    Not: _not,
}


def _is(value: Value, values: tuple[Operand, ...], question: Question | None) -> bool:  # noqa: ARG001 - one signature
    return value == values if isinstance(value, tuple) else value in values


def _in(value: Value, values: tuple[Operand, ...], question: Question | None) -> bool:  # noqa: ARG001
    return bool(set(value) & set(values)) if isinstance(value, tuple) else value in values


def _includes(value: Value, values: tuple[Operand, ...], question: Question | None) -> bool:  # noqa: ARG001
    return set(values) <= set(value if isinstance(value, tuple) else (value,))


def _at_least(value: Value, values: tuple[Operand, ...], question: Question | None) -> bool:
    if isinstance(value, int) and isinstance(values[0], int):
        return value >= values[0]
    order = [option.id for option in question.options] if question else []
    return value in order and values[0] in order and order.index(str(value)) >= order.index(str(values[0]))


_COMPARISONS: Final[Mapping[Operator, Callable[[Value, tuple[Operand, ...], Question | None], bool]]] = {
    Operator.IS: _is,
    Operator.IN: _in,
    Operator.INCLUDES: _includes,
    Operator.AT_LEAST: _at_least,
}
