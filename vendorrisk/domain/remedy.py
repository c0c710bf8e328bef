"""What to ask for: conditions that would bring an assessment to the approve line.

First every knock-out that is not proven, then the steps that gain most, until line and appetite are reached or the list
is as long as people can follow. (Greedy: not always the cheapest set of steps.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.credits import FULL, best_credit
from vendorrisk.domain.exposure import Exposure
from vendorrisk.domain.model import Organisation, RiskModel, TierPolicy
from vendorrisk.domain.questionnaire import Kind, Option, Question, Text
from vendorrisk.domain.reasons import Reason, both
from vendorrisk.domain.residual import residuals
from vendorrisk.domain.scoring import Basis, KnockOutStatus, Line, LineState, ScoreCard, share
from vendorrisk.domain.wording import PROOFS, Either

SOUND: Final = 75
"""The credit, in hundredths, that a condition asks of a control: a sound one, not the best there is; judgement."""

MOST: Final = 12
"""How many conditions are proposed beside the knock-outs: more than can be followed up helps nobody; judgement."""

INDEPENDENT: Final = frozenset(
    {
        "soc2-type1",
        "soc2-type2",
        "iso27001-certificate",
        "pentest-report",
        "pentest-letter",
        "audit-report",
        "test-report",
        "tls-scan",
    }
)
"""Kinds of proof in which somebody other than the vendor looked: they reach `validated`, others `documented`."""


@dataclass(frozen=True, slots=True)
class ProposedCondition:
    """What the vendor is to do for one question: in words, the proof wanted, and by when.

    `days` from the decision; 0 when it is due before go-live. `days` is never above the organisation's limit.
    """

    question: str
    control: str
    text: Text
    proof: tuple[str, ...]
    before_go_live: bool
    days: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Conditions, the effectiveness as proven once all are met, and whether that is approval within the appetite."""

    conditions: tuple[ProposedCondition, ...]
    proven: Fraction
    reached: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A line as it stands, and as it would stand once its condition is met."""

    line: Line
    after: Line
    proof: tuple[str, ...]

    @property
    def gain(self) -> Fraction:
        """What the step adds to the weighted sum as proven."""
        return self.line.weight * (self.after.worth(Basis.PROVEN) - self.line.worth(Basis.PROVEN))

    @property
    def improves(self) -> bool:
        """Whether the control itself has to become better, not only its proof."""
        return (self.after.credit or 0) > (self.line.credit or 0)


def propose(card: ScoreCard, exposure: Exposure, model: RiskModel, organisation: Organisation) -> Plan:
    """The conditions to attach to this assessment, and what meeting them all comes to."""
    policy = model.policies[exposure.tier]
    must = [step(line, policy) for line in card.knock_outs(KnockOutStatus.UNPROVEN) if _closable(line)]
    taken = {one.line.question.id for one in must}
    open_lines = [line for line in card.lines if line.question.id not in taken and line.lost and _closable(line)]
    # Sorted by gain; equal gains by id, so that the order of questions changes nothing.
    useful = [one for one in (step(line, policy) for line in open_lines) if one.gain > 0]
    useful.sort(key=lambda one: (-one.gain, one.line.question.id))
    chosen = list(must)
    plan = _plan(chosen, card, exposure, model, organisation)
    while not plan.reached and useful and len(chosen) < len(must) + MOST:
        chosen.append(useful.pop(0))
        plan = _plan(chosen, card, exposure, model, organisation)
    return plan


def step(line: Line, policy: TierPolicy) -> Step:
    """`line` brought to a sound control with the best proof that can be asked for it."""
    wanted = line.question.proof.wanted if line.question.proof else ()
    independent = tuple(kind for kind in wanted if kind in INDEPENDENT)
    # A knock-out is asked for what its rung wants, so that it can be closed soon; other gaps for what gains most.
    rung = (
        policy.knock_out_assurance if line.knock_out else Assurance.VALIDATED if independent else Assurance.DOCUMENTED
    )
    proof = independent if rung.rank >= Assurance.VALIDATED.rank and independent else wanted
    rung = max(rung, line.assurance, key=lambda one: one.rank)
    target = max(line.credit or 0, _sound_credit(line.question))
    after = replace(line, credit=target, assurance=rung, factor=policy.factors[rung], state=LineState.ANSWERED)
    return Step(line, after, proof or ("other",))


def _closable(line: Line) -> bool:
    """A text is for the reviewer to grade, not for the vendor to mend."""
    return line.question.kind is not Kind.TEXT


def _sound_credit(question: Question) -> int:
    option = _sound_option(question)
    limit = question.knock_out.below if question.knock_out else 0
    return option.credit if option else max(limit, min(SOUND, best_credit(question)))


def _sound_option(question: Question) -> Option | None:
    """The first option of a choice that is sound and above its knock-out; else the best one."""
    if question.kind is not Kind.CHOICE:
        return None
    limit = max(SOUND, question.knock_out.below if question.knock_out else 0)
    return next((option for option in question.options if option.credit >= limit), question.options[-1])


def _plan(
    steps: Sequence[Step], card: ScoreCard, exposure: Exposure, model: RiskModel, organisation: Organisation
) -> Plan:
    mended = {one.line.question.id: one.after for one in steps}
    lines = tuple(mended.get(line.question.id, line) for line in card.lines)
    proven = share(lines, Basis.PROVEN) or Fraction(0)
    expected = residuals(exposure, replace(card, lines=lines), model).proven.expected
    line = Fraction(model.policies[exposure.tier].approve, FULL)
    conditions = tuple(_condition(one, organisation) for one in steps)
    return Plan(conditions, proven, proven >= line and expected <= organisation.appetite)


def _condition(one: Step, organisation: Organisation) -> ProposedCondition:
    question = one.line.question
    urgent = bool(one.line.knock_out and question.knock_out and question.knock_out.never_defer)
    days = organisation.conditional_days if one.improves else organisation.proof_days
    return ProposedCondition(
        question=question.id,
        control=question.control,
        text=both(_wording(one)),
        proof=one.proof,
        before_go_live=urgent,
        days=0 if urgent else min(days, organisation.conditional_days),
    )


def _wording(one: Step) -> Reason:
    question = one.line.question
    proof = Either(tuple(PROOFS[kind] for kind in one.proof))
    values: dict[str, object] = {"control": question.control, "proof": proof, "ask": question.ask}
    if question.kind is not Kind.CHOICE:
        return Reason("condition.improve" if one.improves else "condition.show", values)
    if one.improves:
        target = _sound_option(question)
        return Reason("condition.reach", values | {"target": target.label if target else question.ask})
    chosen = question.option(str(one.line.answer.value)) if one.line.answer else None
    return Reason("condition.prove", values | {"answer": chosen.label if chosen else question.ask})
