"""The adapter behind `services.ports.Seal`: signs in this process, reads foreign files in a child."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, Final, Protocol

from cryptography.x509 import load_pem_x509_certificate

from vendorrisk.domain.examination import Certificate, Examination, Medium, Signature
from vendorrisk.domain.record import Fault, NotARecord, Opened
from vendorrisk.pdf.renderer import RenderFailed, child
from vendorrisk.pdf.signature import described

EXAMINING_SECONDS: Final = 10.0


class KeyFile(Protocol):
    """Where the key is kept."""

    def read(self) -> bytes:
        """The key and its certificate as PEM."""


class OrganisationSeal:
    """Seals with the key in a file; with an address of a time stamping service, that says when."""

    def __init__(self, keys: KeyFile, time_stamps: str = "") -> None:
        self._keys, self._time_stamps = keys, time_stamps

    def certificate(self) -> Certificate:
        """The certificate that seals now; it is made when there is none."""
        return described(load_pem_x509_certificate(self._keys.read()))

    def sign(self, document: bytes, at: dt.datetime) -> bytes:
        """`document` with a signature added. Raises when it is no PDF, or the time stamping service does not answer."""
        # pyHanko takes half a second to import, which only the worker should pay.
        from vendorrisk.pdf import signing

        return signing.sign(document, self._keys.read(), at, signing.stamper_at(self._time_stamps))

    def examine(self, data: bytes) -> Examination:
        """What a foreign file says of itself; it is parsed in a child with limits. Raises NotARecord."""
        try:
            told = json.loads(child("vendorrisk.pdf.examining", data, EXAMINING_SECONDS))
        except RenderFailed:
            raise NotARecord("no_record") from None
        if "none" in told:
            raise NotARecord(told["none"])
        return _examination(told)


def told(found: Examination) -> str:
    """An examination as the child writes it."""
    record, signature = found.record, found.signature
    return json.dumps(
        {
            "medium": found.medium,
            "sha256": found.sha256,
            "faults": _pairs(found.faults),
            "record": [record.digest, record.plain, _pairs(record.faults)] if record else None,
            "pem": signature.certificate.pem if signature else None,
            "at": signature.at.isoformat() if signature else None,
        }
    )


def _pairs(faults: Iterable[Fault]) -> list[list[str]]:
    return [[one.code, one.detail] for one in faults]


def _faults(pairs: Iterable[Iterable[str]]) -> tuple[Fault, ...]:
    return tuple(Fault(*pair) for pair in pairs)


def _examination(told: Any) -> Examination:
    signature, record = None, None
    if told["record"]:
        digest, plain, faults = told["record"]
        record = Opened(digest, plain, _faults(faults))
    if told["pem"]:
        certificate = described(load_pem_x509_certificate(told["pem"].encode()))
        signature = Signature(certificate, dt.datetime.fromisoformat(told["at"]))
    return Examination(
        medium=Medium(told["medium"]),
        sha256=told["sha256"],
        faults=_faults(told["faults"]),
        record=record,
        signature=signature,
    )
