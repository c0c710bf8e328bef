"""`vendorrisk verify`: whether a record is intact, computes to the same score, and was issued by this portal."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from pathlib import Path
from typing import Final

import click
from sqlalchemy.exc import SQLAlchemyError

from vendorrisk import settings as configuration
from vendorrisk.domain.examination import Examination
from vendorrisk.domain.record import Difference, NotARecord
from vendorrisk.pdf.sealing import LARGEST, examine
from vendorrisk.persistence.engine import make_engine, make_sessions
from vendorrisk.services.verification import Registered, ReplayFailed, Standing, registered, replayed

FAULTS: Final = {
    "bytes_changed": "The bytes of the file were changed after it was sealed.",
    "bytes_added": "Bytes were added after the signature.",
    "signature_broken": "The signature under the file is damaged, or is not that of a record.",
    "seal_missing": "The seal at the end of the file is missing or damaged.",
    "record_unreadable": "The record inside the file cannot be read.",
    "digest_differs": "The record inside the file is not the one the document was made of.",
    "not_canonical": "The record is not written as it was sealed.",
    "checksum_differs": "The record was changed after it was sealed: its checksum differs.",
    "content_changed": "The content it was scored with was changed: {detail}.",
}

NO_RECORD: Final = {
    "empty": "the file is empty",
    "too_large": f"the file is larger than {LARGEST // 1024**2} MB",
    "no_record": "it is neither a PDF with a record in it nor the JSON of one",
    "not_json": "it begins as JSON, but is none",
    "other_format": "it is JSON, but not of a record this version knows",
}

STANDINGS: Final = {
    Standing.ISSUED: "Genuine: this portal issued it.",
    Standing.SEALED: "Genuine: sealed with a key of this organisation, though this portal keeps another file.",
    Standing.OTHER_DOCUMENT: "This portal issued the record, but not this file of it: its pages may say otherwise.",
    Standing.UNKNOWN: "Unknown: this portal did not issue it.",
}


class Exit(IntEnum):
    """What the command ends with."""

    INTACT = 0
    ALTERED = 1
    NOT_A_RECORD = 2
    NOT_KNOWN = 3


EXITS: Final = {
    Standing.ISSUED: Exit.INTACT,
    Standing.SEALED: Exit.INTACT,
    Standing.OTHER_DOCUMENT: Exit.ALTERED,
    Standing.UNKNOWN: Exit.NOT_KNOWN,
}


@click.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--offline", is_flag=True, help="Do not ask the portal; an intact record then exits 0.")
def verify(file: Path, offline: bool) -> None:
    """Check a record, as PDF or as JSON, and score it again from what it holds.

    Exit 0: intact, and issued by this portal or a mere calculation. 1: altered. 2: not a record. 3: intact, but this
    portal does not know it or cannot be asked.
    """
    try:
        found = examine(_read(file))
    except NotARecord as failure:
        click.echo(f"{file}: not a record: {NO_RECORD[failure.code]}.", err=True)
        sys.exit(Exit.NOT_A_RECORD)
    sys.exit(_report(file, found, offline))


def _read(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _report(file: Path, found: Examination, offline: bool) -> Exit:
    """Say everything that is known of the file; the exit code follows from it."""
    wrong = [FAULTS[fault.code].format(detail=fault.detail) for fault in found.faults] + _figures(found)
    if wrong:
        click.echo(f"{file}: altered.")
        for sentence in wrong:
            click.echo(f"  {sentence}")
        return Exit.ALTERED
    click.echo(f"{file}: intact. Record {found.digest}.")
    click.echo("  The score was computed again from the record alone: every figure is the same.")
    click.echo(f"  {_signed(found)}")
    if found.record and found.record.plain["kind"] == "calculation":
        click.echo("  It is a calculation made on the command line, not a decision; no portal registers those.")
        return Exit.INTACT
    return _ask_portal(found, offline)


def _signed(found: Examination) -> str:
    """Who sealed the file, as far as the file itself can say."""
    if found.signature is None:
        return "It bears no signature, as JSON, calculations and the documents of before there were signatures."
    by = found.signature.certificate
    return (
        f"Signed in the name of {by.holder} on {found.signature.at:%Y-%m-%d %H:%M} UTC.\n"
        f"  Fingerprint of the certificate: {by.fingerprint}. The portal's page /verify lists its own."
    )


def _figures(found: Examination) -> list[str]:
    """What does not compute to the same, in sentences; nothing when there is no record to compute."""
    if found.record is None:
        return []
    try:
        return [_difference(one) for one in replayed(found.record.plain)]
    except ReplayFailed as failure:
        return [f"The score cannot be computed again from the record. {failure}"]


def _difference(one: Difference) -> str:
    return f"The figure {one.figure} says {one.recorded}, and computes to {one.recomputed}."


def _ask_portal(found: Examination, offline: bool) -> Exit:
    if offline:
        click.echo("  intact; not checked against a portal")
        return Exit.INTACT
    known = _registered(found)
    if known is None:
        click.echo("  There is no portal to ask whether it issued this record. Use --offline to leave that out.")
        return Exit.NOT_KNOWN
    click.echo(f"  {STANDINGS[known.standing]}")
    if known.position is not None:
        click.echo(f"  Its digest stands in the audit trail as event {known.position}.")
    if known.superseded_at is not None:
        click.echo(f"  Superseded: a newer record of this engagement was sealed on {known.superseded_at:%Y-%m-%d}.")
    return EXITS[known.standing]


def _registered(found: Examination) -> Registered | None:
    """What the portal's database says; None where none is set up, or it does not answer."""
    folder = Path(os.environ.get("VENDORRISK_DATA", "") or "var")
    # Reading the settings would lay out a data folder; who only verifies wants none.
    if not os.environ.get("DATABASE_URL") and not (folder / "portal.db").exists():
        return None
    try:
        engine = make_engine(configuration.read().database_url)
    except (configuration.SettingsIncomplete, OSError):
        return None
    try:
        with make_sessions(engine)() as session:
            return registered(session, found)
    except SQLAlchemyError:
        return None
    finally:
        engine.dispose()
