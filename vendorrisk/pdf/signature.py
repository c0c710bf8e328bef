"""The signature under a document, checked to the last byte with nothing but the document.

It holds only in the one form in which `pdf.signing` writes it. The bytes that a PDF signature does not cover, its own,
are made again from what was signed and have to come out the same: thus no byte of the file can be another one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import Any, Final

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from vendorrisk.domain.examination import Certificate, Signature
from vendorrisk.domain.record import Fault

_CERTIFICATE: Final = tsp.CMSAttributeType.map("1.2.840.113549.1.9.16.2.47")
"""What asn1crypto calls the attribute that names the certificate (RFC 5035); its module of time stamps knows it."""
_RANGE: Final = re.compile(rb"/ByteRange \[0 ([0-9]{1,10}) ([0-9]{1,10}) ([0-9]{1,10})\] *\n")
_TIME: Final = re.compile(rb"/M \(D\\072([0-9]{14})Z\)\n")


class _Broken(Exception):
    """The signature is not one that we write; nothing more need be said of it."""


@dataclass(frozen=True, slots=True)
class _Signed:
    """A signature as it stands in a file: what it covers, the bytes of it, and where its cover ends."""

    covered: bytes
    contents: bytes
    end: int


def read_signature(data: bytes) -> tuple[Signature | None, tuple[Fault, ...]] | None:
    """The last signature under a document, when it holds for every byte, else its faults; None when there is none."""
    places = list(_RANGE.finditer(data))
    if not places:
        return None
    try:
        found = _located(data, *(int(number) for number in places[-1].groups()))
        signature, digest = _opened(found, data[places[-1].end() :])
    # Whatever is wrong with foreign ASN.1 means the same: not as it was written.
    except Exception:  # noqa: BLE001
        return None, (Fault("signature_broken"),)
    if digest != hashlib.sha256(found.covered).digest():
        return None, (Fault("bytes_changed"),)
    return (signature, ()) if found.end == len(data) else (None, (Fault("bytes_added"),))


def _located(data: bytes, first: int, second: int, length: int) -> _Signed:
    end = second + length
    if not first < second < end <= len(data) or (data[first], data[second - 1]) != (ord("<"), ord(">")):
        raise _Broken
    return _Signed(data[:first] + data[second:end], data[first + 1 : second - 1], end)


def _opened(found: _Signed, after: bytes) -> tuple[Signature, bytes]:
    """The signature, and the digest that it was made of."""
    cms_bytes = bytes.fromhex(found.contents.decode())
    content = cms.ContentInfo.load(cms_bytes)
    signed = content["content"]
    (certificate,), (signer,) = signed["certificates"], signed["signer_infos"]
    known = x509.load_der_x509_certificate(certificate.chosen.dump())
    if _written(certificate, signer).ljust(len(found.contents), b"0") != found.contents:
        raise _Broken
    _check(known, signer)
    time = _TIME.search(after)
    if time is None:
        raise _Broken
    at = dt.datetime.strptime(time[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    attributes = _attributes(signer)
    return Signature(described(known), at), attributes["message_digest"]


def _written(certificate: Any, signer: Any) -> bytes:
    """The signature as `pdf.signing` writes it, in hex, made again from the parts that are signed themselves."""
    algorithm = {"algorithm": "sha256"}
    own = certificate.chosen
    again = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            "issuer_and_serial_number", {"issuer": own.issuer, "serial_number": own.serial_number}
        ),
        "digest_algorithm": algorithm,
        "signed_attrs": signer["signed_attrs"],
        "signature_algorithm": {"algorithm": "sha256_rsa"},
        "signature": signer["signature"].native,
    }
    if signer["unsigned_attrs"]:
        again["unsigned_attrs"] = signer["unsigned_attrs"]
    content = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algorithm],
            "encap_content_info": {"content_type": "data"},
            "certificates": [certificate],
            "signer_infos": [again],
        }
    )
    written: bytes = cms.ContentInfo({"content_type": "signed_data", "content": content}).dump()
    return written.hex().upper().encode()


def _attributes(signer: Any) -> dict[str, Any]:
    return {one["type"].native: one["values"][0].native for one in signer["signed_attrs"]}


def _check(certificate: x509.Certificate, signer: Any) -> None:
    """Hold the signed parts to the certificate, and the certificate to the signed parts. Raises _Broken."""
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey):
        raise _Broken
    try:
        key.verify(signer["signature"].native, signer["signed_attrs"].untag().dump(), PKCS1v15(), SHA256())
    except InvalidSignature:
        raise _Broken from None
    named = _attributes(signer)[_CERTIFICATE]["certs"][0]["cert_hash"]
    if named != certificate.fingerprint(SHA256()):
        raise _Broken


def described(certificate: x509.Certificate) -> Certificate:
    """What is known of a certificate: its holder is the organisation, else the name, else whatever stands there."""
    wanted = (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
    names = [str(one.value) for oid in wanted for one in certificate.subject.get_attributes_for_oid(oid)]
    return Certificate(
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        holder=names[0] if names else certificate.subject.rfc4514_string(),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        pem=certificate.public_bytes(Encoding.PEM).decode(),
    )
