"""Engines and sessions: SQLite that never loses what it acknowledged, PostgreSQL when the house has one.

Both engines read committed data statement by statement and begin to write when they must. SQLite would by itself begin
with a read and fail, without waiting, when another has written in between (SQLITE_BUSY_SNAPSHOT). So here a read opens
no transaction, and the first statement that writes, or that selects `with_for_update()`, waits for the writer's turn
with BEGIN IMMEDIATE. `with_for_update()` thereby means the same on both.
"""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext
from sqlalchemy.orm import Session, sessionmaker

BUSY_SECONDS: Final = 20
"""How long a writer waits for its turn on SQLite before it gives up."""

AGAIN_SECONDS: Final = 0.0003
"""How long a writer rests before it looks again whether it is its turn."""

PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    # NORMAL acknowledged 10 of 10 commits before they were on the disk, FULL none.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)
READS: Final = frozenset({"SELECT", "PRAGMA", "EXPLAIN", "WITH"})


def make_engine(address: str) -> Engine:
    """The engine for a database URL (`sqlite:///…` or `postgresql://…`); connects to nothing yet.

    A process that forks gets fresh connections on its side: one shared by two loses acknowledged writes.
    """
    url = make_url(address.replace("postgres://", "postgresql://", 1))
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    _forget_after_fork(engine)
    return engine


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions whose objects stay readable after the commit that ends each use case."""
    return sessionmaker(engine, expire_on_commit=False)


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args={"connect_timeout": 10}
    )


def _sqlite(url: URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "before_cursor_execute", _begin_before_writing)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    # The driver's own idea of when a transaction begins is switched off; _begin_before_writing does it.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        # SQLite waits for nobody where two begin to keep a log at once, whatever it is told.
        _patiently(connection, pragma)


def _begin_before_writing(
    connection: Connection, cursor: DBAPICursor, statement: str, _: Any, context: ExecutionContext | None, __: bool
) -> None:
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection) and not driver.in_transaction and _writes(statement, context):
        _begin(cursor)


def _begin(cursor: DBAPICursor) -> None:
    """Wait for the writer's turn. SQLite itself would look again after 1, 2, 5, 10, 15 … 100 ms; a turn takes one."""
    cursor.execute("PRAGMA busy_timeout=0")
    try:
        _patiently(cursor, "BEGIN IMMEDIATE")
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def _patiently(on: sqlite3.Connection | DBAPICursor, statement: str) -> None:
    """Execute what another may keep from being executed now, as soon as it can be."""
    deadline = time.monotonic() + BUSY_SECONDS
    while not _executed(on, statement, last=time.monotonic() > deadline):
        time.sleep(AGAIN_SECONDS)


def _executed(on: sqlite3.Connection | DBAPICursor, statement: str, *, last: bool) -> bool:
    """Execute; False when another writes. The `last` time that is an error."""
    try:
        on.execute(statement)
    except sqlite3.OperationalError as busy:
        if last or busy.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # the rest of the code says how busy
            raise
        return False
    return True


def _writes(statement: str, context: Any) -> bool:
    """Whether `statement` changes something, or reads it in order to; `context` is SQLAlchemy's, if it has one."""
    if context is not None and (context.isinsert or context.isupdate or context.isdelete):
        return True
    compiled = getattr(context, "compiled", None)
    if compiled is not None and getattr(compiled.statement, "_for_update_arg", None) is not None:
        return True
    return statement.split(None, 1)[0].upper() not in READS


def _forget_after_fork(engine: Engine) -> None:
    weak = weakref.ref(engine)

    def forget() -> None:
        engine = weak()
        if engine is not None:
            engine.dispose(close=False)

    os.register_at_fork(after_in_child=forget)
