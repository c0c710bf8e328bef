"""Delegations: what of an assessment was given to whom, and has not been taken back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Select, Update, func, or_, select, update

from vendorrisk.domain.access import Actor
from vendorrisk.persistence.models import AssessmentMember, Delegation, User


def standing(assessment_id: str) -> Select[Delegation]:
    """The delegations of an assessment that were not taken back, in the order they were made."""
    return (
        select(Delegation)
        .where(Delegation.assessment_id == assessment_id, Delegation.ended_at.is_(None))
        .order_by(Delegation.made_at, Delegation.id)
        .execution_options(populate_existing=True)
    )


def held(actor: Actor, assessment_id: str) -> Select[Delegation]:
    """What of an assessment `actor` holds now: delegated to them, accepted, and not taken back."""
    return standing(assessment_id).where(Delegation.holder_id == (actor.id or ""))


def held_anywhere(actor: Actor) -> Select[Delegation]:
    """What `actor` holds now, of every assessment."""
    return select(Delegation).where(Delegation.holder_id == (actor.id or ""), Delegation.ended_at.is_(None))


def made_since(assessment_id: str, since: dt.datetime) -> Select[int]:
    """How many delegations of an assessment were made since then, whatever became of them."""
    return select(func.count(Delegation.id)).where(
        Delegation.assessment_id == assessment_id, Delegation.made_at >= since
    )


def known_here(assessment_id: str, email: str) -> Select[str]:
    """The account at `email` when its owner came in here before, so that there is nothing to accept."""
    user = select(User.id).where(func.lower(User.email) == email, User.active.is_(True))
    member = select(AssessmentMember.user_id).where(AssessmentMember.assessment_id == assessment_id)
    held = select(Delegation.holder_id).where(
        Delegation.assessment_id == assessment_id, Delegation.holder_id.is_not(None)
    )
    return user.where(or_(User.id.in_(member), User.id.in_(held)))


def accepted(assessment_id: str, email: str, user_id: str) -> Update:
    """Gives what waits for `email` in an assessment to the person who accepted it."""
    return (
        update(Delegation)
        .where(
            Delegation.assessment_id == assessment_id,
            Delegation.email == email,
            Delegation.holder_id.is_(None),
            Delegation.ended_at.is_(None),
        )
        .values(holder_id=user_id)
        .execution_options(synchronize_session=False)
    )
