"""The engines keep what they acknowledge, take turns when they write, and share nothing across a fork."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.factories import MONDAY
from vendorrisk.persistence.engine import make_engine, make_sessions
from vendorrisk.persistence.models import EventRow, Vendor


def vendor(name: str) -> Vendor:
    return Vendor(name=name, name_key=name.lower(), created_at=MONDAY)


def test_sqlite_syncs_before_it_acknowledges_and_holds_its_references(tmp_path: os.PathLike[str]) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/portal.db")
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_many_writers_that_read_first_all_succeed(engine: Engine) -> None:
    """Read, then write: on a deferred SQLite transaction this fails at once when another wrote in between."""
    sessions = make_sessions(engine)
    with sessions() as session:
        session.add(vendor("Counter"))
        session.commit()
    together = threading.Barrier(8)

    def bump(_: int) -> None:
        together.wait()
        for _ in range(5):
            with sessions() as session:
                row = session.scalars(select(Vendor).with_for_update()).one()
                row.name_key = str(int(row.name_key) + 1) if row.name_key.isdigit() else "1"
                session.commit()

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(bump, range(8)))
    with sessions() as session:
        assert session.scalars(select(Vendor)).one().name_key == "40"


def test_a_reader_does_not_wait_for_a_writer(engine: Engine) -> None:
    sessions = make_sessions(engine)
    with sessions() as writer, sessions() as reader:
        writer.add(vendor("Unfinished"))
        writer.flush()
        assert reader.scalar(select(func.count()).select_from(Vendor)) == 0
        writer.commit()
        assert reader.scalar(select(func.count()).select_from(Vendor)) == 1


@pytest.mark.parametrize(
    "attempt", [update(EventRow).values(kind="user.changed"), delete(EventRow)], ids=["update", "delete"]
)
def test_the_database_itself_refuses_to_change_the_trail(engine: Engine, attempt: Callable[[], None]) -> None:
    sessions = make_sessions(engine)
    with sessions() as session:
        session.add(
            EventRow(
                position=1, at=MONDAY, kind="user.signed_in", subject="x", data={}, previous="0" * 64, hash="1" * 64
            )
        )
        session.commit()
        with pytest.raises(DBAPIError, match="event refuses"):
            session.execute(attempt)  # type: ignore[call-overload]
        session.rollback()
        assert session.scalars(select(EventRow.kind)).all() == ["user.signed_in"]


def test_a_forked_child_opens_connections_of_its_own(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        mine = connection.connection.driver_connection
        child = os.fork()
        if child == 0:
            with engine.connect() as other:
                other.execute(text("SELECT 1"))
                os._exit(0 if other.connection.driver_connection is not mine else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert connection.execute(text("SELECT 2")).scalar() == 2
