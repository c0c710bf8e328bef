"""What is new to a reviewer: changed, proven or said by others since they looked at the review before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from sqlalchemy.exc import IntegrityError

from vendorrisk.domain.access import Actor
from vendorrisk.persistence.models import AnswerRow, Look, Message, ProofFile
from vendorrisk.persistence.queries import review as queries
from vendorrisk.services.failures import NotFound
from vendorrisk.services.work import Work

VISIT: Final = dt.timedelta(minutes=30)
"""Looks that follow one another sooner are of one visit, during which the same things stay new; judgement."""


def look(work: Work, actor: Actor, assessment_id: str) -> None:
    """Keep that `actor` looks at a review now. Raises NotFound."""
    if work.session.scalars(queries.one(actor, assessment_id)).one_or_none() is None:
        raise NotFound(assessment_id)
    now, row = work.now(), work.session.get(Look, (str(actor.id), assessment_id))
    if row is None:
        work.session.add(Look(user_id=str(actor.id), assessment_id=assessment_id, at=now))
    else:
        row.before, row.at = (row.at if now - row.at > VISIT else row.before), now
    try:
        work.commit()
    except IntegrityError:
        # The same person looked twice at once: the other look is kept.
        work.rollback()


def seen_until(work: Work, actor: Actor, assessment_id: str) -> dt.datetime | None:
    """When `actor` looked on the visit before this one; None when there was none."""
    row = work.session.get(Look, (str(actor.id), assessment_id))
    return row.before if row else None


def is_new(
    actor: Actor,
    since: dt.datetime | None,
    row: AnswerRow | None,
    proofs: Iterable[ProofFile],
    messages: Iterable[Message],
) -> bool:
    """Whether somebody else changed this answer, its proof or what is said about it after `since`."""
    if since is None:
        return False
    times = [row.saved_at] if row and row.author_id != actor.id else []
    times += [one.added_at for one in proofs]
    times += [one.written_at for one in messages if one.author_id != actor.id]
    return any(time > since for time in times)
