"""What is to be done outside the transaction: rows written with the act, performed by the worker until they are done.

A row is claimed by a lease (`settings.lease_seconds`), so two workers never perform it at once, and the rows of a
killed worker come free again. A task
may run twice (its worker died after doing it and before saying so), so each task must be idempotent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, cast

import structlog
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.engine import CursorResult

from vendorrisk.persistence.models import OutboxRow, new_id
from vendorrisk.services.work import Work

log = structlog.get_logger(__name__)

Payload: TypeAlias = dict[str, Any]
Task: TypeAlias = Callable[[Work, str, Payload], None]
"""Does what a row says: the work, the row's id, its payload. It raises when it could not, and may run twice."""

NOW: Final = dt.timedelta(0)
ATTEMPTS: Final = 12
FIRST_WAIT: Final = dt.timedelta(seconds=15)
LONGEST_WAIT: Final = dt.timedelta(hours=6)
PASSING: Final = frozenset({"link"})
"""Keys of a payload that are taken out when the row is finished: a password reset link is a key to an account."""


def put(work: Work, kind: str, *, after: dt.timedelta = NOW, **payload: Any) -> str:
    """Write a row of `kind` in the present transaction, due `after` a while; `work.commit()` wakes the worker.

    A mail says `message` (a folder of templates/emails), `to`, `language` and the ids it is about, see
    `services.correspondence`; a render says `record` and `language`; a digest, which sends the mails of new messages,
    says nothing; a printout says its id, a preview its proof. Returns the row's id.
    """
    now = work.now()
    row = OutboxRow(id=new_id(), kind=kind, payload=payload, created_at=now, due_at=now + after, attempts=0)
    work.session.add(row)
    # What is due later is found by the sweep.
    if after is NOW:
        work.rows.append(row.id)
    return row.id


def due(work: Work, *, limit: int = 200) -> list[str]:
    """The ids of rows that want performing now, oldest first: not done, not given up, not in another's hands."""
    query = (
        select(OutboxRow.id)
        .where(*_open(work.now()), OutboxRow.attempts < ATTEMPTS)
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(limit)
    )
    return list(work.session.scalars(query))


def perform(work: Work, row_id: str, tasks: Mapping[str, Task]) -> bool:
    """Do what row `row_id` says with the task of its kind, once at a time; True when it was done now.

    A task that raises is tried again later, ever later, and given up after ATTEMPTS with its last error kept.
    """
    row = _claim(work, row_id)
    if row is None:
        return False
    try:
        tasks[row.kind](work, row.id, dict(row.payload))
    except Exception as failure:  # noqa: BLE001 - whatever a task fails with, the row must say so and be tried again
        work.rollback()
        _put_off(work, row, failure)
        return False
    _finish(work, row, done_at=work.now())
    return True


def give_up(work: Work) -> None:
    """Close rows whose worker died at every attempt: such a row never comes to fail by itself."""
    now = work.now()
    work.session.execute(
        update(OutboxRow)
        .where(*_open(now), OutboxRow.attempts >= ATTEMPTS)
        .values(failed_at=now, claimed_until=None, last_error="the worker died at every attempt")
    )
    work.commit()


def _open(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(OutboxRow.claimed_until.is_(None), OutboxRow.claimed_until <= now)
    return OutboxRow.done_at.is_(None), OutboxRow.failed_at.is_(None), OutboxRow.due_at <= now, free


def _claim(work: Work, row_id: str) -> OutboxRow | None:
    """The row, now in our hands for the lease; None when it is not due, or in another's."""
    now = work.now()
    lease = dt.timedelta(seconds=work.settings.lease_seconds)
    claim = (
        update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.attempts < ATTEMPTS, *_open(now))
        .values(claimed_until=now + lease, attempts=OutboxRow.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    claimed = cast("CursorResult[Any]", work.session.execute(claim)).rowcount == 1
    work.commit()
    return work.session.get(OutboxRow, row_id, populate_existing=True) if claimed else None


def _put_off(work: Work, row: OutboxRow, failure: Exception) -> None:
    """Keep why the row failed and when it is to be tried again, or that it is given up."""
    log.warning("outbox row failed", row=row.id, kind=row.kind, attempt=row.attempts, exc_info=failure)
    row.last_error = f"{type(failure).__name__}: {failure}"[:2000]
    row.claimed_until = None
    row.due_at = work.now() + min(FIRST_WAIT * 2 ** (row.attempts - 1), LONGEST_WAIT)
    if row.attempts >= ATTEMPTS:
        _finish(work, row, failed_at=work.now())
    else:
        work.commit()


def _finish(work: Work, row: OutboxRow, **at: dt.datetime) -> None:
    """Close the row with `done_at` or `failed_at`."""
    for column, moment in at.items():
        setattr(row, column, moment)
    row.claimed_until = None
    row.payload = {key: value for key, value in row.payload.items() if key not in PASSING}
    work.commit()
