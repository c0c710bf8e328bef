"""Whether a record is true to itself and known to this portal: for `vendorrisk verify`, `replay` and /verify."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from vendorrisk.catalogue import CatalogueError, parse_intake, parse_model, parse_organisation, parse_pack
from vendorrisk.domain.assessment import Case
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.examination import Examination, Medium
from vendorrisk.domain.record import Difference, Plain, pinned
from vendorrisk.domain.replay import case_of, recompute
from vendorrisk.domain.validation import BadValue
from vendorrisk.persistence.models import Assessment, Document, EventRow, Record, SealCertificate
from vendorrisk.services.work import Work


class Standing(StrEnum):
    """How a file stands with the portal: issued, of a known record but not as issued, or not known at all."""

    ISSUED = "issued"
    SEALED = "sealed"
    """Sealed with a key of the organisation, though not the very file that the portal keeps: from before a restore."""
    OTHER_DOCUMENT = "other_document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Registered:
    """How a file stands, where in the audit trail its record was sealed, and when a newer record took its place."""

    standing: Standing
    position: int | None = None
    superseded_at: dt.datetime | None = None


class Verdict(StrEnum):
    """What a file is, in a word."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verified:
    """What can be said of a file: the examination, the verdict, and where there is something to it the rest.

    `scored` is False when the record cannot be scored again.
    """

    found: Examination
    verdict: Verdict
    registered: Registered | None = None
    differences: tuple[Difference, ...] = ()
    scored: bool = True


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


def registered(session: Session, found: Examination) -> Registered:
    """How an intact file stands with the portal, and what its register says of the record in it."""
    sealed = found.signature and session.get(SealCertificate, found.signature.certificate.fingerprint)
    record = session.execute(select(Record.id, Record.assessment_id).where(Record.digest == found.digest)).first()
    if record is None:
        return Registered(Standing.SEALED if sealed else Standing.UNKNOWN)
    issued = select(Document.record_id).where(Document.record_id == record.id, Document.sha256 == found.sha256)
    if found.medium is Medium.JSON or session.scalars(issued).first():
        standing = Standing.ISSUED
    else:
        standing = Standing.SEALED if sealed else Standing.OTHER_DOCUMENT
    return Registered(standing, _position(session, record.id, found.digest), _followed(session, record.assessment_id))


def _position(session: Session, record_id: str, digest: str) -> int | None:
    """Where in the audit trail the record was sealed."""
    events = select(EventRow).where(EventRow.kind == EventKind.RECORD_SEALED, EventRow.subject == record_id)
    return next((one.position for one in session.scalars(events) if one.data.get("digest") == digest), None)


def _followed(session: Session, assessment_id: str) -> dt.datetime | None:
    following = select(Record.sealed_at).join(Record.assessment).where(Assessment.follows_id == assessment_id)
    return session.scalars(following).first()


def verified(work: Work, data: bytes) -> Verified:
    """What the portal says to anybody who brings a file. Nothing of it is kept. Raises NotARecord.

    Only a record that is ours is scored again: what a stranger made up could be made to take long.
    """
    found = work.seal.examine(data)
    if not found.intact or found.record is None:
        return Verified(found, Verdict.ALTERED)
    known = registered(work.session, found)
    if known.standing is Standing.UNKNOWN:
        return Verified(found, Verdict.UNKNOWN, known)
    try:
        differences = replayed(found.record.plain)
    except ReplayFailed:
        return Verified(found, Verdict.ALTERED, known, scored=False)
    genuine = known.standing is not Standing.OTHER_DOCUMENT and not differences
    return Verified(found, Verdict.GENUINE if genuine else Verdict.ALTERED, known, differences)
