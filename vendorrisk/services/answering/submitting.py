"""Submitting: somebody of the vendor stands for the answers, and they go to the reviewers."""

from __future__ import annotations

from vendorrisk.domain.access import Actor
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import EDITABLE, Move, State
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import checked_text
from vendorrisk.persistence.models import Assessment
from vendorrisk.persistence.queries import answering as queries
from vendorrisk.persistence.queries import casework
from vendorrisk.services import letters, scorekeeping, trail
from vendorrisk.services.answering.explaining import unexplained
from vendorrisk.services.casework import Desk, answers_digest, desk_of
from vendorrisk.services.failures import Refused
from vendorrisk.services.moves import move, take_turn
from vendorrisk.services.work import Work

NAME_LIMIT = 120


def submit(work: Work, actor: Actor, assessment_id: str, name: str, title: str) -> Assessment:
    """Hand the answers in, attested by `name` with position `title`; submitted already, it changes nothing.

    Raises NotFound, BadValue for a name that cannot be read, and Refused when a required answer or the name is
    missing, answers contradict and nobody explained it, or the questionnaire is closed.
    """
    assessment = take_turn(work, queries.one(actor, assessment_id))
    if assessment.state == State.SUBMITTED:
        work.commit()
        return assessment
    if State(assessment.state) not in EDITABLE:
        raise Refused(Reason("answering.closed"))
    desk = desk_of(work, assessment)
    who, position = _checked(work, desk, name, title)
    assessment.attested_by, assessment.attested_title = who, position
    _hand_over(work, actor, desk)
    letters.to_risk_leads(work, assessment, "submitted")
    work.commit()
    return assessment


def _checked(work: Work, desk: Desk, name: str, title: str) -> tuple[str, str]:
    """Who attests, when nothing is missing."""
    who, position = checked_text(name, NAME_LIMIT), checked_text(title, NAME_LIMIT)
    if not who or not position:
        raise Refused(Reason("answering.not_attested"))
    if desk.card.missing:
        values = {"count": len(desk.card.missing), "ask": desk.card.missing[0].ask}
        raise Refused(Reason("answering.missing", values))
    if open_rules := unexplained(work, desk):
        raise Refused(Reason("answering.contradicts", {"count": len(open_rules)}))
    return who, position


def _hand_over(work: Work, actor: Actor, desk: Desk) -> None:
    assessment = desk.assessment
    assessment.answers_digest = answers_digest(desk.card.lines)
    assessment.submitted_at = work.now()
    for asked in casework.clarifications(work.session, assessment.id):
        asked.answered_at = work.now()
    move(work, actor, assessment, Move.SUBMIT)
    scorekeeping.keep(assessment, desk)
    trail.note(
        work,
        actor,
        EventKind.ASSESSMENT_SUBMITTED,
        assessment.id,
        answers_digest=assessment.answers_digest,
        attested_by=assessment.attested_by,
        attested_title=assessment.attested_title,
    )
