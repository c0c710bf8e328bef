"""The audit trail's rows: appended by one at a time, each carrying the hash of the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vendorrisk.domain.events import GENESIS, Event, link
from vendorrisk.persistence.locks import Turn, take
from vendorrisk.persistence.models import EventRow

BATCH = 500


def append(session: Session, events: Sequence[Event]) -> None:
    """Add `events` to the end of the chain, in order, in the present transaction."""
    if not events:
        return
    take(session.connection(), Turn.TRAIL)
    position, previous = head(session)
    for event in events:
        position += 1
        row = _row(event, position, previous)
        session.add(row)
        previous = row.hash
    session.flush()


def head(session: Session) -> tuple[int, str]:
    """The position and hash of the last event; position 0 before the first."""
    query = select(EventRow.position, EventRow.hash).order_by(EventRow.position.desc()).limit(1)
    end = session.execute(query).one_or_none()
    return (end.position, end.hash) if end else (0, GENESIS)


def _row(event: Event, position: int, previous: str) -> EventRow:
    return EventRow(
        position=position,
        at=event.at,
        kind=event.kind.value,
        actor_id=event.actor,
        subject=event.subject,
        data=dict(event.data),
        previous=previous,
        hash=link(previous, position, event),
    )


def walk(session: Session) -> Iterator[EventRow]:
    """Every event in order, a batch at a time: a long trail never stands in memory whole."""
    after = 0
    while True:
        query = select(EventRow).where(EventRow.position > after).order_by(EventRow.position).limit(BATCH)
        rows = session.scalars(query).all()
        if not rows:
            return
        yield from rows
        after = rows[-1].position
        session.expunge_all()
