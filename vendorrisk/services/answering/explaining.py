"""Answers that contradict one another: the vendor resolves or explains each contradiction before submitting."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from vendorrisk.domain.access import Actor
from vendorrisk.domain.canonical import digest
from vendorrisk.domain.contradictions import found
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.questionnaire import Contradiction
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import checked_text
from vendorrisk.persistence.models import Explanation
from vendorrisk.services import trail
from vendorrisk.services.answering.opening import held_for_answering
from vendorrisk.services.casework import Desk, answers_given, desk_of
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.work import Work

EXPLANATION_LIMIT: Final = 2_000
"""Characters of an explanation."""


def contradictions(desk: Desk) -> tuple[Contradiction, ...]:
    """What contradicts among the answers on a desk, on its day."""
    return found(desk.questionnaire, desk.context, desk.answers, desk.as_of)


def explain(work: Work, actor: Actor, assessment_id: str, rule_id: str, text: str) -> None:
    """Say how answers that contradict can all be true; it stands for these answers, not for others given later.

    Raises NotFound for what does not contradict now, BadValue for what is no text, and Refused when it is empty or
    nothing can be changed now.
    """
    desk = desk_of(work, held_for_answering(work, actor, assessment_id))
    rule = next((one for one in contradictions(desk) if one.id == rule_id), None)
    if rule is None:
        raise NotFound(rule_id)
    words = checked_text(text, EXPLANATION_LIMIT).strip()
    if not words:
        raise Refused(Reason("answering.explanation_empty"))
    row = work.session.get(Explanation, (assessment_id, rule_id)) or Explanation()
    row.assessment_id, row.rule_id, row.text = assessment_id, rule_id, words
    row.about, row.author_id, row.written_at = _about(desk, rule), str(actor.id), work.now()
    work.session.add(row)
    trail.note(work, actor, EventKind.CONTRADICTION_EXPLAINED, assessment_id, rule=rule_id)
    work.commit()


def explained(work: Work, desk: Desk) -> dict[str, Explanation]:
    """The explanations that stand for the answers as they are now, by rule."""
    rows = work.session.scalars(select(Explanation).where(Explanation.assessment_id == desk.assessment.id))
    by_rule = {row.rule_id: row for row in rows}
    return {
        rule.id: row
        for rule in desk.questionnaire.contradictions
        if (row := by_rule.get(rule.id)) and row.about == _about(desk, rule)
    }


def unexplained(work: Work, desk: Desk) -> list[Contradiction]:
    """What contradicts and nobody explained."""
    holding = contradictions(desk)
    stands = explained(work, desk) if holding else {}
    return [rule for rule in holding if rule.id not in stands]


def _about(desk: Desk, rule: Contradiction) -> str:
    """The digest of what the answers concerned say, with their proofs."""
    lines = [desk.lines[name] for name in rule.questions if name in desk.lines]
    return digest(answers_given(lines))
