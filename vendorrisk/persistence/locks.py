"""Turns to take: a lock by name that is held until the transaction ends, on both engines."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, func, literal, select


class Turn(IntEnum):
    """What is done by one at a time, whoever does it. The numbers are the keys of PostgreSQL's advisory locks."""

    MIGRATION = 7_301
    TRAIL = 7_302
    VENDORS = 7_303


def take(connection: Connection, turn: Turn) -> None:
    """Wait for `turn` and hold it until commit or rollback. On SQLite it is the one writer's turn that is taken."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(int(turn))))
    else:
        connection.execute(select(literal(1)).with_for_update())
