"""Moving an assessment along its line: the state, its place in the timeline, and the date of whoever holds it next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Select

from vendorrisk.domain import clock
from vendorrisk.domain.access import Actor
from vendorrisk.domain.lifecycle import Move, MoveRefused, State, moved
from vendorrisk.persistence.models import Assessment, AssessmentMove, new_id
from vendorrisk.persistence.queries import casework as queries
from vendorrisk.services import deadlines
from vendorrisk.services.casework import today
from vendorrisk.services.failures import NotFound, Stale
from vendorrisk.services.work import Work

HANDED_OVER: Final[Mapping[Move, int]] = {Move.SUBMIT: clock.WEEK, Move.RETURN: clock.WEEK}
"""Working days that the next holder gets when an assessment is handed over: a week each; judgement."""


def take_turn(work: Work, query: Select[Assessment]) -> Assessment:
    """The one assessment of `query`, held against everybody else until the transaction ends. Raises NotFound."""
    found = work.session.scalars(queries.locked(query)).one_or_none()
    if found is None:
        raise NotFound
    return found


def move(work: Work, actor: Actor, assessment: Assessment, way: Move, note: str = "") -> None:
    """Move `assessment`, which the caller holds; the holder's date moves with it. Raises Stale when there is no way."""
    try:
        state = moved(State(assessment.state), way)
    except MoveRefused as refused:
        raise Stale(str(refused)) from None
    assessment.state = state.value
    if way in HANDED_OVER:
        assessment.due_on = clock.after(today(work), HANDED_OVER[way])
        deadlines.watch(work, assessment)
    stand(work, actor, assessment, note)


def stand(work: Work, actor: Actor, assessment: Assessment, note: str = "") -> None:
    """Note in the timeline that `assessment` stands in its state from now on."""
    work.session.add(
        AssessmentMove(
            id=new_id(),
            assessment_id=assessment.id,
            state=assessment.state,
            at=work.now(),
            actor_id=actor.id,
            note=note,
        )
    )
