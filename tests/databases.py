"""The two databases that every test of the data runs on, migrated once and emptied after each test."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from vendorrisk.persistence.engine import make_engine
from vendorrisk.persistence.migrations import upgrade
from vendorrisk.persistence.models import Base

DATABASES = ("sqlite", "postgresql")


def need(what: str, present: object) -> None:
    """Skip the test when `what` is not there, or fail where nothing may be skipped (REQUIRE_ALL=1, as in CI)."""
    if present:
        return
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is not installed, and REQUIRE_ALL=1 wants it: run `make system`")
    pytest.skip(f"{what} is not installed: run `make system`")


def sqlite_template(folder: Path) -> Path:
    """A migrated, empty SQLite database to copy."""
    path = folder / "template.db"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return path


def sqlite_copy(template: Path, folder: Path) -> str:
    """The URL of a fresh copy of `template` in `folder`."""
    path = folder / "portal.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


def hasten(connection: object, _: object) -> None:
    """Let SQLite not wait for the disk: tests lose no power. Those in tests/crash open engines of their own."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


def postgresql_database(server: str, name: str, *, migrate: bool = True) -> str:
    """The URL of a new database `name` on `server`, with its tables unless told not to."""
    administrator = create_engine(
        server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with administrator.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    administrator.dispose()
    url = server.rsplit("/", 1)[0] + f"/{name}"
    if migrate:
        engine = make_engine(url)
        upgrade(engine)
        engine.dispose()
    return url


def empty(engine: Engine) -> None:
    """Empty every table of a PostgreSQL database; as the owner of it may, past the triggers that refuse."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in Base.metadata.tables.values():
            # The roles came with the tables.
            if table.name != "role":
                connection.execute(table.delete())
