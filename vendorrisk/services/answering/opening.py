"""Opening a questionnaire: the first act of a vendor's person on it."""

from __future__ import annotations

from sqlalchemy import Select

from vendorrisk.domain.access import Actor
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import EDITABLE, Move, State
from vendorrisk.domain.reasons import Reason
from vendorrisk.persistence.models import Assessment
from vendorrisk.persistence.queries import answering as queries
from vendorrisk.services import trail
from vendorrisk.services.failures import Refused
from vendorrisk.services.moves import move, take_turn
from vendorrisk.services.work import Work


def open_if_new(work: Work, actor: Actor, assessment_id: str) -> None:
    """Note that the vendor began, when nobody of them had; a reading otherwise, that takes no turn."""
    seen = work.session.scalars(queries.one(actor, assessment_id)).one_or_none()
    if seen is not None and seen.state == State.INVITED:
        held = take_turn(work, queries.one(actor, assessment_id))
        if held.state == State.INVITED:
            _open(work, actor, held)
        work.commit()


def held_for_answering(work: Work, actor: Actor, assessment_id: str) -> Assessment:
    """The assessment, held and open for who has the whole of it to change something. Raises NotFound and Refused."""
    return _held(work, actor, queries.one(actor, assessment_id))


def held_in_part(work: Work, actor: Actor, assessment_id: str) -> Assessment:
    """The same for who has at least a part of it; what they may change of it is for their `Sheet` to say."""
    return _held(work, actor, queries.one_in_part(actor, assessment_id))


def _held(work: Work, actor: Actor, query: Select[Assessment]) -> Assessment:
    assessment = take_turn(work, query)
    if State(assessment.state) not in EDITABLE:
        raise Refused(Reason("answering.closed"))
    if assessment.state == State.INVITED:
        _open(work, actor, assessment)
    return assessment


def _open(work: Work, actor: Actor, assessment: Assessment) -> None:
    move(work, actor, assessment, Move.OPEN)
    assessment.opened_at = work.now()
    trail.note(work, actor, EventKind.ASSESSMENT_OPENED, assessment.id)
