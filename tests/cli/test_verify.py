"""`vendorrisk verify` in the words and exit codes that a person and a script go by."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.factories import MONDAY, make_assessment
from tests.pdf import assessments
from vendorrisk.cli.verify import FAULTS, NO_RECORD, verify
from vendorrisk.domain.record import SealedRecord, close
from vendorrisk.pdf.renderer import ChildRenderer
from vendorrisk.pdf.signing import sign
from vendorrisk.persistence.models import Document, Record
from vendorrisk.services.work import Work
from vendorrisk.storage import SealKeys


@pytest.fixture(scope="module")
def sealed() -> SealedRecord:
    return assessments.record()


@pytest.fixture(scope="module")
def document(sealed: SealedRecord) -> bytes:
    return ChildRenderer().render(sealed.body, "en")


@pytest.fixture(autouse=True)
def _no_portal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("VENDORRISK_DATA", str(tmp_path / "nowhere"))


def run(tmp_path: Path, data: bytes, *options: str) -> Result:
    file = tmp_path / "file"
    file.write_bytes(data)
    return CliRunner().invoke(verify, [str(file), *options])


def test_an_intact_record_without_a_portal_is_not_known(tmp_path: Path, document: bytes, sealed: SealedRecord) -> None:
    result = run(tmp_path, document)
    assert result.exit_code == 3
    assert f"intact. Record {sealed.digest}" in result.output
    assert "every figure is the same" in result.output
    assert "no portal to ask" in result.output
    assert not (tmp_path / "nowhere").exists(), "verifying lays out no data folder"


@pytest.mark.parametrize("medium", ["pdf", "json"])
def test_offline_an_intact_record_is_enough(tmp_path: Path, document: bytes, sealed: SealedRecord, medium: str) -> None:
    result = run(tmp_path, document if medium == "pdf" else sealed.body, "--offline")
    assert result.exit_code == 0
    assert "intact; not checked against a portal" in result.output


def test_a_signed_record_says_by_whom_and_when(tmp_path: Path, document: bytes) -> None:
    signed = sign(document, SealKeys(tmp_path / "seal-key", "Voorbeeldbank N.V.").read(), MONDAY)
    told = run(tmp_path, signed, "--offline")
    assert told.exit_code == 0
    assert "Signed in the name of Voorbeeldbank N.V. on 2026-11-23 09:00 UTC." in told.output
    assert FAULTS["bytes_added"] in run(tmp_path, signed + b"\n", "--offline").output
    assert "It bears no signature" in run(tmp_path, document, "--offline").output


def test_a_calculation_needs_no_portal(tmp_path: Path) -> None:
    result = run(tmp_path, assessments.record(decision=None).body)
    assert result.exit_code == 0
    assert "not a decision" in result.output


def test_a_changed_byte_is_said(tmp_path: Path, document: bytes) -> None:
    result = run(tmp_path, document[:5000] + bytes([document[5000] ^ 1]) + document[5001:])
    assert result.exit_code == 1
    assert "altered" in result.output
    assert FAULTS["bytes_changed"] in result.output


def test_a_cut_file_is_altered(tmp_path: Path, document: bytes) -> None:
    result = run(tmp_path, document[:20_000])
    assert result.exit_code == 1
    assert FAULTS["seal_missing"] in result.output


def test_a_forged_figure_is_named(tmp_path: Path, sealed: SealedRecord) -> None:
    record = json.loads(sealed.body)
    record["figures"]["recommendation"] = "approve"
    del record["format"], record["checksum"]
    result = run(tmp_path, close(record).body, "--offline")
    assert result.exit_code == 1
    assert 'The figure recommendation says "approve", and computes to' in result.output


def test_a_record_that_cannot_be_scored_is_altered(tmp_path: Path, sealed: SealedRecord) -> None:
    record = json.loads(sealed.body)
    record["as_of"] = "someday"
    del record["format"], record["checksum"]
    result = run(tmp_path, close(record).body, "--offline")
    assert result.exit_code == 1
    assert "cannot be computed again" in result.output


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"Dear vendor,", "no_record"), (b"{}", "other_format"), (b"{", "not_json")]
)
def test_what_is_no_record_ends_with_two(tmp_path: Path, data: bytes, code: str) -> None:
    result = run(tmp_path, data)
    assert result.exit_code == 2
    assert NO_RECORD[code] in result.output


def test_a_missing_file_ends_with_two(tmp_path: Path) -> None:
    assert CliRunner().invoke(verify, [str(tmp_path / "none.pdf")]).exit_code == 2


def test_a_database_that_does_not_answer_is_no_portal(
    tmp_path: Path, sealed: SealedRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert run(tmp_path, sealed.body).exit_code == 3


def register(work: Work, sealed: SealedRecord, document: bytes) -> None:
    """Keep the record and its English document as the portal does."""
    record = Record(
        assessment_id=make_assessment(work).id,
        digest=sealed.digest,
        body=sealed.body.decode(),
        sealed_at=work.now(),
        documents=[
            Document(
                language="en",
                sha256=hashlib.sha256(document).hexdigest(),
                key="key",
                size=len(document),
                rendered_at=work.now(),
            )
        ],
    )
    work.session.add(record)
    work.commit()


@pytest.fixture
def portal(work: Work, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A portal that `verify` finds by its environment."""
    monkeypatch.setenv("DATABASE_URL", work.settings.database_url)
    return work


def test_the_portal_knows_what_it_issued(portal: Work, tmp_path: Path, sealed: SealedRecord, document: bytes) -> None:
    register(portal, sealed, document)
    for data in (document, sealed.body):
        result = run(tmp_path, data)
        assert result.exit_code == 0, result.output
        assert "Genuine: this portal issued it." in result.output


def test_the_portal_does_not_know_what_it_did_not_issue(portal: Work, tmp_path: Path, document: bytes) -> None:
    result = run(tmp_path, document)
    assert result.exit_code == 3
    assert "Unknown: this portal did not issue it." in result.output


def test_a_document_of_a_known_record_that_is_not_the_issued_one_is_altered(
    portal: Work, tmp_path: Path, sealed: SealedRecord, document: bytes
) -> None:
    """Whoever changes a page can seal the file anew; the portal still has the digest of the one it issued."""
    register(portal, sealed, b"the document as issued")
    result = run(tmp_path, document)
    assert result.exit_code == 1
    assert "not this file of it" in result.output
