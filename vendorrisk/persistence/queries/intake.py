"""Engagements and vendors, as procurement looks for them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import aliased, contains_eager

from vendorrisk.domain.access import Actor, Permission
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import State
from vendorrisk.persistence.models import (
    Assessment,
    AssessmentMove,
    Decision,
    Engagement,
    EventRow,
    Invitation,
    Record,
    User,
    Vendor,
)

HANDOVERS = (State.INVITED, State.RETURNED, State.SUBMITTED, State.DECIDED, State.WITHDRAWN)
"""The states with which an assessment comes into other hands."""


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Which engagements `actor` may see: staff who follow engagements see all, nobody else sees any."""
    return true() if actor.may(Permission.FOLLOW_ENGAGEMENT) else false()


def since() -> ColumnElement[dt.datetime]:
    """The time at which whoever holds an assessment got it, beside a query of assessments."""
    return (
        select(func.max(AssessmentMove.at))
        .where(
            AssessmentMove.assessment_id == Assessment.id,
            AssessmentMove.state.in_([state.value for state in HANDOVERS]),
        )
        .correlate(Assessment)
        .scalar_subquery()
    )


def rows(
    actor: Actor, search: str, stage: State | None
) -> Select[Engagement, Assessment, dt.datetime, str | None, dt.datetime | None]:
    """Engagements with their newest assessment, since when it is where it is, and the verdict; newest first."""
    query = (
        select(Engagement, Assessment, since(), Decision.verdict, Decision.suspended_at)
        .join(Assessment, Assessment.engagement_id == Engagement.id)
        .join(Engagement.vendor)
        .outerjoin(Decision, and_(Decision.assessment_id == Assessment.id, Decision.final_at.is_not(None)))
        .where(visible_to(actor), is_newest())
        .options(contains_eager(Engagement.vendor), contains_eager(Assessment.engagement))
        .order_by(Engagement.created_at.desc(), Engagement.id)
    )
    if stage is not None:
        query = query.where(Assessment.state == stage.value)
    if search.strip():
        query = query.where(found(search.strip()))
    return query


def one(actor: Actor, engagement_id: str) -> Select[Assessment]:
    """The newest assessment of one engagement that `actor` may see."""
    return (
        select(Assessment)
        .join(Assessment.engagement)
        .where(Engagement.id == engagement_id, visible_to(actor), is_newest())
    )


def is_newest() -> ColumnElement[bool]:
    """Whether an assessment is the newest of its engagement: none follows it. Beside a query of assessments."""
    follower = aliased(Assessment)
    return ~select(follower.id).where(follower.follows_id == Assessment.id).correlate(Assessment).exists()


def followed(assessment_id: str) -> Select[str]:
    """The id of the assessment that follows this one."""
    return select(Assessment.id).where(Assessment.follows_id == assessment_id)


def earlier(assessment: Assessment) -> Select[Assessment, str | None, dt.datetime | None, str | None]:
    """The other assessments of its engagement, with verdict and record where they have one, latest first."""
    return (
        select(Assessment, Decision.verdict, Decision.suspended_at, Record.id)
        .outerjoin(Decision, and_(Decision.assessment_id == Assessment.id, Decision.final_at.is_not(None)))
        .outerjoin(Record, Record.assessment_id == Assessment.id)
        .where(Assessment.engagement_id == assessment.engagement_id, Assessment.id != assessment.id)
        .order_by(Assessment.created_at.desc())
    )


def timeline(assessment_id: str) -> Select[AssessmentMove, str | None]:
    """The moves of an assessment in order, each with the name of who made it."""
    return (
        select(AssessmentMove, User.name)
        .outerjoin(User, User.id == AssessmentMove.actor_id)
        .where(AssessmentMove.assessment_id == assessment_id)
        .order_by(AssessmentMove.at, AssessmentMove.id)
    )


def steering(engagement_id: str) -> Select[EventRow, str | None]:
    """What procurement did about an engagement on its way, in order, each with the name of who did it."""
    kinds = (EventKind.VENDOR_REMINDED.value, EventKind.CONTACT_CHANGED.value)
    return (
        select(EventRow, User.name)
        .outerjoin(User, User.id == EventRow.actor_id)
        .where(EventRow.subject == engagement_id, EventRow.kind.in_(kinds))
        .order_by(EventRow.position)
    )


def last_reminder(engagement_id: str) -> Select[dt.datetime]:
    """When the vendor was last reminded of an engagement."""
    return select(func.max(EventRow.at)).where(
        EventRow.subject == engagement_id, EventRow.kind == EventKind.VENDOR_REMINDED.value
    )


def open_invitations(assessment_id: str) -> Select[Invitation]:
    """The invitations to a whole assessment that nobody has used or revoked."""
    return select(Invitation).where(
        Invitation.assessment_id == assessment_id,
        Invitation.in_part.is_(False),
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
    )


def vendors_like(name_key: str, website: str) -> Select[Vendor, int]:
    """Vendors with this website or this name key (either may be empty), with the number of their engagements."""
    wanted = [column == value for column, value in ((Vendor.website, website), (Vendor.name_key, name_key)) if value]
    return (
        select(Vendor, func.count(Engagement.id))
        .outerjoin(Engagement, Engagement.vendor_id == Vendor.id)
        .where(or_(false(), *wanted))
        .group_by(Vendor.id)
        .order_by(Vendor.created_at)
    )


def found(search: str) -> ColumnElement[bool]:
    """That `search` is somewhere in the name, the website or the title; the marks of LIKE are letters here."""
    columns = (Vendor.name, Vendor.website, Engagement.title)
    return or_(*(column.icontains(search, autoescape=True) for column in columns))
