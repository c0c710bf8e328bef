"""Whether the portal can do its work: what it stands on, each asked the way a request would ask it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import structlog
from sqlalchemy import func, select

from vendorrisk.persistence import migrations
from vendorrisk.persistence.models import OutboxRow
from vendorrisk.services.ports import FileMissing
from vendorrisk.services.work import Work

log = structlog.get_logger(__name__)

LONGEST_WAIT: Final = dt.timedelta(minutes=10)
"""How long a row may be due before the worker counts as away; it looks every few seconds."""


def checks(work: Work) -> dict[str, bool]:
    """What a request needs, by name, and whether it is there. Never raises; why something is not goes to the log."""
    return {name: _passes(name, check, work) for name, check in CHECKS.items()}


def worker_keeps_up(work: Work) -> bool:
    """Whether nothing in the outbox has waited too long. Pages can be served without, but mails and records wait."""
    return _passes("worker", _nothing_waits, work)


def _passes(name: str, check: Callable[[Work], bool], work: Work) -> bool:
    try:
        return check(work)
    except Exception as failure:
        log.warning("not ready", check=name, exc_info=failure)
        return False


def _database(work: Work) -> bool:
    return work.session.scalar(select(1)) == 1


def _tables(work: Work) -> bool:
    return migrations.current(work.session.connection())


def _store(work: Work) -> bool:
    with suppress(FileMissing):
        work.store.get("health/nothing")
    return True


def _nothing_waits(work: Work) -> bool:
    open_rows = (OutboxRow.done_at.is_(None), OutboxRow.failed_at.is_(None))
    oldest = work.session.scalar(select(func.min(OutboxRow.due_at)).where(*open_rows))
    return oldest is None or oldest > work.now() - LONGEST_WAIT


CHECKS: Final[dict[str, Callable[[Work], bool]]] = {"database": _database, "tables": _tables, "store": _store}
