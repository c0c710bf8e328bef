"""What tests share: both databases, a unit of work on them, the portal with recording edges, and its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, event

from tests import databases, postgresql
from tests.factories import Clock, PlainRenderer, PlainSeal, RecordingQueue
from tests.scheduling import pytest_xdist_make_scheduler
from tests.shipped import read_once
from vendorrisk.catalogue import Catalogue
from vendorrisk.persistence.engine import make_engine, make_sessions
from vendorrisk.resources import questionnaires_directory
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings
from vendorrisk.sheets import Workbooks
from vendorrisk.storage import Keys, ObjectFiles, open_store

__all__ = ["pytest_xdist_make_scheduler"]

# A busy machine is slow, not wrong.
hypothesis_settings.register_profile("patient", deadline=None)
# The same few examples each time, for tools/mutants.py: `--hypothesis-profile brief`.
hypothesis_settings.register_profile("brief", max_examples=25, derandomize=True, database=None, deadline=None)
hypothesis_settings.load_profile("patient")


@pytest.fixture(params=databases.DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """The name of the database engine; every test that touches the database runs once on each."""
    return str(request.param)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def _postgresql_database() -> Iterator[str]:
    databases.need("PostgreSQL", postgresql.binaries())
    # Not under pytest's own folder, which only its owner may enter: the server runs as nobody.
    with TemporaryDirectory(prefix="portal-postgresql-") as folder, postgresql.server(Path(folder)) as url:
        yield databases.postgresql_database(url, "portal")


@pytest.fixture
def database_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty, migrated database."""
    if database == "sqlite":
        yield databases.sqlite_copy(request.getfixturevalue("_sqlite_template"), tmp_path)
        return
    url = str(request.getfixturevalue("_postgresql_database"))
    yield url
    engine = make_engine(url)
    databases.empty(engine)
    engine.dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on an empty, migrated database."""
    engine = make_engine(database_url)
    event.listen(engine, "connect", databases.hasten)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    """The time of the tests: stands still at Monday 2026-11-23 09:00 UTC until it is moved."""
    return Clock()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The settings of a portal in a temporary folder."""
    return Settings(
        secret_key="a secret that only the tests know",
        data_directory=tmp_path,
        database_url=database_url,
        store=str(tmp_path / "files"),
        file_keys=tmp_path / "file-keys",
        seal_key=tmp_path / "seal-key",
        trusted_hosts=("localhost", "127.0.0.1"),
        lease_seconds=60,
    )


@pytest.fixture(scope="session", autouse=True)
def _content_read_once() -> Iterator[None]:
    with read_once():
        yield


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The content that ships."""
    return Catalogue.load(questionnaires_directory())


@pytest.fixture
def queue() -> RecordingQueue:
    """Remembers which outbox rows were woken."""
    return RecordingQueue()


@pytest.fixture
def store(settings: Settings) -> ObjectFiles:
    """A file store in a temporary folder."""
    return open_store(settings.store, Keys(settings.file_keys))


@pytest.fixture
def open_work(
    engine: Engine, clock: Clock, catalogue: Catalogue, store: ObjectFiles, queue: RecordingQueue, settings: Settings
) -> Iterator[Callable[[], Work]]:
    """Opens a unit of work on a session of its own, as each request and each task has; all are closed at the end."""
    sessions, opened = make_sessions(engine), []

    def opening() -> Work:
        work = Work(sessions(), clock, catalogue, store, queue, PlainRenderer(), Workbooks(), PlainSeal(), settings)
        opened.append(work)
        return work

    yield opening
    for work in opened:
        work.session.close()


@pytest.fixture
def work(open_work: Callable[[], Work]) -> Work:
    """A unit of work on an empty database."""
    return open_work()
