"""The recommendation: the first row of the table in docs/risk-model.md §4 that holds, with its reasons in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from vendorrisk.domain.ages import calendar_months
from vendorrisk.domain.answers import AnswerState, Assurance
from vendorrisk.domain.assurance import Standard, Standing, best_standing, is_stale
from vendorrisk.domain.credits import FULL
from vendorrisk.domain.proposals import ProposedCondition, proposed
from vendorrisk.domain.questionnaire import Question, Text
from vendorrisk.domain.reasons import Reason, both
from vendorrisk.domain.remedy import Plan, shortest
from vendorrisk.domain.residual import Residual
from vendorrisk.domain.robustness import Robustness, robustness
from vendorrisk.domain.scored import Scored
from vendorrisk.domain.scoring import KnockOutStatus, Line, LineState
from vendorrisk.domain.verdict import Verdict, verdict_on
from vendorrisk.domain.wording import Money, Month, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What the model recommends, why, and what else to know. `approve` and `floor` are lines in hundredths.

    `plan` is the shortest way to approval, where approval is not recommended already and nothing is left to ask.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    remarks: tuple[Reason, ...]
    conditions: tuple[ProposedCondition, ...]
    plan: Plan | None
    robustness: Robustness
    approve: int
    floor: int
    appetite: float


def recommend(found: Scored) -> Recommendation:
    """The recommendation for what was found: the first row of the table that holds."""
    verdict = verdict_on(found)
    firm = robustness(found)
    plan = shortest(found) if verdict in {Verdict.APPROVE_WITH_CONDITIONS, Verdict.REJECT} else None
    conditional = plan is not None and verdict is Verdict.APPROVE_WITH_CONDITIONS
    return Recommendation(
        verdict=verdict,
        reasons=_REASONS[verdict](found) + ((Reason("stands_at_worst"),) if _stands(verdict, firm) else ()),
        remarks=_remarks(found) + ((plan.obstacle,) if plan and plan.obstacle else ()),
        conditions=tuple(proposed(step, found.organisation) for step in plan.steps) if plan and conditional else (),
        plan=plan,
        robustness=firm,
        approve=found.policy.approve,
        floor=found.policy.floor,
        appetite=float(found.organisation.appetite),
    )


def _stands(verdict: Verdict, firm: Robustness) -> bool:
    return firm.stands and verdict in {Verdict.APPROVE, Verdict.APPROVE_WITH_CONDITIONS}


def _ask_reasons(found: Scored) -> tuple[Reason, ...]:
    if not found.card.missing:
        return (Reason("ask.nothing_scored"),)
    first = found.card.missing[0]
    return (Reason("ask.missing", {"count": len(found.card.missing), **_named(first)}),)


def _reject_reasons(found: Scored) -> tuple[Reason, ...]:
    admitted = tuple(
        Reason("knock_out.admitted", {**_named(line.question), "answer": answer_text(line)})
        for line in found.card.knock_outs(KnockOutStatus.ADMITTED)
    )
    return admitted + _claimed_reasons(found)


def _approve_reasons(found: Scored) -> tuple[Reason, ...]:
    reasons, accepted = _proven_reasons(found), _accepted_reasons(found)
    if found.card.knock_outs() and not accepted:
        reasons += (Reason("knock_outs.proven", {"count": len(found.card.knock_outs())}),)
    return reasons + accepted


def _condition_reasons(found: Scored) -> tuple[Reason, ...]:
    unproven = tuple(
        Reason(
            "knock_out.unproven",
            {**_named(line.question), "assurance": line.assurance, "wanted": found.policy.knock_out_assurance},
        )
        for line in found.card.knock_outs(KnockOutStatus.UNPROVEN)
    )
    return _claimed_reasons(found) + _proven_reasons(found) + unproven + _accepted_reasons(found)


def _accepted_reasons(found: Scored) -> tuple[Reason, ...]:
    accepted = found.card.knock_outs(KnockOutStatus.ACCEPTED)
    return tuple(Reason("knock_out.accepted", _named(line.question)) for line in accepted)


_REASONS: Final[dict[Verdict, Callable[[Scored], tuple[Reason, ...]]]] = {
    Verdict.ASK: _ask_reasons,
    Verdict.REJECT: _reject_reasons,
    Verdict.APPROVE: _approve_reasons,
    Verdict.APPROVE_WITH_CONDITIONS: _condition_reasons,
}


def _claimed_reasons(found: Scored) -> tuple[Reason, ...]:
    over, under = "effectiveness.floor", "effectiveness.under_floor"
    within, above = "residual.claimed_within", "residual.claimed_above"
    return (
        _against_line(found.card.claimed, found.policy.floor, over, under),
        _against_appetite(found, found.residuals.claimed, within, above),
    )


def _proven_reasons(found: Scored) -> tuple[Reason, ...]:
    over, under = "effectiveness.approve", "effectiveness.under_approve"
    within, above = "residual.proven_within", "residual.proven_above"
    return (
        _against_line(found.card.proven, found.policy.approve, over, under),
        _against_appetite(found, found.residuals.proven, within, above),
    )


def _against_line(effectiveness: Fraction | None, line: int, over: str, under: str) -> Reason:
    share = effectiveness or Fraction(0)
    margin = share - Fraction(line, FULL)
    return Reason(over if margin >= 0 else under, {"share": share, "margin": abs(margin), "line": line})


def _against_appetite(found: Scored, residual: Residual, within: str, above: str) -> Reason:
    currency, appetite = found.organisation.currency, float(found.organisation.appetite)
    values = {
        "expected": Money(residual.expected, currency),
        "margin": Money(abs(appetite - residual.expected), currency),
        "appetite": Money(appetite, currency),
    }
    return Reason(within if found.within(residual) else above, values)


def _named(question: Question) -> dict[str, object]:
    return {"control": question.control, "ask": question.ask}


def answer_text(line: Line) -> Text:
    """The answer of `line` in words: the labels of its options, or the value itself."""
    if line.answer is None or line.state is LineState.UNANSWERED:
        return both(Reason("answer.none"))
    if line.answer.state is AnswerState.NOT_APPLICABLE:
        return both(Reason("answer.not_applicable"))
    return written(line.question, line.answer.value)


def _remarks(found: Scored) -> tuple[Reason, ...]:
    standard = Standard(found.as_of, found.model.stale_after)
    given = [line for line in found.card.lines if line.answer is not None]
    return _stale_remark(given, standard) + tuple(
        Reason(code, {"controls": controls})
        for code, controls in (
            ("proof_aged", _controls(given, lambda line: _aged(line, standard))),
            ("not_applicable_pending", _controls(given, _pending)),
            ("ungraded", _controls(given, lambda line: line.state is LineState.UNGRADED)),
        )
        if controls
    )


def _controls(lines: list[Line], picked: Callable[[Line], bool]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.question.control for line in lines if picked(line)))


def _aged(line: Line, standard: Standard) -> bool:
    """Whether proof that should hold up more than a commitment no longer does by itself."""
    answer = line.answer
    return (
        answer is not None
        and answer.assurance.rank > Assurance.COMMITTED.rank
        and best_standing(line.question, answer, standard.as_of) is not Standing.CURRENT
    )


def _pending(line: Line) -> bool:
    return line.state is LineState.NOT_APPLICABLE and line.counts


def _stale_remark(lines: list[Line], standard: Standard) -> tuple[Reason, ...]:
    """One remark for the whole case: the month that most of the stale answers are of, of equals the earliest."""
    months = Counter(
        line.answer.as_of.replace(day=1) for line in lines if line.answer and is_stale(line.answer, standard)
    )
    if not months:
        return ()
    month = min(months, key=lambda one: (-months[one], one))
    values = {
        "month": Month(month),
        "months": calendar_months(month, standard.as_of),
        "limit": standard.stale_after,
        "count": months.total(),
        "total": len(lines),
    }
    return (Reason("stale", values),)
