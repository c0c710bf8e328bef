"""What is taken as proof: files that are what they say they are, with what was said about them."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Final

import magic

from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.wording import PROOFS
from vendorrisk.services.casework import today
from vendorrisk.services.failures import Refused
from vendorrisk.services.work import Work

NAME_LIMIT: Final = 255
HEAD: Final = 64 * 1024
"""Bytes from which the type of a file is told."""
BLOCK: Final = 1 << 20

OFFICE: Final = "application/vnd.openxmlformats-officedocument"
TEXTS: Final = frozenset({"text/plain", "text/csv", "application/csv", "text/html", "text/x-c", "application/json"})
"""What libmagic takes plain text for; it is never shown inside the portal, only downloaded."""


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file that is taken: how it is given back, and what libmagic may call its content."""

    media_type: str
    contents: frozenset[str]


def _exactly(media_type: str, *others: str) -> FileType:
    return FileType(media_type, frozenset({media_type, *others}))


TYPES: Final[Mapping[str, FileType]] = {
    "pdf": _exactly("application/pdf"),
    "png": _exactly("image/png"),
    "jpg": _exactly("image/jpeg"),
    "jpeg": _exactly("image/jpeg"),
    "docx": _exactly(f"{OFFICE}.wordprocessingml.document"),
    "xlsx": _exactly(f"{OFFICE}.spreadsheetml.sheet"),
    "csv": FileType("text/csv", TEXTS),
    "txt": FileType("text/plain", TEXTS),
    "md": FileType("text/markdown", TEXTS),
}
"""The types of file that are taken, by suffix. A bare archive is not: nobody sees what is in it."""


class ProofRefused(Refused):
    """The file, or what was said about it, is not taken; `reason` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofInput:
    """A file as sent: its name, the kind of proof (a key of `PROOFS`), what was said of it, and a seekable stream.

    `replaces` is the id of the proof behind the same answer whose place it takes, if any.
    """

    name: str
    kind: str
    stream: BinaryIO
    issuer: str = ""
    issued: dt.date | None = None
    expires: dt.date | None = None
    replaces: str = ""


def _refuse(code: str, **params: object) -> ProofRefused:
    return ProofRefused(Reason(f"proof.{code}", params))


def checked_name(sent: str) -> str:
    """The file's own name, without the folders that some browsers send along."""
    name = unicodedata.normalize("NFC", PurePosixPath(sent.replace("\\", "/")).name.strip())
    if not name or len(name) > NAME_LIMIT or any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in name):
        raise _refuse("name")
    return name


def check_said(work: Work, given: ProofInput) -> None:
    if given.kind not in PROOFS:
        raise _refuse("kind")
    if given.issued and given.issued > today(work):
        raise _refuse("issued_later")
    if given.issued and given.expires and given.expires < given.issued:
        raise _refuse("expires_before")


def check_promise(work: Work, name: str, size: int) -> None:
    """Raises ProofRefused for a file that would not be taken once it is there, as far as can be told before."""
    _suffix(name)
    if size <= 0:
        raise _refuse("empty")
    if size > work.settings.max_upload_bytes:
        raise _refuse("too_large", limit=work.settings.max_upload_bytes // 1024**2)


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower().removeprefix(".")
    if suffix not in TYPES:
        raise _refuse("type", allowed=", ".join(TYPES))
    return suffix


def checked_file(work: Work, name: str, stream: BinaryIO) -> tuple[str, int, str]:
    """The SHA-256, size and media type of what was sent, when it is of a type that is taken and is what it says."""
    suffix = _suffix(name)
    sha256, size = _measured(stream, work.settings.max_upload_bytes)
    stream.seek(0)
    found = magic.from_buffer(stream.read(HEAD), mime=True)
    stream.seek(0)
    if found not in TYPES[suffix].contents:
        raise _refuse("content", suffix=suffix)
    return sha256, size, TYPES[suffix].media_type


def _measured(stream: BinaryIO, limit: int) -> tuple[str, int]:
    stream.seek(0)
    digest, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        digest.update(block)
        size += len(block)
        if size > limit:
            raise _refuse("too_large", limit=limit // 1024**2)
    if not size:
        raise _refuse("empty")
    return digest.hexdigest(), size
