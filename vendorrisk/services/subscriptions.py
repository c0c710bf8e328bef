"""Which mails a person gets: what asks something of them always, other news only while they want it.

The link in each mail of news stops them without signing in; its token is the person's id and a keyed hash of it, so
none is stored and none can be made up. Looking at it changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from sqlalchemy import func, select

from vendorrisk.domain.access import PORTAL, Actor
from vendorrisk.domain.events import EventKind
from vendorrisk.persistence.models import User
from vendorrisk.services import trail
from vendorrisk.services.failures import NotFound
from vendorrisk.services.outbox import Payload
from vendorrisk.services.work import Work

NEWS: Final = frozenset({"digest", "submitted"})
"""The mails that a person can do without: each says what the portal shows them too, and asks nothing of them alone."""


def link_for(work: Work, payload: Payload) -> str:
    """The link that stops the mails of news to the reader of this one; empty when it is not of that kind."""
    person = _reader(work, payload)
    return f"{work.settings.base_url}/unsubscribe/{token_of(work, person)}" if person else ""


def unwanted(work: Work, payload: Payload) -> bool:
    """Whether this mail is of news, and its reader wants none, or can no longer sign in to read more."""
    if payload["message"] not in NEWS:
        return False
    person = _reader(work, payload)
    return person is None or not person.active or person.unsubscribed_at is not None


def token_of(work: Work, person: User) -> str:
    """The secret part of the link by which `person` stops the mails of news."""
    return f"{person.id}.{_seal(work, person.id)}"


def find(work: Work, token: str) -> User:
    """Whose mails the link with this token stops. Changes nothing. Raises NotFound."""
    person_id, _, seal = token.partition(".")
    genuine = hmac.compare_digest(seal.encode(), _seal(work, person_id).encode())
    person = work.session.get(User, person_id) if genuine else None
    if person is None:
        raise NotFound(token)
    return person


def unsubscribe(work: Work, token: str) -> None:
    """Stop the mails of news to whom this link is; done already, it changes nothing. Raises NotFound."""
    # Whoever holds the link may be anybody: the trail names no person for it.
    _settle(work, PORTAL, find(work, token), wanted=False)


def choose(work: Work, actor: Actor, *, wanted: bool) -> None:
    """Whether `actor` wants the mails of news."""
    _settle(work, actor, work.session.get_one(User, actor.id), wanted=wanted)


def _settle(work: Work, actor: Actor, person: User, *, wanted: bool) -> None:
    if wanted is not (person.unsubscribed_at is None):
        person.unsubscribed_at = None if wanted else work.now()
        kind = EventKind.USER_SUBSCRIBED if wanted else EventKind.USER_UNSUBSCRIBED
        trail.note(work, actor, kind, person.id)
    work.commit()


def _reader(work: Work, payload: Payload) -> User | None:
    """The account that a mail of news goes to."""
    if payload["message"] not in NEWS:
        return None
    return work.session.scalar(select(User).where(func.lower(User.email) == payload["to"].lower()))


def _seal(work: Work, person_id: str) -> str:
    # The purpose is part of what is hashed: a token for one thing is worth nothing for another.
    message = f"unsubscribe:{person_id}".encode()
    return hmac.new(work.settings.secret_key.encode(), message, hashlib.sha256).hexdigest()
