"""What the use cases want of the outside world; the adapters are chosen once, in `vendorrisk.app`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from typing import BinaryIO, Protocol

from vendorrisk.domain.examination import Certificate, Examination
from vendorrisk.domain.questionnaire import Questionnaire
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.sheets import Reading, Sheet


class FileMissing(Exception):
    """The store has no file under this key."""


class FileDamaged(Exception):
    """The bytes under this key are not the bytes that were put there: their SHA-256 differs."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where the store keeps a file, and what it kept: `sha256` in hex and `size` in bytes are of the very bytes."""

    key: str
    sha256: str
    size: int


class FileStore(Protocol):
    """Write-once files, named by their digest under the folder of what they belong to."""

    def put(self, folder: str, data: bytes | BinaryIO) -> StoredFile:
        """Keep `data` (a stream is read from its start) durably; putting the same bytes again changes nothing."""

    def get(self, key: str) -> bytes:
        """The bytes under `key`. Raises FileMissing; raises FileDamaged when they no longer match their digest."""

    def delete(self, key: str) -> None:
        """Remove the file under `key`; one that is not there is no error."""


class MailTransport(Protocol):
    """Takes a finished message to its readers."""

    def send(self, message: EmailMessage) -> None:
        """Hand `message` over. Raises OSError or smtplib.SMTPException when it was not accepted."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that we drew: WebP, and its size in pixels."""

    data: bytes
    width: int
    height: int


class Unseen(StrEnum):
    """Why nothing can be shown of a file."""

    PROTECTED = "protected"
    BROKEN = "broken"
    HUGE = "huge"
    LONG = "long"
    LOST = "lost"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Pictures:
    """The first pages of a foreign document as pictures, how many it has in all, and if there is none, why."""

    pages: tuple[Picture, ...] = ()
    total: int = 0
    why: Unseen | None = None


class Renderer(Protocol):
    """Makes documents, and reads the text of those that others made, or draws them."""

    def render(self, body: bytes, language: str) -> bytes:
        """The PDF of the record whose canonical JSON is `body`; the same bytes for the same body and language."""

    def render_printout(self, body: bytes, language: str) -> bytes:
        """The PDF of the questionnaire that `body` tells, blank or answered; the same bytes for the same arguments."""

    def text(self, content: bytes) -> str:
        """The text of a foreign PDF; empty when none can be read."""

    def pictures(self, content: bytes, media_type: str) -> Pictures:
        """The first pages of a foreign PDF, PNG or JPEG, drawn anew: none of its own bytes is in them."""


class KeyUnfit(ValueError):
    """What was brought from elsewhere is no key to seal with; the message says why."""


class Seal(Protocol):
    """The organisation's key under its records."""

    def certificate(self) -> Certificate:
        """The certificate that seals now; it is made when there is none."""

    def sign(self, document: bytes, at: dt.datetime) -> bytes:
        """`document`, a record as PDF, with a signature added at the time `at`. Raises when it cannot be signed."""

    def examine(self, data: bytes) -> Examination:
        """What a foreign file says of itself. Raises NotARecord, also when it takes too long to read."""


class Queue(Protocol):
    """What makes the worker look at the outbox now instead of at its next sweep."""

    def wake(self, rows: Sequence[str]) -> None:
        """Ask for these outbox rows to be performed. Never raises: a wake that is lost is made good by the sweep."""


class SheetUnreadable(Exception):
    """What was sent is no workbook that answers can be read from; `reason` says why and what to send instead."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


class Spreadsheets(Protocol):
    """Questionnaires as workbooks, there and back."""

    def write(self, sheet: Sheet) -> bytes:
        """The workbook of `sheet`, as .xlsx; the same bytes for the same sheet."""

    def read(self, content: bytes, questionnaire: Questionnaire, today: dt.date) -> Reading:
        """What the workbook in `content` says of `questionnaire`; no date after `today` is taken.

        Raises SheetUnreadable.
        """
