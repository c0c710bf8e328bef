"""The signature under a record: readers of PDF call it valid, the archive stays one, and no byte escapes it."""

import asyncio
import datetime as dt
import io
import random
import subprocess
from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pytest
from asn1crypto import pem, x509
from asn1crypto.keys import PrivateKeyInfo
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.pdf.test_document import problems
from tests.pdf.test_sealing import codes, flipped
from vendorrisk.domain.record import SealedRecord
from vendorrisk.pdf.organisation_seal import OrganisationSeal
from vendorrisk.pdf.sealing import examine
from vendorrisk.pdf.signature import read_signature
from vendorrisk.pdf.signing import sign
from vendorrisk.storage import SealKeys

AT = dt.datetime(2026, 11, 23, 15, 4, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return SealKeys(tmp_path_factory.mktemp("seal") / "seal-key", "Voorbeeldbank N.V.").read()


@pytest.fixture(scope="module")
def signed(document: bytes, key: bytes) -> bytes:
    return sign(document, key, AT)


def own(key: bytes) -> x509.Certificate:
    return next(x509.Certificate.load(der) for kind, _, der in pem.unarmor(key, multiple=True) if kind == "CERTIFICATE")


def escapes(data: bytes) -> bool:
    """Whether `data` is taken for intact; the whole of it is examined only where the signature tells nothing."""
    told = read_signature(data)
    return not told[1] if told else examine(data).intact


def test_the_document_stays_as_it_was_under_its_signature(document: bytes, signed: bytes) -> None:
    assert signed.startswith(document)
    assert examine(document).intact


def test_it_names_who_sealed_it_when_and_with_what(signed: bytes, key: bytes, decided: SealedRecord) -> None:
    found = examine(signed)
    assert found.intact
    assert found.digest == decided.digest
    assert found.signature
    assert found.signature.at == AT
    assert found.signature.certificate.holder == "Voorbeeldbank N.V."
    assert found.signature.certificate.fingerprint == own(key).sha256.hex()


def test_pdfsig_calls_it_valid(signed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "record.pdf"
    file.write_bytes(signed)
    told = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in told
    assert "ETSI.CAdES.detached" in told
    assert "Total document signed" in told


def test_pyhanko_calls_it_valid_and_trusted(signed: bytes, key: bytes) -> None:
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    context = ValidationContext(trust_roots=[own(key)])
    status = asyncio.run(async_validate_pdf_signature(signature, context))
    assert status.bottom_line
    assert status.trusted
    assert str(status.coverage) == "SignatureCoverageLevel.ENTIRE_FILE"


def test_it_is_still_pdf_a_3b(signed: bytes) -> None:
    """The validator knows no signatures: it names the form and what it then skips, and else finds nothing."""
    report = pikepdf.pdfa.validate_written(io.BytesIO(signed), "3b")
    assert not report.violations
    assert {finding.rule for finding in report.unsupported} <= {"pikepdf:schema-Catalog", "pikepdf:embedded-file"}
    assert not problems(_without_the_field(signed))


def _without_the_field(signed: bytes) -> bytes:
    """The document as signed, less what signing adds to it: for all that the validator skips because of that."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        assert field.Rect.as_list() == [0, 0, 0, 0]
        assert int(field.F) == 4 | 128  # printed and locked, as PDF/A wants of every annotation
        del pdf.Root.AcroForm, pdf.Root.Extensions, pdf.pages[0].Annots
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def test_200_changed_bytes_are_found(signed: bytes) -> None:
    places = random.Random(5).sample(range(len(signed)), 200)  # noqa: S311 - places, not secrets
    assert not [at for at in places if escapes(flipped(signed, at))]


def test_a_changed_byte_of_the_signature_itself_is_found(signed: bytes, document: bytes) -> None:
    """What readers of PDF do not look at: its padding, its spelling, and the parts of it that nothing signs."""
    places = range(len(document), len(signed), 23)
    assert not [(at, bits) for at in places for bits in (0x01, 0x20) if escapes(flipped(signed, at, bits))]


def test_what_is_wrong_is_said(signed: bytes, document: bytes) -> None:
    assert codes(flipped(signed, 5000)) >= {"bytes_changed"}
    assert codes(signed + b"\n") == {"bytes_added"}
    assert codes(signed + signed) == {"bytes_added"}
    assert codes(signed[:-1]) == {"signature_broken"}
    assert codes(flipped(signed, signed.rindex(b"/Contents <") + 2000)) == {"signature_broken"}


def test_another_key_makes_another_certificate(document: bytes, signed: bytes, tmp_path: Path) -> None:
    """A forger can sign in our name; the fingerprint is not ours."""
    forged = examine(sign(document, SealKeys(tmp_path / "seal-key", "Voorbeeldbank N.V.").read(), AT))
    ours = examine(signed)
    assert forged.signature
    assert ours.signature
    assert forged.signature.certificate.holder == ours.signature.certificate.holder
    assert forged.signature.certificate.fingerprint != ours.signature.certificate.fingerprint


def test_the_time_can_be_confirmed_by_a_service(document: bytes, key: bytes) -> None:
    seal = OrganisationSeal(SealKeys(Path("nowhere"), ""))
    keys = pem.unarmor(key, multiple=True)
    secret = next(der for kind, _, der in keys if kind == "PRIVATE KEY")
    stamper = DummyTimeStamper(own(key), PrivateKeyInfo.load(secret), SimpleCertificateStore())
    stamped = sign(document, key, AT, stamper)
    (signature,) = PdfFileReader(io.BytesIO(stamped)).embedded_signatures
    assert signature.external_md_algorithm == "sha256"
    assert signature.signer_info["unsigned_attrs"][0]["type"].native == "signature_time_stamp_token"
    assert seal.examine(stamped).intact


def test_a_foreign_file_is_examined_apart_to_the_same_end(signed: bytes) -> None:
    seal = OrganisationSeal(SealKeys(Path("nowhere"), ""))
    for data in (signed, flipped(signed, 5000), signed + b"more"):
        assert seal.examine(data) == examine(data)
