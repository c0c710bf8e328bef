"""A house whose portal runs in this process, so that a test moves its clock: real pages, a real browser at each desk.

Documents and their seal are plain here; `test_request_to_record` makes real ones, on a portal in processes of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser
from sqlalchemy import select
from werkzeug.serving import make_server

from tests.factories import Clock, PlainRenderer, PlainSeal, RecordingQueue
from tests.journeys.people import Person
from tests.postgresql import free_port
from tests.services.office import Office
from vendorrisk.app import Portal, create_app, open_portal
from vendorrisk.domain.access import Actor
from vendorrisk.persistence.models import AnswerRow, Assessment, User
from vendorrisk.services import outbox
from vendorrisk.services.passwords import hashed
from vendorrisk.settings import read

PASSWORD = "seven quiet lanterns drift"


@dataclass
class House:
    """The people of a house and its vendors, each of whom can sit down at a browser."""

    portal: Portal
    clock: Clock
    browser: Browser
    kept: str = field(default_factory=lambda: hashed(PASSWORD))
    desks: list[Person] = field(default_factory=list)

    @property
    def office(self) -> Office:
        """What is done without looking at a page."""
        return Office(self.portal.work, self.clock)

    def desk(self, who: Actor, language: str = "en") -> Person:
        """The browser of `who`, signed in."""
        with self.portal.work() as work:
            work.session.get_one(User, who.id).password = self.kept
            work.commit()
        person = Person(self.browser, self.portal.settings.base_url, language)
        person.signs_in(who.email, PASSWORD)
        self.desks.append(person)
        return person

    def work_off(self) -> None:
        """Do what the worker does: all that is due now, and what follows from it."""
        while rows := self.office.do(outbox.due):
            for row in rows:
                assert self.office.do(outbox.perform, row, self.portal.tasks), "it was put off"

    def days_pass(self, to: dt.date) -> None:
        """Let time go by until the morning of `to`, with the worker at work."""
        self.clock.time = dt.datetime.combine(to, dt.time(9), dt.UTC)
        self.work_off()

    def answers(self, assessment: Assessment) -> list[AnswerRow]:
        """What is answered."""
        query = select(AnswerRow).filter_by(assessment_id=assessment.id)
        return self.office.do(lambda work: list(work.session.scalars(query)))

    def leave(self) -> None:
        """Everybody goes home; nothing may have gone wrong on anybody's screen."""
        for person in self.desks:
            person.leaves()
        assert [person.faults for person in self.desks] == [[] for _ in self.desks]


@contextmanager
def house(browser: Browser, folder: Path, database_url: str) -> Iterator[House]:
    """A house with nobody in it yet, its portal served until the block ends."""
    port, clock = free_port(), Clock()
    environment = {
        "VENDORRISK_DATA": str(folder),
        "VENDORRISK_BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url,
    }
    plain: dict[str, Any] = {"queue": RecordingQueue(), "renderer": PlainRenderer(), "seal": PlainSeal(), "now": clock}
    with replace(open_portal(read(environment)), **plain) as portal:
        server = make_server("127.0.0.1", port, create_app(portal=portal), threaded=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield House(portal, clock, browser)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
