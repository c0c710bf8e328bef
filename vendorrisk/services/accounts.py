"""Who may come in: invitations by mail, the accounts they make, and what an administrator changes about them.

The token of an invitation is its id and a keyed hash of it. It is never stored, so the database alone opens nothing;
looking at an invitation consumes nothing; accepting it is one conditional update, so of many attempts one succeeds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Select, func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError

from vendorrisk.domain.access import Actor
from vendorrisk.domain.access import Role as RoleName
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.reasons import Reason
from vendorrisk.persistence.models import Assessment, AssessmentMember, Invitation, Role, User, new_id
from vendorrisk.persistence.queries import delegating
from vendorrisk.services import outbox, passwords, trail
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.paging import Page, paged
from vendorrisk.services.work import Work


class Ended(StrEnum):
    """Why the link of an invitation opens nothing."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


class InvitationEnded(Exception):
    """The link opens nothing any more, or never did; `why` says which."""

    def __init__(self, why: Ended) -> None:
        super().__init__(why.value)
        self.why = why


class SignInWanted(Exception):
    """There is an account for the invited address: whoever accepts must be signed in to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """What an invited person sees before accepting; the engagement's part is empty for a colleague of the house.

    `in_part`: a colleague of the vendor, who is asked for a part of the questionnaire.
    """

    email: str
    name: str
    language: str
    role: RoleName
    invited_by: str
    inviter_email: str
    has_account: bool
    expires_at: dt.datetime
    assessment: Assessment | None
    in_part: bool

    @property
    def vendor_name(self) -> str:
        return self.assessment.engagement.vendor.name if self.assessment else ""

    @property
    def engagement_title(self) -> str:
        return self.assessment.engagement.title if self.assessment else ""

    @property
    def due_on(self) -> dt.date | None:
        return self.assessment.due_on if self.assessment else None


def invite_staff(work: Work, actor: Actor, email: str, name: str, role: RoleName, language: str) -> Invitation:
    """Invite a colleague to an account with `role`; the mail is on its way when this returns."""
    if role is RoleName.RESPONDENT:
        raise ValueError("a respondent is invited to an assessment")
    invitation = _invite(work, actor, email, name, role, language, None)
    _post(work, invitation, "staff-invitation")
    work.commit()
    return invitation


def invite_respondent(
    work: Work, actor: Actor, assessment: Assessment, name: str, email: str, language: str
) -> Invitation:
    """Invite a vendor's person to answer `assessment`; earlier open invitations of that address to it end.

    Part of a use case: it does not commit.
    """
    now = work.now()
    for earlier in work.session.scalars(open_invitations(now, normal(email), assessment.id)):
        earlier.revoked_at = now
    invitation = _invite(work, actor, email, name, RoleName.RESPONDENT, language, assessment.id)
    _post(work, invitation, "vendor-invitation")
    return invitation


def invite_delegate(
    work: Work, actor: Actor, assessment: Assessment, name: str, email: str, language: str
) -> Invitation:
    """Invite a vendor's person to what of `assessment` was delegated to them; an open link serves for all of it.

    Part of a use case: it neither commits nor sends a mail.
    """
    is_open = open_invitations(work.now(), normal(email), assessment.id, in_part=True)
    if earlier := work.session.scalars(is_open).first():
        return earlier
    invitation = _invite(work, actor, email, name, RoleName.RESPONDENT, language, assessment.id)
    invitation.in_part = True
    return invitation


def end_delegate_invitations(work: Work, assessment_id: str, email: str) -> None:
    """End the open links of `email` to what was delegated of an assessment. Part of a use case: it does not commit."""
    now = work.now()
    for earlier in work.session.scalars(open_invitations(now, email, assessment_id, in_part=True)):
        earlier.revoked_at = now


def normal(email: str) -> str:
    """An address as accounts keep it: nobody gets a second account by writing it with capitals."""
    return email.strip().lower()


def token_of(work: Work, invitation: Invitation) -> str:
    """The secret part of the link of `invitation`: its id and the keyed hash of it."""
    return f"{invitation.id}.{_seal(work, invitation.id)}"


def link_of(work: Work, invitation: Invitation) -> str:
    """The link of `invitation`, always on the address of the settings, never on one that a request asked for."""
    return f"{work.settings.base_url}/invitation/{token_of(work, invitation)}"


def find_invitation(work: Work, token: str) -> InvitationView:
    """What the link with `token` is for. Changes nothing. Raises InvitationEnded."""
    invitation = _found(work, token)
    inviter = work.session.get(User, invitation.invited_by) if invitation.invited_by else None
    return InvitationView(
        email=invitation.email,
        name=invitation.name,
        language=invitation.language,
        role=RoleName(invitation.role),
        invited_by=inviter.name if inviter else "",
        inviter_email=inviter.email if inviter else "",
        has_account=_account(work, invitation.email) is not None,
        expires_at=invitation.expires_at,
        assessment=work.session.get(Assessment, invitation.assessment_id) if invitation.assessment_id else None,
        in_part=invitation.in_part,
    )


def open_invitation(work: Work, token: str) -> Invitation:
    """The invitation with this token, which can still be accepted. Raises InvitationEnded."""
    return _found(work, token)


def expired_invitation(work: Work, token: str) -> Invitation:
    """The invitation to an assessment with this token, which was not used in time. Raises InvitationEnded."""
    try:
        _found(work, token)
    except InvitationEnded as ended:
        if ended.why is not Ended.EXPIRED:
            raise
        invitation = work.session.get_one(Invitation, token.partition(".")[0])
        if invitation.assessment_id is not None:
            return invitation
    raise InvitationEnded(Ended.UNKNOWN)


def accept_invitation(work: Work, token: str, *, user: User | None, name: str, password: str) -> User:
    """Use the invitation up and give its role and assessment to `user`, or to a new account when `user` is None.

    Raises InvitationEnded, WeakPassword, and SignInWanted when the address has an account that `user` is not.
    """
    invitation = _found(work, token)
    if user is None and _account(work, invitation.email) is None:
        passwords.check(password, name, invitation.email)
    elif user is None or normal(user.email) != invitation.email:
        raise SignInWanted(invitation.email)
    _use_up(work, invitation)
    user = user or _new_account(work, invitation, name, password)
    _give(work, invitation, user)
    trail.note(work, actor_of(user), EventKind.USER_ACTIVATED, user.id, invitation=invitation.id)
    work.commit()
    return user


def user(work: Work, _actor: Actor, user_id: str) -> User:
    """One account. Raises NotFound."""
    found = work.session.get(User, user_id)
    if found is None:
        raise NotFound(user_id)
    return found


def users(work: Work, _actor: Actor, page: int = 1) -> Page[User]:
    """Every account by name; the mark on the route says who may see them."""
    return paged(work.session, select(User).order_by(User.name, User.id), page, lambda row: cast("User", row[0]))


def people_with(work: Work, role: RoleName) -> list[User]:
    """The people who have `role` and may sign in, by name."""
    query = select(User).join(User.roles).where(Role.name == role.value, User.active.is_(True)).order_by(User.name)
    return list(work.session.scalars(query))


def change_user(work: Work, actor: Actor, user_id: str, roles: frozenset[RoleName], active: bool) -> User:
    """Set what a person may do; their sessions end. Nobody does it to themselves, and an administrator stays.

    Raises NotFound and Refused.
    """
    if user_id == actor.id:
        raise Refused(Reason("own_account", {}))
    # Taken in one turn, so that two administrators cannot take each other's role at once.
    administrators = set(work.session.scalars(_active_administrators().with_for_update()))
    changed = user(work, actor, user_id)
    if administrators == {changed} and not (active and RoleName.ADMINISTRATOR in roles):
        raise Refused(Reason("last_administrator", {}))
    changed.roles = [_role(work, role) for role in sorted(roles)]
    changed.active = active
    changed.fs_uniquifier = new_id()
    trail.note(work, actor, EventKind.USER_CHANGED, changed.id, roles=sorted(roles), active=active)
    work.commit()
    return changed


def actor_of(user: User) -> Actor:
    """The actor that this person is; one who may not sign in has no roles."""
    roles = frozenset(RoleName(role.name) for role in user.roles) if user.active else frozenset()
    return Actor(user.id, user.name, user.email, roles)


def open_invitations(now: dt.datetime, email: str, assessment_id: str, *, in_part: bool = False) -> Select[Invitation]:
    """The query for invitations of `email` to an assessment, or `in_part`, that can still be accepted."""
    return select(Invitation).where(
        Invitation.email == email,
        Invitation.assessment_id == assessment_id,
        Invitation.in_part.is_(in_part),
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now,
    )


def _invite(
    work: Work, actor: Actor, email: str, name: str, role: RoleName, language: str, assessment_id: str | None
) -> Invitation:
    now = work.now()
    invitation = Invitation(
        id=new_id(),
        email=normal(email),
        name=name.strip(),
        language=language,
        role=role.value,
        assessment_id=assessment_id,
        invited_by=actor.id,
        created_at=now,
        expires_at=now + dt.timedelta(days=work.settings.invitation_days),
    )
    work.session.add(invitation)
    trail.note(work, actor, EventKind.USER_INVITED, invitation.id, email=invitation.email, roles=[role.value])
    return invitation


def _post(work: Work, invitation: Invitation, message: str) -> None:
    outbox.put(
        work, "mail", message=message, to=invitation.email, language=invitation.language, invitation=invitation.id
    )


def _seal(work: Work, invitation_id: str) -> str:
    # The purpose is part of what is hashed: a token for one thing is worth nothing for another.
    message = f"invitation:{invitation_id}".encode()
    return hmac.new(work.settings.secret_key.encode(), message, hashlib.sha256).hexdigest()


def _found(work: Work, token: str) -> Invitation:
    """The open invitation with this token. Raises InvitationEnded."""
    invitation_id, _, seal = token.partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(work, invitation_id).encode()):
        raise InvitationEnded(Ended.UNKNOWN)
    invitation = work.session.get(Invitation, invitation_id, populate_existing=True)
    if invitation is None:
        raise InvitationEnded(Ended.UNKNOWN)
    if invitation.revoked_at is not None or _withdrawn(work, invitation):
        raise InvitationEnded(Ended.REVOKED)
    if invitation.used_at is not None:
        raise InvitationEnded(Ended.USED)
    if invitation.expires_at <= work.now():
        raise InvitationEnded(Ended.EXPIRED)
    return invitation


def _withdrawn(work: Work, invitation: Invitation) -> bool:
    assessment = work.session.get(Assessment, invitation.assessment_id) if invitation.assessment_id else None
    return assessment is not None and assessment.state == State.WITHDRAWN


def _use_up(work: Work, invitation: Invitation) -> None:
    """Mark the invitation used, if nobody else did meanwhile: the row decides, not what was read of it before."""
    used = (
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        .values(used_at=work.now())
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", work.session.execute(used)).rowcount != 1:
        work.rollback()
        raise InvitationEnded(Ended.USED)


def _account(work: Work, email: str) -> User | None:
    return work.session.scalar(select(User).where(func.lower(User.email) == email))


def _new_account(work: Work, invitation: Invitation, name: str, password: str) -> User:
    made = User(
        id=new_id(),
        email=invitation.email,
        name=name.strip() or invitation.name,
        language=invitation.language,
        password=passwords.hashed(password),
        created_at=work.now(),
    )
    work.session.add(made)
    try:
        work.session.flush()
    except IntegrityError:
        # Another invitation of the same address was accepted at this very moment.
        work.rollback()
        raise SignInWanted(invitation.email) from None
    return made


def _give(work: Work, invitation: Invitation, user: User) -> None:
    """The role that the invitation is for, and the assessment or what of it waits for this address."""
    role = _role(work, RoleName(invitation.role))
    if role not in user.roles:
        user.roles.append(role)
    if invitation.assessment_id is None:
        return
    work.session.flush()
    work.session.execute(delegating.accepted(invitation.assessment_id, invitation.email, user.id))
    if not invitation.in_part:
        work.session.merge(AssessmentMember(assessment_id=invitation.assessment_id, user_id=user.id))


def _role(work: Work, name: RoleName) -> Role:
    return work.session.scalars(select(Role).where(Role.name == name.value)).one()


def _active_administrators() -> Select[User]:
    return select(User).join(User.roles).where(Role.name == RoleName.ADMINISTRATOR.value, User.active.is_(True))
