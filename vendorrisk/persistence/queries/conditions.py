"""The conditions of approvals, as those see them who work them off, accept them or follow them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager

from vendorrisk.domain.access import Actor
from vendorrisk.domain.fulfilment import Show, Stage
from vendorrisk.persistence.models import Assessment, ConditionRow, Decision, Engagement
from vendorrisk.persistence.queries import answering, review


def _is(show: Show, today: dt.date) -> ColumnElement[bool]:
    match show:
        case Show.WAITING:
            return ConditionRow.stage == Stage.SHOWN.value
        case Show.OVERDUE:
            return (ConditionRow.stage == Stage.OPEN.value) & (ConditionRow.due_on < today)
        case Show.OPEN:
            return ConditionRow.stage == Stage.OPEN.value
        case Show.CLOSED:
            return ConditionRow.stage.in_([Stage.MET.value, Stage.WAIVED.value])


def rows(actor: Actor, show: Show, today: dt.date) -> Select[ConditionRow]:
    """The conditions of final decisions that `actor` may look into, of one kind, those due first before others."""
    return (
        select(ConditionRow)
        .join(ConditionRow.decision)
        .join(Decision.assessment)
        .join(Assessment.engagement)
        .join(Engagement.vendor)
        .where(Decision.final_at.is_not(None), review.visible_to(actor), _is(show, today))
        .options(
            contains_eager(ConditionRow.decision)
            .contains_eager(Decision.assessment)
            .contains_eager(Assessment.engagement)
            .contains_eager(Engagement.vendor)
        )
        .order_by(ConditionRow.due_on, ConditionRow.id)
    )


def assessment_of(actor: Actor, condition_id: str) -> Select[Assessment]:
    """The assessment of a final decision's condition that `actor` answered wholly, or may look into."""
    return (
        select(Assessment)
        .join(Decision, Decision.assessment_id == Assessment.id)
        .join(ConditionRow, ConditionRow.decision_id == Decision.id)
        .where(ConditionRow.id == condition_id, Decision.final_at.is_not(None))
        .where(or_(review.visible_to(actor), answering.visible_to(actor)))
    )


def follower(assessment_id: str) -> Select[Assessment]:
    """The assessment that follows this one."""
    return select(Assessment).where(Assessment.follows_id == assessment_id)


def held(condition_id: str) -> Select[Assessment]:
    """The same for the portal itself."""
    return (
        select(Assessment)
        .join(Decision, Decision.assessment_id == Assessment.id)
        .join(ConditionRow, ConditionRow.decision_id == Decision.id)
        .where(ConditionRow.id == condition_id)
    )
