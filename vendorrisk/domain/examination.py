"""What a file that claims to be a record says of itself, before anybody is asked about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from vendorrisk.domain.record import Fault, Opened


class Medium(StrEnum):
    """What was handed over: the document, or the bare record."""

    PDF = "pdf"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate that seals: whose it is, its SHA-256 in hex, its days, and itself as PEM."""

    fingerprint: str
    holder: str
    valid_from: dt.datetime
    valid_until: dt.datetime
    pem: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature under a document: the certificate that it was made with, and when (UTC, by the signer's clock)."""

    certificate: Certificate
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Examination:
    """What a file says of itself: its faults, the record in it as far as it can be read, and a signature that holds.

    `sha256` is of the whole file; `digest` of the record's JSON, "" when there is none to read. A document from before
    documents were signed has no signature, and neither has JSON.
    """

    medium: Medium
    sha256: str
    faults: tuple[Fault, ...]
    record: Opened | None
    signature: Signature | None = None

    @property
    def digest(self) -> str:
        return self.record.digest if self.record else ""

    @property
    def intact(self) -> bool:
        return not self.faults and self.record is not None
