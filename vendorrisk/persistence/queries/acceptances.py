"""Risk acceptances, as those see them who give and follow them, and as the desk of an assessment needs them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from vendorrisk.domain.acceptance import Show
from vendorrisk.domain.access import Actor
from vendorrisk.persistence.models import AcceptanceRow, Assessment, Engagement
from vendorrisk.persistence.queries import review


def rows(actor: Actor, show: Show, today: dt.date) -> Select[AcceptanceRow]:
    """The acceptances that `actor` may look into: those that have not ended, the next to end first, or the others."""
    ended = AcceptanceRow.withdrawn_at.is_not(None) | (AcceptanceRow.until < today)
    current = show is Show.CURRENT
    return (
        select(AcceptanceRow)
        .join(AcceptanceRow.assessment)
        .join(Assessment.engagement)
        .join(Engagement.vendor)
        .where(review.visible_to(actor), ~ended if current else ended)
        .options(
            contains_eager(AcceptanceRow.assessment)
            .contains_eager(Assessment.engagement)
            .contains_eager(Engagement.vendor)
        )
        .order_by(AcceptanceRow.until if current else AcceptanceRow.until.desc(), AcceptanceRow.id)
    )


def assessment_of(actor: Actor, acceptance_id: str) -> Select[Assessment]:
    """The assessment in which an acceptance was given, if `actor` may look into it."""
    return (
        select(Assessment)
        .join(AcceptanceRow, AcceptanceRow.assessment_id == Assessment.id)
        .where(AcceptanceRow.id == acceptance_id, review.visible_to(actor))
    )


def held(acceptance_id: str) -> Select[Assessment]:
    """The same for the portal itself."""
    return (
        select(Assessment)
        .join(AcceptanceRow, AcceptanceRow.assessment_id == Assessment.id)
        .where(AcceptanceRow.id == acceptance_id)
    )


def newest(engagement_id: str) -> Select[Assessment]:
    """The newest decided assessment of an engagement: the one whose decision stands."""
    return (
        select(Assessment)
        .where(Assessment.engagement_id == engagement_id, Assessment.decided_at.is_not(None))
        .order_by(Assessment.decided_at.desc())
        .limit(1)
    )


def of_engagements(session: Session, engagement_ids: Collection[str]) -> Mapping[str, tuple[AcceptanceRow, ...]]:
    """Every acceptance of each of the engagements, in the order in which they were given."""
    found: dict[str, tuple[AcceptanceRow, ...]] = defaultdict(tuple)
    if not engagement_ids:
        return found
    query = select(AcceptanceRow).where(AcceptanceRow.engagement_id.in_(engagement_ids))
    for row in session.scalars(query.order_by(AcceptanceRow.given_at, AcceptanceRow.id)):
        found[row.engagement_id] = (*found[row.engagement_id], row)
    return found
