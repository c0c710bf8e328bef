"""Steering an engagement on its way: a reminder, another contact, or its end before a decision."""

from __future__ import annotations

from vendorrisk.domain.access import Actor
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import HOLDER, Holder, Move, State
from vendorrisk.domain.reasons import Reason
from vendorrisk.persistence.models import Assessment, AssessmentMember
from vendorrisk.persistence.queries import answering
from vendorrisk.persistence.queries import intake as queries
from vendorrisk.services import accounts, delegating, letters, trail
from vendorrisk.services.failures import Refused
from vendorrisk.services.intake.following import may_steer, reminded_today
from vendorrisk.services.moves import move, take_turn
from vendorrisk.services.work import Work


def remind(work: Work, actor: Actor, engagement_id: str) -> None:
    """Send the vendor's people a reminder, at most one a day.

    Raises NotFound, and Refused when it is not the actor's to steer, not with the vendor, or was done today.
    """
    assessment = _steered(work, actor, engagement_id)
    if HOLDER[State(assessment.state)] is not Holder.VENDOR:
        raise Refused(Reason("intake.not_with_vendor"))
    if assessment.engagement.declined_at is not None:
        raise Refused(Reason("intake.declined"))
    if reminded_today(work, engagement_id):
        raise Refused(Reason("intake.reminded_today"))
    letters.to_vendor(work, assessment, "reminder")
    trail.note(work, actor, EventKind.VENDOR_REMINDED, engagement_id, email=assessment.engagement.contact_email)
    work.commit()


def change_contact(work: Work, actor: Actor, engagement_id: str, name: str, email: str, language: str) -> None:
    """Let somebody else at the vendor answer: they are invited, and the contact before loses what they never used.

    A contact who answered something keeps access, and the answers stay. Raises NotFound and Refused.
    """
    assessment = _steered(work, actor, engagement_id)
    if HOLDER[State(assessment.state)] is Holder.NOBODY:
        raise Refused(Reason("intake.closed"))
    _end_invitations(work, assessment)
    _end_unused_membership(work, actor, assessment)
    assessment.engagement.contact_name = name.strip()
    assessment.engagement.contact_email = accounts.normal(email)
    assessment.engagement.declined_at = assessment.engagement.declined_because = None
    assessment.language = language
    accounts.invite_respondent(work, actor, assessment, name, email, language)
    trail.note(work, actor, EventKind.CONTACT_CHANGED, engagement_id, email=accounts.normal(email))
    work.commit()


def withdraw(work: Work, actor: Actor, engagement_id: str, reason: str) -> None:
    """End the engagement before it is decided; what was answered is kept, and nobody can answer any more.

    Raises NotFound, Refused without a reason, and Stale when it is being decided or is closed.
    """
    assessment = _steered(work, actor, engagement_id)
    if not reason.strip():
        raise Refused(Reason("intake.reason_missing"))
    move(work, actor, assessment, Move.WITHDRAW, reason.strip())
    _end_invitations(work, assessment)
    trail.note(work, actor, EventKind.ENGAGEMENT_WITHDRAWN, engagement_id, reason=reason.strip())
    work.commit()


def _steered(work: Work, actor: Actor, engagement_id: str) -> Assessment:
    """The assessment of an engagement, held, for an actor who may steer it."""
    assessment = take_turn(work, queries.one(actor, engagement_id))
    if not may_steer(actor, assessment.engagement):
        raise Refused(Reason("intake.not_yours"))
    return assessment


def _end_invitations(work: Work, assessment: Assessment) -> None:
    for invitation in work.session.scalars(queries.open_invitations(assessment.id)):
        invitation.revoked_at = work.now()


def _end_unused_membership(work: Work, actor: Actor, assessment: Assessment) -> None:
    """Take the assessment from the present contact, with what they delegated of it, unless they answered something."""
    contact = next(
        (
            person
            for person in work.session.scalars(answering.members(assessment.id))
            if person.email == assessment.engagement.contact_email
        ),
        None,
    )
    if contact and contact.id not in work.session.scalars(answering.hands(assessment.id)).all():
        work.session.delete(work.session.get_one(AssessmentMember, (assessment.id, contact.id)))
        delegating.end_all_of(work, actor, assessment, contact.id)
