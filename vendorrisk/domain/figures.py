"""An outcome as plain figures: what a record keeps and `vendorrisk assess --json` gives, by the same function.

Shares are exact fractions `"n/d"` beside a percentage of one decimal; money is in whole units; frequencies and chances
are decimal text. No float is among them, so that they have one spelling on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from vendorrisk.domain.assessment import Case, Outcome
from vendorrisk.domain.decay import Ahead, ahead
from vendorrisk.domain.exposure import Exposure
from vendorrisk.domain.proposals import wording
from vendorrisk.domain.reasons import Reason, both
from vendorrisk.domain.remedy import Plan
from vendorrisk.domain.residual import Residual
from vendorrisk.domain.robustness import Robustness
from vendorrisk.domain.scoring import Line, ScoreCard, SectionScore
from vendorrisk.domain.wording import rounded


def figures(case: Case, outcome: Outcome) -> dict[str, Any]:
    """The figures of `outcome`, the outcome of `case`, ready for canonical JSON."""
    recommendation, left = outcome.recommendation, outcome.residuals
    return {
        "tier": outcome.exposure.tier.value,
        "tier_reasons": sentences(outcome.exposure.reasons),
        "packs": _packs(outcome.exposure),
        "exposure": {
            "frequency": decimal_text(outcome.exposure.frequency, 6),
            "data_loss": whole(outcome.exposure.data_loss),
            "outage_loss": whole(outcome.exposure.outage_loss),
            "expected": whole(outcome.exposure.expected),
            "parts": [[exact(part.low), exact(part.high)] for part in outcome.exposure.parts],
        },
        "effectiveness": _effectiveness(outcome.card),
        "residual": {name: residual_figures(getattr(left, name)) for name in ("typical", "claimed", "proven", "worst")},
        "recommendation": recommendation.verdict.value,
        "reasons": sentences(recommendation.reasons),
        "remarks": sentences(recommendation.remarks),
        "lines": {
            "approve": recommendation.approve,
            "floor": recommendation.floor,
            "appetite": whole(recommendation.appetite),
        },
        "conditions": [
            {
                "question": one.question,
                "control": one.control,
                "text": {"en": one.text.en, "nl": one.text.nl},
                "proof": list(one.proof),
                "before_go_live": one.before_go_live,
                "days": one.days,
            }
            for one in recommendation.conditions
        ],
        "plan": _plan(recommendation.plan),
        "robustness": _robustness(recommendation.robustness),
        "ahead": _ahead(ahead(case)),
        "contributions": [contribution(line) for line in outcome.card.lines if line.weight],
        "knock_outs": [
            {"question": line.question.id, "control": line.question.control, "status": line.knock_out.value}
            for line in outcome.card.lines
            if line.knock_out
        ],
        "findings": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "severity": one.severity.value,
                "questions": list(one.questions),
                "en": one.text.en,
                "nl": one.text.nl,
            }
            for one in outcome.findings
        ],
        "sections": [_section(section) for section in outcome.card.sections],
        "answers": [answer_figures(line) for line in outcome.card.lines],
        "missing": [question.id for question in outcome.card.missing],
    }


def _plan(plan: Plan | None) -> dict[str, Any] | None:
    """The shortest way to approval: its steps in order, the days of work, what it comes to, and the curve to it."""
    if plan is None:
        return None
    return {
        "days": plan.days,
        "proven": share_figures(plan.proven),
        "residual": residual_figures(plan.residual),
        "obstacle": sentences([plan.obstacle])[0] if plan.obstacle else None,
        "steps": [
            {
                "question": step.line.question.id,
                "control": step.line.question.control,
                "credit": step.credit,
                "assurance": step.assurance.value,
                "days": step.days,
                "en": said_to_vendor.en,
                "nl": said_to_vendor.nl,
            }
            for step in plan.steps
            for said_to_vendor in [both(wording(step))]
        ],
        "curve": [{"days": point.days, "percent": str(rounded(point.proven * 100))} for point in plan.curve],
    }


def _ahead(seen: Ahead) -> dict[str, Any]:
    """The score as it ages over twelve months, from each day on which it changes."""
    return {
        "steps": [
            {
                "on": step.on.isoformat(),
                "proven": share_figures(step.proven),
                "verdict": step.verdict.value,
                "questions": list(step.questions),
            }
            for step in seen.steps
        ],
        "changes_on": seen.changes_on.isoformat() if seen.changes_on else None,
    }


def _robustness(firm: Robustness) -> dict[str, Any]:
    return {
        "at_worst": firm.at_worst.value,
        "stands": firm.stands,
        "verify_first": [
            {
                "question": doubt.line.question.id,
                "control": doubt.line.question.control,
                "stake": exact(doubt.stake),
                "points": str(rounded(doubt.stake * 100, 2)),
                "if_untrue": doubt.if_untrue.value,
                "if_proven": doubt.if_proven.value,
            }
            for doubt in firm.verify_first
        ],
    }


def _packs(exposure: Exposure) -> list[dict[str, str]]:
    """The packs that the facts ask for, each with why."""
    asked = zip(exposure.packs, exposure.pack_reasons, strict=True)
    return [{"id": name, "en": reason.to("en"), "nl": reason.to("nl")} for name, reason in asked]


def sentences(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    """Reasons with their code and their sentence in every language."""
    return [{"code": reason.code, "en": reason.to("en"), "nl": reason.to("nl")} for reason in reasons]


def share_figures(share: Fraction | None) -> dict[str, str] | None:
    """A share as an exact fraction and as a percentage with one decimal; None where there is no score."""
    return None if share is None else {"exact": exact(share), "percent": str(rounded(share * 100))}


def residual_figures(residual: Residual) -> dict[str, Any]:
    """A residual: losses a year, mean loss, expected loss a year, and the chance of one in percent."""
    return {
        "frequency": decimal_text(residual.frequency, 6),
        "loss": whole(residual.loss),
        "expected": whole(residual.expected),
        "chance": decimal_text(residual.chance * 100, 2),
    }


def contribution(line: Line) -> dict[str, Any]:
    """What one question costs, as exact shares of all weight and in points of effectiveness (two decimals)."""
    return {
        "question": line.question.id,
        "control": line.question.control,
        "weight": line.weight,
        "lost": exact(line.lost),
        "control_part": exact(line.lost_control),
        "proof_part": exact(line.lost_proof),
        "points": str(rounded(line.lost * 100, 2)),
        "control_points": str(rounded(line.lost_control * 100, 2)),
        "proof_points": str(rounded(line.lost_proof * 100, 2)),
    }


def answer_figures(line: Line) -> dict[str, Any]:
    """How an answer was read: its state, its credit, and the assurance that counts for it."""
    return {
        "question": line.question.id,
        "state": line.state.value,
        "credit": line.credit,
        "assurance": line.assurance.value,
        "factor": exact(line.factor),
        "counts": line.counts,
    }


def exact(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def whole(amount: float) -> int:
    """Money in whole units of the currency."""
    return round(amount)


def decimal_text(value: float, places: int) -> str:
    """A float at a fixed number of decimals, as text."""
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places)))


def _effectiveness(card: ScoreCard) -> Mapping[str, Any]:
    return {name: share_figures(getattr(card, name)) for name in ("claimed", "proven", "worst")}


def _section(section: SectionScore) -> dict[str, Any]:
    shares = {name: share_figures(getattr(section, name)) for name in ("claimed", "proven", "worst")}
    return {
        "id": section.id,
        "title": {"en": section.title.en, "nl": section.title.nl},
        "weight": section.weight,
    } | shares
