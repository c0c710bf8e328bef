"""The composition root: the only place that chooses adapters and wires them together."""

from __future__ import annotations

import datetime as dt
import gc
import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from vendorrisk import settings as configuration
from vendorrisk import web
from vendorrisk.catalogue import Catalogue
from vendorrisk.jobs import HueyQueue
from vendorrisk.mail import Composer, Letter, open_transport
from vendorrisk.pdf.organisation_seal import OrganisationSeal
from vendorrisk.pdf.renderer import ChildRenderer
from vendorrisk.persistence import migrations
from vendorrisk.persistence.engine import make_engine, make_sessions
from vendorrisk.persistence.queries import files
from vendorrisk.resources import questionnaires_directory, templates_directory
from vendorrisk.services import (
    acceptances,
    answering,
    conditions,
    correspondence,
    deadlines,
    digests,
    previews,
    reassessing,
    records,
    subscriptions,
    uploads,
)
from vendorrisk.services.outbox import Payload, Task
from vendorrisk.services.ports import FileStore, MailTransport, Renderer, Seal, Spreadsheets
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings, SettingsIncomplete
from vendorrisk.sheets import Workbooks
from vendorrisk.storage import Anew, KeyMissing, Keys, SealKeys, open_keys, open_store


def utc_now() -> dt.datetime:
    """The portal's clock."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Portal:
    """The portal with all its edges: what web, worker and command line share. Making one connects to nothing."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    catalogue: Catalogue
    store: FileStore
    queue: HueyQueue
    renderer: Renderer
    spreadsheets: Spreadsheets
    seal: Seal
    composer: Composer
    transport: MailTransport
    now: Callable[[], dt.datetime] = utc_now

    def work(self) -> Work:
        """A unit of work on a session of its own; `with` it, or close its session."""
        return Work(
            self.sessions(),
            self.now,
            self.catalogue,
            self.store,
            self.queue,
            self.renderer,
            self.spreadsheets,
            self.seal,
            self.settings,
        )

    def __enter__(self) -> Portal:
        return self

    def __exit__(self, *_: object) -> None:
        """Give every connection back, for a process that goes on without the portal."""
        self.engine.dispose()

    def migrate(self) -> None:
        """Bring the database to the tables of this version."""
        migrations.upgrade(self.engine)

    def add_file_key(self) -> str:
        """Make a further key for files, which encrypts from now on; its id."""
        return Keys(self.settings.file_keys).add().hex()

    @property
    def seal_keys(self) -> SealKeys:
        """The file of the key that seals records."""
        return SealKeys(self.settings.seal_key, self.catalogue.organisation.name)

    def encrypt_files(self) -> list[Anew]:
        """Bring every file under the newest key; those that were not."""

        def named(key: str) -> bool:
            with self.work() as work:
                return files.is_named(work.session, key)

        return list(open_store(self.settings.store, Keys(self.settings.file_keys)).encrypt_all(named))

    @property
    def tasks(self) -> Mapping[str, Task]:
        """What a worker does for each kind of outbox row."""
        return {
            "mail": self._mail,
            "render": _render,
            "printout": _printout,
            "digest": _digest,
            previews.KIND: _preview,
            reassessing.KIND: _reassess,
            conditions.KIND: _condition,
            acceptances.KIND: _acceptance,
            deadlines.KIND: _deadline,
            uploads.KIND: _upload,
        }

    def _mail(self, work: Work, row_id: str, payload: Payload) -> None:
        if subscriptions.unwanted(work, payload):
            return
        letter = Letter(
            id=row_id,
            message=payload["message"],
            to=payload["to"],
            language=payload["language"],
            values=correspondence.values(work, payload),
            written_at=work.now(),
            unsubscribe=subscriptions.link_for(work, payload),
        )
        self.transport.send(self.composer.compose(letter))


def _render(work: Work, _row_id: str, payload: Payload) -> None:
    records.render(work, payload["record"], payload["language"])


def _printout(work: Work, _row_id: str, payload: Payload) -> None:
    answering.make_printout(work, payload["printout"])


def _upload(work: Work, _row_id: str, payload: Payload) -> None:
    uploads.expire(work, payload["upload"])


def _condition(work: Work, _row_id: str, payload: Payload) -> None:
    conditions.look(work, payload["condition"], payload["due_on"])


def _acceptance(work: Work, _row_id: str, payload: Payload) -> None:
    acceptances.look(work, payload["acceptance"], remind=payload["remind"])


def _deadline(work: Work, _row_id: str, payload: Payload) -> None:
    deadlines.look(work, payload["assessment"], payload["holder"], payload["due_on"], payload["step"])


def _preview(work: Work, _row_id: str, payload: Payload) -> None:
    previews.make_preview(work, payload["proof"])


def _reassess(work: Work, _row_id: str, payload: Payload) -> None:
    reassessing.begin_planned(work, payload["assessment"])


def _digest(work: Work, _row_id: str, _payload: Payload) -> None:
    digests.send(work)


def open_portal(settings: Settings | None = None) -> Portal:
    """The portal that `settings`, or else the environment, describe. Raises settings.SettingsIncomplete."""
    settings = settings or configuration.read()
    engine = make_engine(settings.database_url)
    catalogue = Catalogue.load(questionnaires_directory())
    return Portal(
        settings=settings,
        engine=engine,
        sessions=make_sessions(engine),
        catalogue=catalogue,
        store=open_store(settings.store, _keys(settings)),
        queue=HueyQueue(settings.data_directory),
        renderer=ChildRenderer(),
        spreadsheets=Workbooks(),
        seal=OrganisationSeal(SealKeys(settings.seal_key, catalogue.organisation.name), settings.time_stamps),
        composer=Composer(settings.mail_from, settings.base_url),
        transport=open_transport(settings.smtp, settings.data_directory / "mail"),
    )


def _keys(settings: Settings) -> Keys:
    try:
        return open_keys(settings.file_keys, settings.store)
    except (KeyMissing, ValueError) as wrong:
        raise SettingsIncomplete([f"VENDORRISK_FILE_KEYS: {wrong}"]) from None


def create_app(settings: Settings | None = None, *, portal: Portal | None = None) -> Flask:
    """The WSGI application of `portal`, by default of the one that `settings` or the environment describe."""
    portal = portal or open_portal(settings)
    app = Flask(
        "vendorrisk",
        template_folder=str(templates_directory()),
        static_folder="web/static",
        static_url_path="/static",
    )
    app.debug = portal.settings.debug
    web.init_app(app, portal)
    return app


def serving_app() -> Flask:
    """The application as a web server runs it: set up by the environment, with its log."""
    write_logs()
    app = create_app()
    # What is there by now stays for good: the collector need not go through it again in the middle of a request.
    gc.collect()
    gc.freeze()
    return app


def write_logs() -> None:
    """Write the log of this process as JSON lines on standard error."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    for talkative in ("alembic", "huey"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    line = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processor=structlog.processors.JSONRenderer())
    for handler in logging.getLogger().handlers:
        handler.setFormatter(line)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
