"""A document signed with the organisation's key: PAdES B-B, with a time stamp B-T, as an addition to its bytes."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any, Final

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper

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


class _Key(signers.Signer):
    """Our key. pyHanko's own signer would read it three times, which is most of what a signature costs."""

    def __init__(self, pem: bytes) -> None:
        certificate = load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
        super().__init__(signing_cert=x509.Certificate.load(certificate))
        # It was looked into when it was made or brought (`storage.seal_keys`), and is our own.
        key = load_pem_private_key(pem, None, unsafe_skip_rsa_key_validation=True)
        if not isinstance(key, RSAPrivateKey):
            raise TypeError("a record is sealed with an RSA key")
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature of `data`; as many bytes when pyHanko only asks how long it is."""
        if digest_algorithm != "sha256":
            raise ValueError(f"a record is sealed over SHA-256, not {digest_algorithm}")
        return bytes(self._key.key_size // 8) if dry_run else self._key.sign(data, PKCS1v15(), SHA256())


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
    described = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason="Sealed record"
    )
    sealing = _At(at.astimezone(dt.UTC), described, signer=_Key(key), timestamper=stamper)
    signed: BytesIO = sealing.sign_pdf(_Addition(BytesIO(document)))
    return signed.getvalue()
