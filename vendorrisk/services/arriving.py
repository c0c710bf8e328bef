"""Arriving: what an invited person can do without an account: pass the invitation on, decline it, ask for a new one.

Whoever holds the link acts; none of it needs, makes or reveals an account.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from vendorrisk.domain.access import PORTAL
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import HOLDER, Holder, State
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import checked_text
from vendorrisk.persistence.models import Assessment, Invitation
from vendorrisk.services import accounts, delegating, letters, trail
from vendorrisk.services.accounts import Ended, InvitationEnded
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.moves import take_turn
from vendorrisk.services.work import Work

REASON_LIMIT = 2_000


def forward(work: Work, token: str, name: str, email: str) -> None:
    """Let somebody else at the vendor answer instead: they are invited, and this link ends.

    Raises InvitationEnded, BadValue for a name that cannot be read, and Refused for an invitation of a colleague.
    """
    invitation, assessment = _held(work, token)
    who, address = checked_text(name, 120).strip(), accounts.normal(email)
    invitation.revoked_at = work.now()
    assessment.engagement.contact_name, assessment.engagement.contact_email = who, address
    _again(work, invitation, assessment, who, address)
    trail.note(work, PORTAL, EventKind.CONTACT_CHANGED, assessment.engagement_id, email=address)
    work.commit()


def decline(work: Work, token: str, reason: str) -> None:
    """Say that the vendor will not answer, and why; who asked for it hears of it, and decides what to do.

    Raises InvitationEnded, BadValue, and Refused without a reason or for an invitation of a colleague.
    """
    invitation, assessment = _held(work, token)
    why = checked_text(reason, REASON_LIMIT).strip()
    if not why:
        raise Refused(Reason("arriving.reason_missing"))
    invitation.revoked_at = work.now()
    assessment.engagement.declined_at, assessment.engagement.declined_because = work.now(), why
    letters.to_requester(work, assessment, "declined")
    trail.note(work, PORTAL, EventKind.VENDOR_DECLINED, assessment.engagement_id, email=invitation.email)
    work.commit()


def renew(work: Work, token: str) -> None:
    """Send a new link in place of one that was not used in time, to the same address; at most one a day.

    Raises InvitationEnded when the link ended otherwise, or nothing is to be answered any more.
    """
    invitation = accounts.expired_invitation(work, token)
    assessment = take_turn(work, select(Assessment).where(Assessment.id == (invitation.assessment_id or "")))
    if HOLDER[State(assessment.state)] is not Holder.VENDOR:
        raise InvitationEnded(Ended.REVOKED)
    if invitation.in_part and not delegating.waits(work, assessment.id, invitation.email):
        raise InvitationEnded(Ended.REVOKED)
    newest = work.session.scalar(
        select(Invitation.created_at)
        .where(Invitation.email == invitation.email, Invitation.assessment_id == assessment.id)
        .order_by(Invitation.created_at.desc())
        .limit(1)
    )
    if newest is None or work.now() - newest >= dt.timedelta(days=1):
        _again(work, invitation, assessment, invitation.name, invitation.email)
    work.commit()


def _held(work: Work, token: str) -> tuple[Invitation, Assessment]:
    """The open invitation of a respondent to a whole assessment, and that assessment, held."""
    invitation = accounts.open_invitation(work, token)
    if invitation.in_part:
        # What was delegated is not the colleague's to pass on or to decline for the vendor.
        raise NotFound(token)
    if invitation.assessment_id is None:
        raise Refused(Reason("arriving.colleague"))
    return invitation, take_turn(work, select(Assessment).where(Assessment.id == invitation.assessment_id))


def _again(work: Work, before: Invitation, assessment: Assessment, name: str, email: str) -> None:
    """Invite once more, on behalf of whoever invited before, to as much as before."""
    if before.in_part:
        delegating.invite_again(work, assessment, email)
        return
    made = accounts.invite_respondent(work, PORTAL, assessment, name, email, before.language)
    made.invited_by = before.invited_by
