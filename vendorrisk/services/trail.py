"""The audit trail: every act leaves an event in the transaction of the act, chained by hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import select

from vendorrisk.domain.access import Actor
from vendorrisk.domain.events import GENESIS, Event, EventKind, Plain, link
from vendorrisk.persistence import chain
from vendorrisk.persistence.models import EventRow, User
from vendorrisk.services.paging import Page, paged
from vendorrisk.services.work import Work


def note(work: Work, actor: Actor, kind: EventKind, subject: str, /, **data: Plain) -> None:
    """Note that `actor` did `kind` to `subject` (the id of a row); it is written when `work` is committed.

    `data` are exactly the declared keys of the kind, else ValueError. Never a secret, never the text of an answer.
    """
    work.noted.append(Event(at=work.now(), kind=kind, actor=actor.id, subject=subject, data=data))


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """An event with the name of who did it; `actor` is empty for the portal itself."""

    event: Event
    position: int
    actor: str
    hash: str


def events(
    work: Work,
    _actor: Actor,
    *,
    kind: EventKind | None = None,
    subject: str = "",
    page: int = 1,
) -> Page[TrailEntry]:
    """The trail, newest first, of one kind or about one subject when asked.

    Who may read it reads all of it, so the actor narrows nothing; the mark on the route says who may.
    """
    query = select(EventRow, User.name).outerjoin(User, User.id == EventRow.actor_id)
    if kind is not None:
        query = query.where(EventRow.kind == kind.value)
    if subject:
        query = query.where(EventRow.subject == subject)
    return paged(
        work.session,
        query.order_by(EventRow.position.desc()),
        page,
        lambda row: TrailEntry(_event(row[0]), row[0].position, row[1] or "", row[0].hash),
    )


class Fault(StrEnum):
    """What can be wrong at a position of the chain."""

    MISSING = "missing"
    """No event stands at this position."""
    CHANGED = "changed"
    """The event is not the one that its hash was made of."""
    REORDERED = "reordered"
    """The event stood elsewhere: neither its hash nor what it follows belongs to this position."""
    UNLINKED = "unlinked"
    """The event is genuine but follows another one: the one before it was replaced."""


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How far the chain is whole: `length` good events, the last with hash `head`; then the first fault, if any."""

    length: int
    head: str
    position: int | None = None
    fault: Fault | None = None

    @property
    def whole(self) -> bool:
        return self.fault is None


def verify_chain(work: Work) -> ChainReport:
    """Recompute every hash of the trail, from its beginning, and say where it first goes wrong.

    A tail that was cut off leaves a shorter whole chain: compare `length` and `head` with what was noted elsewhere.
    """
    position, head = 0, GENESIS
    for row in chain.walk(work.session):
        fault = _fault(row, position + 1, head)
        if fault is not None:
            return ChainReport(position, head, position + 1, fault)
        position, head = row.position, row.hash
    return ChainReport(position, head)


def _fault(row: EventRow, position: int, previous: str) -> Fault | None:
    if row.position != position:
        return Fault.MISSING
    return FAULTS[_genuine(row), row.previous == previous]


FAULTS: Final[Mapping[tuple[bool, bool], Fault | None]] = {
    (True, True): None,
    (False, True): Fault.CHANGED,
    (True, False): Fault.UNLINKED,
    (False, False): Fault.REORDERED,
}
"""By whether an event agrees with its own hash, and whether it follows the event before it."""


def _genuine(row: EventRow) -> bool:
    """Whether the row is what its own hash says; a kind or key that does not exist is not."""
    try:
        return link(row.previous, row.position, _event(row)) == row.hash
    except (TypeError, ValueError):
        return False


def _event(row: EventRow) -> Event:
    return Event(at=row.at, kind=EventKind(row.kind), actor=row.actor_id, subject=row.subject, data=row.data)
