"""Whether a record is true to itself and known to this portal: what `vendorrisk verify` and `replay` stand on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from vendorrisk.catalogue import CatalogueError, parse_intake, parse_model, parse_organisation, parse_pack
from vendorrisk.domain.assessment import Case
from vendorrisk.domain.record import Difference, Plain, pinned
from vendorrisk.domain.replay import case_of, recompute
from vendorrisk.domain.validation import BadValue
from vendorrisk.persistence.models import Document, Record


class Standing(StrEnum):
    """How a file stands with the portal: issued, of a known record but not as issued, or not known at all."""

    ISSUED = "issued"
    OTHER_DOCUMENT = "other_document"
    UNKNOWN = "unknown"


class ReplayFailed(Exception):
    """The record cannot be scored again: its own content no longer reads as content, or its answers do not fit it."""


def replayed(record: Plain) -> tuple[Difference, ...]:
    """The figures of `record` that come out otherwise when scored again with its own pinned content.

    Raises ReplayFailed.
    """
    with telling():
        return recompute(record, own_case(record))


def own_case(record: Plain) -> Case:
    """The case that `record` holds, with its own pinned content. Raises ReplayFailed."""
    with telling():
        bodies = list(pinned(record))
        return case_of(
            record,
            intake=parse_intake(_only(bodies, "intake")),
            packs=[parse_pack(one["body"]) for one in bodies if one["kind"] == "pack"],
            model=parse_model(_only(bodies, "model")),
            organisation=parse_organisation(_only(bodies, "organisation")),
        )


@contextmanager
def telling() -> Iterator[None]:
    """Whatever a record does that does not fit the content it is scored with, told as ReplayFailed."""
    try:
        yield
    except (CatalogueError, BadValue, KeyError, TypeError, ValueError, AttributeError, StopIteration) as failure:
        raise ReplayFailed(f"{type(failure).__name__}: {failure}") from failure


def kept_records(session: Session) -> Iterator[Record]:
    """Every record, oldest first, read in batches."""
    yield from session.scalars(select(Record).order_by(Record.sealed_at, Record.id).execution_options(yield_per=20))


def replay_all(session: Session) -> Iterator[tuple[Record, tuple[Difference, ...] | ReplayFailed]]:
    """Every record, oldest first, with the figures that come out otherwise now, or why it cannot be scored again."""
    for record in kept_records(session):
        try:
            yield record, replayed(json.loads(record.body))
        except ReplayFailed as failure:
            yield record, failure


def _only(bodies: Iterable[Plain], kind: str) -> Plain:
    body: Plain = next(one["body"] for one in bodies if one["kind"] == kind)
    return body


def standing(session: Session, digest: str, document: str | None) -> Standing:
    """How the record with `digest` stands with the portal, and its file with the SHA-256 `document` if it is a PDF."""
    record = session.scalars(select(Record.id).where(Record.digest == digest)).first()
    if record is None:
        return Standing.UNKNOWN
    if document is None:
        return Standing.ISSUED
    issued = select(Document.record_id).where(Document.record_id == record, Document.sha256 == document)
    return Standing.ISSUED if session.scalars(issued).first() else Standing.OTHER_DOCUMENT
