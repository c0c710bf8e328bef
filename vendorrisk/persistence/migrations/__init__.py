"""The history of the tables, and the way up: run from the installed package, by one process at a time."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from vendorrisk.persistence.locks import Turn, take


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration for these migrations, working on `connection`."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest tables, in one transaction; one that is there already is left as it is.

    Two portals that start at once take turns, so the second finds everything done.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # A batch migration makes a table anew and drops the old one, which must not cascade. Heard only outside a
            # transaction, and lost with this connection.
            connection.execute(text("PRAGMA foreign_keys=OFF"))
        take(connection, Turn.MIGRATION)
        command.upgrade(configuration(connection), "head")
        connection.commit()
    engine.dispose()


def current(connection: Connection) -> bool:
    """Whether the database has the tables of this version, no older and no newer ones."""
    heads = ScriptDirectory.from_config(configuration()).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)
