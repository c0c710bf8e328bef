"""The migrations make exactly the tables of the models, on both engines, once however many start at a time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from tests import databases
from vendorrisk.persistence.engine import make_engine
from vendorrisk.persistence.migrations import upgrade
from vendorrisk.persistence.models import Base


def test_the_migrations_make_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_comparison_would_see_a_missing_column(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE vendor DROP COLUMN country"))
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert [change[0] for change in compare_metadata(context, Base.metadata)] == ["add_column"]
        connection.rollback()


@pytest.fixture
def bare_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without a single table."""
    if database == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.db'}"
    return databases.postgresql_database(request.getfixturevalue("_postgresql_database"), tmp_path.name, migrate=False)


def test_two_portals_that_start_at_once_migrate_once(bare_url: str) -> None:
    def start(_: int) -> None:
        upgrade(make_engine(bare_url))

    with ThreadPoolExecutor(4) as starters:
        list(starters.map(start, range(4)))
    engine = make_engine(bare_url)
    assert set(inspect(engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    engine.dispose()
