"""Draft findings: what an assessment shows that somebody must follow up, before a person takes it over or drops it.

A scope exception is a part of the service to which an answer does not apply; a contradiction is at least one answer
that is not as it seems. Neither decides anything by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from vendorrisk.domain.answers import AnswerState
from vendorrisk.domain.credits import FULL, has_exceptions
from vendorrisk.domain.model import RiskModel, Severity
from vendorrisk.domain.questionnaire import Contradiction, Text
from vendorrisk.domain.reasons import Reason, both
from vendorrisk.domain.scoring import Basis, KnockOutStatus, Line, ScoreCard


class FindingKind(StrEnum):
    """What a finding was drafted from."""

    EXCEPTION = "exception"
    CONTRADICTION = "contradiction"


HEAVIEST_FIRST: Final = tuple(reversed(Severity))


@dataclass(frozen=True, slots=True)
class Finding:
    """A draft: what it was drafted from, how much depends on it, the questions that it is about, and what it says.

    `id` is the same for the same matter in every assessment of this questionnaire.
    """

    id: str
    kind: FindingKind
    severity: Severity
    questions: tuple[str, ...]
    text: Text


def draft(card: ScoreCard, contradictions: Iterable[Contradiction], model: RiskModel) -> tuple[Finding, ...]:
    """The findings that the lines of `card` and the `contradictions` found among them give, heaviest first.

    At stake is what an exception costs, and for a contradiction all that its answers are worth as claimed.
    """
    total = sum(line.weight for line in card.lines)
    drafted = [_exception(line, model) for line in card.lines if _excepts(line)]
    drafted += [_contradiction(rule, card, total, model) for rule in contradictions]
    return tuple(sorted(drafted, key=lambda one: HEAVIEST_FIRST.index(one.severity)))


def severity(stake: Fraction, model: RiskModel) -> Severity:
    """How heavy it is to have `stake`, a share of all weight, in doubt."""
    reached = [rung for rung in HEAVIEST_FIRST if rung in model.severities and stake * FULL >= model.severities[rung]]
    return reached[0] if reached else Severity.LOW


def _excepts(line: Line) -> bool:
    answer = line.answer
    return answer is not None and answer.state is AnswerState.ANSWERED and has_exceptions(line.question, answer)


def _exception(line: Line, model: RiskModel) -> Finding:
    said = line.answer.exceptions.strip() if line.answer else ""
    heavy = line.knock_out is KnockOutStatus.ADMITTED
    return Finding(
        id=f"exception:{line.question.id}",
        kind=FindingKind.EXCEPTION,
        severity=Severity.HIGH if heavy else severity(line.lost_control, model),
        questions=(line.question.id,),
        text=both(Reason("finding.exception", {"ask": line.question.ask, "exceptions": said})),
    )


def _contradiction(rule: Contradiction, card: ScoreCard, total: int, model: RiskModel) -> Finding:
    lines = [line for line in card.lines if line.question.id in rule.questions]
    worth = sum((line.weight * line.worth(Basis.CLAIMED) for line in lines), Fraction(0))
    return Finding(
        id=f"contradiction:{rule.id}",
        kind=FindingKind.CONTRADICTION,
        severity=severity(worth / total if total else worth, model),
        questions=rule.questions,
        text=rule.say,
    )
