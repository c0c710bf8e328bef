"""The unit of work: everything a use case works with, and the one place where it is committed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType

from sqlalchemy.orm import Session

from vendorrisk.catalogue import Catalogue
from vendorrisk.domain.events import Event
from vendorrisk.persistence import chain
from vendorrisk.services.ports import FileStore, Queue, Renderer, Seal, Spreadsheets
from vendorrisk.settings import Settings


@dataclass(slots=True)
class Work:
    """One act on the portal. Whoever opened it closes it; what was not committed is rolled back.

    `now` gives the time of the act in UTC. `noted` are the events and `rows` the outbox rows of this act so far.
    """

    session: Session
    now: Callable[[], dt.datetime]
    catalogue: Catalogue
    store: FileStore
    queue: Queue
    renderer: Renderer
    spreadsheets: Spreadsheets
    seal: Seal
    settings: Settings
    noted: list[Event] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def commit(self) -> None:
        """Make everything of this act durable at once, its events too, then wake the queue for its outbox rows.

        The events are chained last, so the chain's lock is held for the shortest time and never before a row's.
        """
        events, rows = self.noted[:], self.rows[:]
        self.noted.clear()
        self.rows.clear()
        self.session.flush()
        chain.append(self.session, events)
        self.session.commit()
        if rows:
            self.queue.wake(rows)

    def rollback(self) -> None:
        """Forget everything of this act that was not committed."""
        self.noted.clear()
        self.rows.clear()
        self.session.rollback()

    def __enter__(self) -> Work:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()
