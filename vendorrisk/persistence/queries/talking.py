"""Messages about questions, and who is still to hear of which."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Select, Update, false, func, select, true, update
from sqlalchemy.orm import Session, contains_eager, joinedload

from vendorrisk.domain.access import Actor, Permission
from vendorrisk.persistence.models import Assessment, Message, Notice


def one(actor: Actor, assessment_id: str) -> Select[Assessment]:
    """An assessment about which `actor` may read as one of ours, also while the vendor is still answering."""
    return select(Assessment).where(
        Assessment.id == assessment_id, true() if actor.may(Permission.SEE_QUEUE) else false()
    )


def of_assessment(assessment_id: str) -> Select[Message]:
    """Everything that was written about the questions of an assessment, oldest first, with who wrote it."""
    return (
        select(Message)
        .where(Message.assessment_id == assessment_id)
        .options(joinedload(Message.author))
        .order_by(Message.written_at, Message.id)
    )


def thread(assessment_id: str, question_id: str) -> Select[Message]:
    """What was written about one question, oldest first."""
    return of_assessment(assessment_id).where(Message.question_id == question_id)


def threads(session: Session, assessment_id: str) -> Mapping[str, tuple[Message, ...]]:
    """Everything that was written about the questions of an assessment, by question."""
    found: dict[str, tuple[Message, ...]] = defaultdict(tuple)
    for message in session.scalars(of_assessment(assessment_id)):
        found[message.question_id] += (message,)
    return found


def waiting() -> Select[str, dt.datetime]:
    """Who is still to hear of messages, by user id, each with when the first of these was written."""
    return (
        select(Notice.user_id, func.min(Message.written_at))
        .join(Notice.message)
        .where(Notice.digest.is_(None), Notice.read_at.is_(None))
        .group_by(Notice.user_id)
    )


def taken(user_id: str, digest: str) -> Update:
    """Gives everything that this person is still to hear of to the mail `digest`."""
    return (
        update(Notice)
        .where(Notice.user_id == user_id, Notice.digest.is_(None), Notice.read_at.is_(None))
        .values(digest=digest)
        .execution_options(synchronize_session=False)
    )


def unread(user_id: str | None, assessment_id: str) -> Select[str, int]:
    """The questions of an assessment about which this person has not read messages, each with how many."""
    return (
        select(Message.question_id, func.count())
        .join(Notice, Notice.message_id == Message.id)
        .where(Message.assessment_id == assessment_id, Notice.user_id == (user_id or ""), Notice.read_at.is_(None))
        .group_by(Message.question_id)
    )


def read(user_id: str | None, messages: Collection[str], at: dt.datetime) -> Update:
    """Notes that this person has read these messages."""
    return (
        update(Notice)
        .where(Notice.user_id == (user_id or ""), Notice.message_id.in_(messages), Notice.read_at.is_(None))
        .values(read_at=at)
        .execution_options(synchronize_session=False)
    )


def told(digest: str) -> Select[Notice]:
    """What the mail `digest` tells of, each message with its author, oldest first."""
    return (
        select(Notice)
        .join(Notice.message)
        .where(Notice.digest == digest)
        .options(contains_eager(Notice.message).joinedload(Message.author))
        .order_by(Message.written_at, Message.id)
    )
