"""An assessment beside the one it follows: what changed since, and what that does to the outcome."""

from __future__ import annotations

from dataclasses import dataclass

from vendorrisk.domain.access import Actor
from vendorrisk.domain.assessment import Outcome
from vendorrisk.domain.changes import Change, changes
from vendorrisk.persistence.models import Assessment
from vendorrisk.persistence.queries import review as queries
from vendorrisk.services.failures import NotFound
from vendorrisk.services.review.reading import Chair, chair_at
from vendorrisk.services.work import Work


@dataclass(frozen=True, slots=True)
class Side:
    """One of two assessments, with its outcome as of its decision, or of today while there is none."""

    assessment: Assessment
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two assessments of one engagement, and every question of both."""

    then: Side
    now: Side
    changes: tuple[Change, ...]


def compared(work: Work, actor: Actor, assessment_id: str) -> Comparison:
    """An assessment beside the one that it follows. Raises NotFound, also where it follows none."""
    now, then = _seen(work, actor, assessment_id), None
    if now.follows_id:
        then = _seen(work, actor, now.follows_id)
    if then is None:
        raise NotFound(assessment_id)
    before, after = chair_at(work, then), chair_at(work, now)
    return Comparison(_side(before), _side(after), changes(before.desk.card.lines, after.desk.card.lines))


def _seen(work: Work, actor: Actor, assessment_id: str) -> Assessment:
    found = work.session.scalars(queries.one(actor, assessment_id)).one_or_none()
    if found is None:
        raise NotFound(assessment_id)
    return found


def _side(chair: Chair) -> Side:
    return Side(chair.desk.assessment, chair.outcome)
