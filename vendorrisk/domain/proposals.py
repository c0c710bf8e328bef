"""A plan put to the vendor: each of its steps as a condition, in words, with the proof wanted and by when."""

from __future__ import annotations

from dataclasses import dataclass

from vendorrisk.domain.model import Organisation
from vendorrisk.domain.questionnaire import Kind, Text
from vendorrisk.domain.reasons import Reason, both
from vendorrisk.domain.steps import Step, must_be_proven
from vendorrisk.domain.wording import PROOFS, Either, written


@dataclass(frozen=True, slots=True)
class ProposedCondition:
    """What the vendor is to do for one question: in words, the proof wanted, and by when.

    `days` from the decision; 0 when it is due before go-live. `days` is never above the organisation's limit. `effort`
    is the days of work.
    """

    question: str
    control: str
    text: Text
    proof: tuple[str, ...]
    before_go_live: bool
    days: int
    effort: int


def proposed(step: Step, organisation: Organisation) -> ProposedCondition:
    """The condition that asks for `step`."""
    question = step.line.question
    urgent = bool(must_be_proven(step.line) and question.knock_out and question.knock_out.never_defer)
    days = organisation.conditional_days if step.improves else organisation.proof_days
    return ProposedCondition(
        question=question.id,
        control=question.control,
        text=both(wording(step)),
        proof=step.proof,
        before_go_live=urgent,
        days=0 if urgent else min(days, organisation.conditional_days),
        effort=step.days,
    )


def wording(step: Step) -> Reason:
    """What the vendor is asked to do, in a sentence."""
    question = step.line.question
    values: dict[str, object] = {"control": question.control, "ask": question.ask}
    if step.proof:
        values["proof"] = Either(tuple(PROOFS[kind] for kind in step.proof))
    return Reason(_code(step), values | {"answer": written(question, step.value)})


def _code(step: Step) -> str:
    kind = "shown" if step.proof else "said"
    if step.line.answer and step.line.answer.exceptions and step.value == step.line.answer.value and step.improves:
        return f"condition.everywhere.{kind}"
    if step.line.question.kind not in {Kind.CHOICE, Kind.MULTI}:
        return f"condition.improve.{kind}" if step.improves else "condition.show"
    return f"condition.reach.{kind}" if step.improves else "condition.prove"
