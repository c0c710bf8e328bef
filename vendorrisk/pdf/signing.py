"""A document signed with the organisation's key: PAdES B-B, with a time stamp B-T, as an addition to its bytes."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any, Final

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD: Final = "seal"


class _At(signers.PdfSigner):
    """A signer with a clock that stands still."""

    def __init__(self, at: dt.datetime, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._at = at

    def init_signing_session(self, *given: Any, **named: Any) -> Any:
        session = super().init_signing_session(*given, **named)
        session.system_time = self._at
        return session


class _Addition(IncrementalPdfFileWriter):
    """What is added to a document; its metadata, which an archive goes by, stays as it was written."""

    def _update_meta(self) -> None:
        return


def stamper_at(address: str) -> TimeStamper | None:
    """The time stamping service at `address`; none when that is empty."""
    return HTTPTimeStamper(address) if address else None


def sign(document: bytes, key: bytes, at: dt.datetime, stamper: TimeStamper | None = None) -> bytes:
    """`document` with a signature after it, by the key and certificate in the PEM `key`; its own bytes are untouched.

    With `stamper` it is asked for the time. Raises pyHanko's and the line's failures when it does not answer.
    """
    certificate = load_pem_x509_certificate(key)
    secret = load_pem_private_key(key, None).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(secret),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    described = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason="Sealed record"
    )
    sealing = _At(at.astimezone(dt.UTC), described, signer=signer, timestamper=stamper)
    signed: BytesIO = sealing.sign_pdf(_Addition(BytesIO(document)))
    return signed.getvalue()
