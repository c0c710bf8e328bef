"""The key of the seal: made once, its owner's alone, replaced whole, brought from elsewhere when it can seal."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from vendorrisk.services.ports import KeyUnfit
from vendorrisk.storage import SealKeys

NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
Key: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@pytest.fixture
def keys(tmp_path: Path) -> SealKeys:
    return SealKeys(tmp_path / "seal-key", "Voorbeeldbank N.V.")


@pytest.fixture(scope="module")
def brought() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def certificate(key: Key, until: dt.datetime = NOW + DAY) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Brought")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7)
    return builder.not_valid_before(NOW - 9 * DAY).not_valid_after(until).sign(key, SHA256())


def pem(key: Key, known: x509.Certificate, passphrase: bytes = b"") -> bytes:
    hidden = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, hidden) + known.public_bytes(Encoding.PEM)


def test_the_first_key_is_rsa_in_the_name_of_the_organisation(keys: SealKeys, tmp_path: Path) -> None:
    key = load_pem_private_key(keys.read(), None)
    known = x509.load_pem_x509_certificate(keys.read())
    assert isinstance(key, rsa.RSAPrivateKey)
    assert key.key_size == 3072
    assert known.public_key() == key.public_key()
    assert "O=Voorbeeldbank N.V." in known.subject.rfc4514_string()
    assert (tmp_path / "seal-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["seal-key"]


def test_processes_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    def start(_: int) -> bytes:
        return SealKeys(tmp_path / "seal-key", "Voorbeeldbank").read()

    with ThreadPoolExecutor(4) as starters:
        assert len(set(starters.map(start, range(4)))) == 1


def test_a_long_name_fits_a_certificate(tmp_path: Path) -> None:
    known = x509.load_pem_x509_certificate(SealKeys(tmp_path / "seal-key", "Vereniging " * 12).read())
    assert all(len(str(one.value)) <= 64 for one in known.subject)


def test_a_rotation_makes_another_key_of_its_owner_alone(keys: SealKeys, tmp_path: Path) -> None:
    before = keys.read()
    keys.rotate()
    assert keys.read() != before
    assert (tmp_path / "seal-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("passphrase", [b"", b"tulpen"])
def test_a_key_from_elsewhere_seals(keys: SealKeys, brought: rsa.RSAPrivateKey, passphrase: bytes) -> None:
    known = certificate(brought)
    hidden = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    for data in (
        pem(brought, known, passphrase),
        pkcs12.serialize_key_and_certificates(b"", brought, known, None, hidden),
    ):
        keys.rotate()
        keys.bring(data, passphrase or None, NOW)
        assert x509.load_pem_x509_certificate(keys.read()) == known
        assert load_pem_private_key(keys.read(), None).public_key() == brought.public_key()


def test_what_cannot_seal_leaves_the_key_as_it_was(keys: SealKeys, brought: rsa.RSAPrivateKey) -> None:
    curve, other = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    unfit = {
        "passphrase": pem(brought, certificate(brought), b"tulpen"),
        "cannot be read": b"Dear administrator,",
        "RSA key": pem(curve, certificate(curve)),
        "no certificate of this key": pem(brought, certificate(other)),
        "not valid today": pem(brought, certificate(brought, NOW - DAY)),
    }
    before = keys.read()
    for why, data in unfit.items():
        with pytest.raises(KeyUnfit, match=why):
            keys.bring(data, None, NOW)
    assert keys.read() == before
