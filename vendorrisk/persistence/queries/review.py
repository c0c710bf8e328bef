"""Assessments, as those who review and audit see them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Select, and_, case, false, func, select
from sqlalchemy.orm import contains_eager

from vendorrisk.domain.access import Actor, Permission
from vendorrisk.domain.lifecycle import HOLDER, Holder, State, Whose
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.persistence.models import Assessment, Decision, Engagement, Signature
from vendorrisk.persistence.queries.intake import found, since

OURS = [state.value for state, holder in HOLDER.items() if holder is Holder.RISK]


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Which assessments `actor` may look into: for reviewers and auditors all that were ever submitted.

    What a vendor is still writing is the vendor's own.
    """
    return Assessment.submitted_at.is_not(None) if actor.may(Permission.SEE_QUEUE) else false()


def rows(
    actor: Actor, state: State | None, tier: Tier | None, whose: Whose | None, search: str
) -> Select[Assessment, dt.datetime, int]:
    """Assessments with since when they are where they are and how many signed: by due date, higher tier first."""
    rank = case({one.value: one.rank for one in Tier}, value=Engagement.tier)
    query = (
        select(Assessment, since(), _signatures())
        .join(Assessment.engagement)
        .join(Engagement.vendor)
        .outerjoin(Assessment.reviewer)
        .where(visible_to(actor), Assessment.state.in_([state.value] if state else OURS))
        .options(
            contains_eager(Assessment.engagement).contains_eager(Engagement.vendor), contains_eager(Assessment.reviewer)
        )
        .order_by(Assessment.due_on, rank.desc(), Assessment.id)
    )
    if tier:
        query = query.where(Engagement.tier == tier.value)
    if whose:
        query = query.where(Assessment.reviewer_id == (actor.id if whose is Whose.MINE else None))
    return query.where(found(search.strip())) if search.strip() else query


def one(actor: Actor, assessment_id: str) -> Select[Assessment]:
    """One assessment that `actor` may look into."""
    return select(Assessment).where(Assessment.id == assessment_id, visible_to(actor))


def decision(assessment_id: str) -> Select[Decision]:
    """The decision on an assessment, proposed or final, as it is now."""
    return select(Decision).where(Decision.assessment_id == assessment_id).execution_options(populate_existing=True)


def _signatures() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(Signature)
        .join(Decision, and_(Decision.id == Signature.decision_id))
        .where(Decision.assessment_id == Assessment.id)
        .correlate(Assessment)
        .scalar_subquery()
    )
