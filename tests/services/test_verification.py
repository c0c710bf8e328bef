"""What the portal says of a file that somebody brings: genuine, altered or unknown, and no word more than that."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import delete, select

from tests.factories import make_assessment, make_user
from tests.pdf import assessments
from vendorrisk.domain.access import PORTAL
from vendorrisk.domain.access import Role as RoleName
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.record import NotARecord, SealedRecord, close
from vendorrisk.pdf.organisation_seal import OrganisationSeal
from vendorrisk.pdf.sealing import ATTACHMENT, seal
from vendorrisk.persistence.models import Assessment, Document, EventRow, Record, SealCertificate
from vendorrisk.services import records, seals, trail
from vendorrisk.services.verification import Standing, Verdict, verified
from vendorrisk.services.work import Work
from vendorrisk.storage import SealKeys


class SmallRenderer:
    """Renders a page that is blank but for what a record is verified by."""

    def __init__(self, sealed: SealedRecord) -> None:
        self._sealed = sealed

    def render(self, body: bytes, language: str) -> bytes:
        target = io.BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.attachments[ATTACHMENT] = pikepdf.AttachedFileSpec(pdf, body, filename=ATTACHMENT)
            pdf.docinfo["/Keywords"] = f"vendorrisk-record/1, sha256:{self._sealed.digest}"
            pdf.docinfo["/Title"] = language
            pdf.save(target)
        return seal(target.getvalue())

    render_printout = render

    def text(self, content: bytes) -> str:  # noqa: ARG002 - the signature is the port's
        return ""


@pytest.fixture(scope="module")
def sealed() -> SealedRecord:
    return assessments.record()


@pytest.fixture
def keys(tmp_path: Path) -> SealKeys:
    return SealKeys(tmp_path / "seal-key", "Voorbeeldbank N.V.")


@pytest.fixture
def record(work: Work, sealed: SealedRecord, keys: SealKeys) -> Record:
    """A record of this portal, whose documents are sealed with its key."""
    work.renderer, work.seal = SmallRenderer(sealed), OrganisationSeal(keys)
    kept = Record(
        assessment_id=make_assessment(work).id, digest=sealed.digest, body=sealed.body.decode(), sealed_at=work.now()
    )
    work.session.add(kept)
    work.session.flush()
    trail.note(work, PORTAL, EventKind.RECORD_SEALED, kept.id, digest=sealed.digest)
    work.commit()
    return kept


def issued(work: Work, record: Record, language: str = "en") -> bytes:
    """The document of the record as it is given out."""
    records.render(work, record.id, language)
    return work.store.get(work.session.get_one(Document, (record.id, language)).key)


def test_each_document_is_sealed_and_genuine(work: Work, record: Record, keys: SealKeys) -> None:
    fingerprints = set()
    for language in ("en", "nl"):
        told = verified(work, issued(work, record, language))
        assert told.verdict is Verdict.GENUINE
        assert told.found.signature
        fingerprints.add(told.found.signature.certificate.fingerprint)
        assert told.registered
        assert told.registered.standing is Standing.ISSUED
        event = work.session.get_one(EventRow, told.registered.position)
        assert event.data == {"digest": record.digest}
    assert fingerprints == {one.fingerprint for one in seals.certificates(work)}
    made = work.session.scalars(select(EventRow).where(EventRow.kind == EventKind.SEAL_KEY_MADE)).all()
    assert [(event.subject, event.data) for event in made] == [(*fingerprints, {"holder": "Voorbeeldbank N.V."})]
    assert trail.verify_chain(work).whole


def test_a_document_from_before_there_were_signatures_stays_genuine(
    work: Work, record: Record, sealed: SealedRecord
) -> None:
    old = SmallRenderer(sealed).render(sealed.body, "en")
    kept = work.store.put(record.id, old)
    work.session.add(
        Document(record_id=record.id, language="en", sha256=kept.sha256, key=kept.key, size=1, rendered_at=work.now())
    )
    work.commit()
    told = verified(work, old)
    assert told.verdict is Verdict.GENUINE
    assert told.found.signature is None


def test_what_was_sealed_with_the_key_before_stays_genuine(work: Work, record: Record, keys: SealKeys) -> None:
    """Also when the register of files was lost since: the certificate is known."""
    data = issued(work, record)
    keys.rotate()
    seals.register(work, EventKind.SEAL_KEY_ROTATED)
    assert len(seals.certificates(work)) == 2
    assert verified(work, data).verdict is Verdict.GENUINE
    work.session.execute(delete(Document))
    work.commit()
    told = verified(work, data)
    assert told.verdict is Verdict.GENUINE
    assert told.registered
    assert told.registered.standing is Standing.SEALED


def test_a_known_record_under_a_foreign_signature_is_altered(
    work: Work, record: Record, sealed: SealedRecord, tmp_path: Path
) -> None:
    issued(work, record)
    foreign = OrganisationSeal(SealKeys(tmp_path / "foreign-key", "Voorbeeldbank N.V."))
    forged = foreign.sign(SmallRenderer(sealed).render(sealed.body, "en"), work.now())
    told = verified(work, forged)
    assert told.verdict is Verdict.ALTERED
    assert told.registered
    assert told.registered.standing is Standing.OTHER_DOCUMENT


def test_a_changed_byte_is_altered_and_nothing_is_said_of_the_record(work: Work, record: Record) -> None:
    data = issued(work, record)
    at = len(data) // 3
    told = verified(work, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert told.verdict is Verdict.ALTERED
    assert told.registered is None


def test_a_record_of_somebody_else_is_unknown_and_is_not_scored(
    work: Work, sealed: SealedRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vendorrisk.services.verification.replayed", lambda _: pytest.fail("scored a stranger's"))
    told = verified(work, sealed.body)
    assert told.verdict is Verdict.UNKNOWN


def test_a_record_that_computes_to_something_else_is_not_called_genuine(work: Work, sealed: SealedRecord) -> None:
    """Even when we issued it: then we are wrong."""
    members = {name: value for name, value in json.loads(sealed.body).items() if name != "checksum"}
    del members["format"]
    members["figures"]["recommendation"] = "approve"
    wrong = close(members)
    assessment = make_assessment(work)
    work.session.add(
        Record(assessment_id=assessment.id, digest=wrong.digest, body=wrong.body.decode(), sealed_at=work.now())
    )
    work.commit()
    told = verified(work, wrong.body)
    assert told.verdict is Verdict.ALTERED
    assert [one.figure for one in told.differences] == ["recommendation"]


def test_a_superseded_record_says_so(work: Work, record: Record) -> None:
    data = issued(work, record)
    told = verified(work, data)
    assert told.registered
    assert told.registered.superseded_at is None
    somebody = make_user(work.session, RoleName.PROCUREMENT, email="pim@example.com")
    newer = work.session.get_one(Assessment, make_assessment(work, requester=somebody, vendor="Another").id)
    newer.follows_id = record.assessment_id
    work.session.add(Record(assessment_id=newer.id, digest="1" * 64, body="{}", sealed_at=work.now()))
    work.commit()
    told = verified(work, data)
    assert told.verdict is Verdict.GENUINE
    assert told.registered
    assert told.registered.superseded_at == work.now()


def test_what_is_no_record_is_said_to_be_none(work: Work, record: Record) -> None:
    with pytest.raises(NotARecord):
        verified(work, b"Dear vendor,")


def test_two_processes_that_start_at_once_know_one_certificate(open_work: Callable[[], Work], keys: SealKeys) -> None:
    def start(_: int) -> str:
        work = open_work()
        work.seal = OrganisationSeal(keys)
        return seals.register(work).fingerprint

    with ThreadPoolExecutor(4) as starters:
        (fingerprint,) = set(starters.map(start, range(4)))
    work = open_work()
    assert [one.fingerprint for one in work.session.scalars(select(SealCertificate))] == [fingerprint]
    assert len(work.session.scalars(select(EventRow).where(EventRow.kind == EventKind.SEAL_KEY_MADE)).all()) == 1
