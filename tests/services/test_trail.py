"""The trail is one chain, whoever writes, and says where it was broken."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select, text

from vendorrisk.domain.access import PORTAL
from vendorrisk.domain.events import EventKind
from vendorrisk.persistence.models import EventRow
from vendorrisk.services import trail
from vendorrisk.services.trail import Fault
from vendorrisk.services.work import Work


def write(work: Work, number: int) -> None:
    for index in range(number):
        trail.note(work, PORTAL, EventKind.ENGAGEMENT_WITHDRAWN, f"subject-{index}", reason=f"reason {index}")
        work.commit()


def test_every_event_carries_the_hash_of_the_one_before(work: Work) -> None:
    write(work, 3)
    rows = work.session.scalars(select(EventRow).order_by(EventRow.position)).all()
    assert [row.position for row in rows] == [1, 2, 3]
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]
    report = trail.verify_chain(work)
    assert (report.whole, report.length, report.head) == (True, 3, rows[-1].hash)


def test_an_act_and_its_event_are_stored_together_or_not_at_all(work: Work) -> None:
    trail.note(work, PORTAL, EventKind.ENGAGEMENT_WITHDRAWN, "subject", reason="")
    work.rollback()
    work.commit()
    assert trail.verify_chain(work).length == 0


def test_an_event_says_exactly_what_its_kind_declares(work: Work) -> None:
    with pytest.raises(ValueError, match="wants exactly"):
        trail.note(work, PORTAL, EventKind.ENGAGEMENT_WITHDRAWN, "subject", secret="hunter2")


def test_many_who_act_at_once_make_one_chain(open_work: Callable[[], Work]) -> None:
    together = threading.Barrier(8)

    def act(work: Work) -> None:
        together.wait()
        write(work, 6)

    with ThreadPoolExecutor(8) as actors:
        list(actors.map(act, [open_work() for _ in range(8)]))
    report = trail.verify_chain(open_work())
    assert (report.whole, report.length) == (True, 48)


CHANGE = 'UPDATE event SET data = \'{"reason": "other"}\' WHERE position = 3'
REMOVE = "DELETE FROM event WHERE position = 3"
SWAP = """
    UPDATE event SET position = 99 WHERE position = 3;
    UPDATE event SET position = 3 WHERE position = 4;
    UPDATE event SET position = 4 WHERE position = 99
"""
RENAME = "UPDATE event SET kind = 'never.heard.of' WHERE position = 3"


@pytest.mark.parametrize(
    ("tampering", "position", "fault"),
    [
        (CHANGE, 3, Fault.CHANGED),
        (REMOVE, 3, Fault.MISSING),
        (SWAP, 3, Fault.REORDERED),
        (RENAME, 3, Fault.CHANGED),
        ("UPDATE event SET at = '2020-01-01 00:00:00' WHERE position = 1", 1, Fault.CHANGED),
        ("DELETE FROM event WHERE position = 1", 1, Fault.MISSING),
    ],
    ids=["changed", "removed", "swapped", "renamed", "backdated", "first removed"],
)
def test_tampering_is_found_at_its_place(
    work: Work, engine: Engine, tampering: str, position: int, fault: Fault
) -> None:
    write(work, 5)
    tamper(engine, tampering)
    report = trail.verify_chain(work)
    assert (report.position, report.fault, report.length) == (position, fault, position - 1)


def test_an_event_replaced_together_with_its_hash_no_longer_fits_the_next(work: Work, engine: Engine) -> None:
    write(work, 5)
    row = work.session.get(EventRow, 3)
    assert row is not None
    forged = {"reason": "forged"}
    event = trail.Event(at=row.at, kind=EventKind(row.kind), actor=None, subject=row.subject, data=forged)
    sealed = trail.link(row.previous, 3, event)
    tamper(engine, CHANGE.replace("other", "forged").replace("SET", f"SET hash = '{sealed}',"))
    work.session.expire_all()
    report = trail.verify_chain(work)
    assert (report.position, report.fault) == (4, Fault.UNLINKED)


def test_the_trail_is_read_newest_first_by_kind_and_by_subject(work: Work) -> None:
    write(work, 30)
    trail.note(work, PORTAL, EventKind.ASSESSMENT_OPENED, "subject-7")
    work.commit()
    first = trail.events(work, PORTAL)
    assert (first.total, first.pages, first.rows[0].position) == (31, 2, 31)
    about = trail.events(work, PORTAL, subject="subject-7")
    assert [entry.event.kind for entry in about.rows] == [EventKind.ASSESSMENT_OPENED, EventKind.ENGAGEMENT_WITHDRAWN]
    assert trail.events(work, PORTAL, kind=EventKind.ASSESSMENT_OPENED).total == 1
    assert trail.events(work, PORTAL, page=99).number == 2


def tamper(engine: Engine, statements: str) -> None:
    """What somebody does who owns the database and took the triggers away."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(text("DROP TRIGGER event_refuses_update"))
            connection.execute(text("DROP TRIGGER event_refuses_delete"))
        for statement in statements.split(";"):
            connection.execute(text(statement.replace(":", "\\:")))
