"""The key that the organisation seals its records with: RSA with a certificate, in one PEM file of its owner's alone.

RSA, because a PDF/A-3 is a PDF 1.7, which knows no signatures by elliptic curves.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from vendorrisk.services.ports import KeyUnfit
from vendorrisk.storage import private

BITS: Final = 3072
LEAST_BITS: Final = 2048
"""Bits of a key that is brought from elsewhere: what certificate authorities still hand out."""
YEARS: Final = 20
"""How long a certificate of our own is valid: longer than records are kept."""
NAME_LENGTH: Final = 64
"""Characters of a name in a certificate (X.520)."""


class SealKeys:
    """The key in a file, which is made at first use, with a certificate of its own in the name of `holder`."""

    def __init__(self, path: Path, holder: str) -> None:
        self._path, self._holder = path, holder

    def read(self) -> bytes:
        """The key and its certificate as PEM; looked up each time, since another process may have changed them."""
        if not self._path.exists():
            private.create(self._path, _made(self._holder))
        return self._path.read_bytes()

    def rotate(self) -> None:
        """Make a new key in the place of the one before, of which only the certificate is remembered elsewhere."""
        private.replace(self._path, _made(self._holder))

    def bring(self, data: bytes, passphrase: bytes | None, now: dt.datetime) -> None:
        """Put a key from elsewhere, PEM or PKCS#12, in the place of the one before. Raises KeyUnfit."""
        private.replace(self._path, _written(*_fit(*_opened(data, passphrase), now)))


def _made(holder: str) -> str:
    key = generate_private_key(public_exponent=65537, key_size=BITS)
    return _written(key, _own_certificate(key, holder[:NAME_LENGTH]))


def _own_certificate(key: RSAPrivateKey, holder: str) -> x509.Certificate:
    common = f"{holder}, vendor risk records"
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, holder),
            x509.NameAttribute(NameOID.COMMON_NAME, common if len(common) <= NAME_LENGTH else holder),
        ]
    )
    begin = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)  # another clock may be behind
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only"), False
    )
    return (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + dt.timedelta(days=365.25 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, decipher_only=False, **usage), critical=True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )


def _written(key: RSAPrivateKey, certificate: x509.Certificate) -> str:
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (secret + certificate.public_bytes(Encoding.PEM)).decode()


def _opened(data: bytes, passphrase: bytes | None) -> tuple[object, x509.Certificate | None]:
    """The key and the certificate in a file. Raises KeyUnfit."""
    try:
        if b"-----BEGIN" in data:
            return load_pem_private_key(data, passphrase), x509.load_pem_x509_certificate(data)
        key, certificate, _ = pkcs12.load_key_and_certificates(data, passphrase)
    except (TypeError, ValueError) as failure:
        raise KeyUnfit(f"it cannot be read, or the passphrase is another one: {failure}") from None
    return key, certificate


def _fit(key: object, certificate: x509.Certificate | None, now: dt.datetime) -> tuple[RSAPrivateKey, x509.Certificate]:
    """The two, when they can seal. Raises KeyUnfit."""
    if not isinstance(key, RSAPrivateKey) or key.key_size < LEAST_BITS:
        raise KeyUnfit(f"a record is sealed with an RSA key of at least {LEAST_BITS} bits: a PDF/A-3 takes no other")
    if certificate is None or certificate.public_key() != key.public_key():
        raise KeyUnfit("there is no certificate of this key in the file")
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise KeyUnfit("the certificate is not valid today")
    return key, certificate
