"""The page on which anybody verifies a record: no account, plain words, and nothing told to who has no record."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from flask import Flask

from tests.factories import make_assessment
from tests.pdf import assessments
from tests.web.visitor import Page, Visitor
from vendorrisk.domain.record import SealedRecord
from vendorrisk.persistence.models import Record
from vendorrisk.services import seals
from vendorrisk.services.work import Work
from vendorrisk.web.pace import Pace
from vendorrisk.web.verification import views


@pytest.fixture(scope="module")
def sealed() -> SealedRecord:
    return assessments.record()


@pytest.fixture
def record(work: Work, sealed: SealedRecord) -> Record:
    kept = Record(
        assessment_id=make_assessment(work).id, digest=sealed.digest, body=sealed.body.decode(), sealed_at=work.now()
    )
    work.session.add(kept)
    work.commit()
    return kept


def bring(anonymous: Visitor, data: bytes, name: str = "record.json", status: int = 200) -> Page:
    token = anonymous.get("/verify").csrf_token
    return anonymous.post("/verify", {"csrf_token": token, "file": (io.BytesIO(data), name)}, status=status)


def test_a_record_of_ours_is_genuine(anonymous: Visitor, record: Record, sealed: SealedRecord) -> None:
    page = bring(anonymous, sealed.body)
    assert "This record is genuine" in page.words
    assert "every figure is the same" in page.words
    assert sealed.digest in page.words


def test_a_changed_record_is_altered_and_nothing_of_it_is_shown(anonymous: Visitor, record: Record) -> None:
    page = bring(anonymous, record.body.replace("Noordzee", "Zuiderzee").encode())
    assert "This file was altered" in page.words
    assert "its checksum differs" in page.words
    assert record.digest not in page.words


def test_a_record_of_another_portal_is_unknown(anonymous: Visitor, sealed: SealedRecord) -> None:
    page = bring(anonymous, sealed.body)
    assert "This record is not known here" in page.words
    assert "Noordzee" not in page.words


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"Dear vendor,", "letter.pdf", "neither a PDF with a record"),
        (b"{}", "record.json", "JSON, but not of a record"),
        (b"", "record.pdf", "The file is empty."),
        (b"PK", "record.zip", "Choose the record as PDF or JSON."),
    ],
)
def test_what_is_no_record_is_refused_in_words(anonymous: Visitor, data: bytes, name: str, said: str) -> None:
    assert said in bring(anonymous, data, name, 422).words


def test_what_is_too_large_is_not_read(anonymous: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "LARGEST", 20)
    assert "larger than any record" in bring(anonymous, b"%PDF-1.7 and much more", "record.pdf", 422).words


def test_our_certificates_are_listed(anonymous: Visitor, work: Work) -> None:
    assert "No record has been sealed" in anonymous.get("/verify").words
    assert seals.register(work).fingerprint in anonymous.get("/verify").words


def test_the_digest_alone_opens_nothing(anonymous: Visitor, record: Record) -> None:
    assert "Genuine" not in anonymous.get(f"/verify?digest={record.digest}").words
    assert "Noordzee" not in bring(anonymous, record.digest.encode(), "record.json", 422).words


def test_who_asks_without_end_has_to_wait(app: Flask, anonymous: Visitor) -> None:
    app.extensions["verification"] = Pace(1, 60)
    bring(anonymous, b"{}", status=422)
    assert "a little fast" in bring(anonymous, b"{}", status=429).words


def test_the_pace_is_of_each_address_and_passes() -> None:
    now = [0.0]
    pace = Pace(2, 60, lambda: now[0])
    assert [pace.allows("a"), pace.allows("a"), pace.allows("a"), pace.allows("b")] == [True, True, False, True]
    now[0] = 60.0
    assert pace.allows("a")


def test_every_page_leads_to_it(anonymous: Visitor, people: Mapping[object, object]) -> None:
    assert anonymous.get("/").links["Verify a record"] == "/verify"
