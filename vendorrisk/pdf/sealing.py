"""The seal of a document before it is signed: one SHA-256 over every other byte of the file, kept in the file itself.

It stands in a comment right before `startxref`, which shifts no offset and is allowed by PDF/A (ISO 19005-3 §6.1
forbids only what follows the last `%%EOF`). It needs no key and no portal: it finds any changed byte. It
says nothing of who wrote the file; that is said by the signature that the worker adds (`pdf.signing`), and by the
digest that the portal registered. Calculations, and records from before there were signatures, have this seal alone.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from io import BytesIO
from typing import Any, Final

import pikepdf

from vendorrisk.domain.examination import Examination, Medium
from vendorrisk.domain.record import FORMAT, Fault, NotARecord, opened
from vendorrisk.pdf.signature import read_signature

ATTACHMENT: Final = "record.json"
"""The name under which the canonical JSON of the record is embedded."""

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file, and of the record in it, beyond which nothing is read: a record is a few hundred kilobytes."""

_MARK: Final = b"%vendorrisk-seal sha256:"
_END: Final = re.compile(rb"%vendorrisk-seal sha256:([0-9a-f]{64})(\nstartxref\n[0-9]{1,12}\n%%EOF\n)\Z")


def seal(document: bytes) -> bytes:
    """`document`, a finished PDF, with its seal. Raises ValueError when it does not end as a PDF does."""
    end = document.rfind(b"\nstartxref\n")
    if end < 0 or not re.fullmatch(rb"\nstartxref\n[0-9]{1,12}\n%%EOF\n", document[end:]):
        raise ValueError("the document does not end with startxref and %%EOF")
    head, tail = document[: end + 1] + _MARK, document[end:]
    return head + hashlib.sha256(head + tail).hexdigest().encode() + tail


def examine(data: bytes) -> Examination:
    """What `data`, a record as PDF or as JSON, says of itself.

    Raises NotARecord when it is neither; a file that once was a record and was damaged is examined, with its faults.
    """
    if not data or len(data) > LARGEST:
        raise NotARecord("empty" if not data else "too_large")
    sha256 = hashlib.sha256(data).hexdigest()
    # A sealed document whose first byte was turned into a brace is still a document, and an altered one.
    if data.lstrip(b" \t\r\n\xef\xbb\xbf")[:1] == b"{" and b"startxref" not in data[-200:]:
        record = opened(data)
        return Examination(Medium.JSON, sha256, record.faults, record)
    return _examine_pdf(data, sha256)


def _examine_pdf(data: bytes, sha256: str) -> Examination:
    signature, faults = read_signature(data) or (None, _seal_faults(data))
    embedded = _embedded(data)
    if embedded is None:
        if _MARK not in data and not _unreadable(data):
            raise NotARecord("no_record")
        return Examination(Medium.PDF, sha256, (*faults, Fault("record_unreadable")), None)
    body, printed = embedded
    try:
        record = opened(body)
    except NotARecord:
        return Examination(Medium.PDF, sha256, (*faults, Fault("record_unreadable")), None)
    faults += record.faults
    if printed != record.digest:
        faults += (Fault("digest_differs", printed),)
    return Examination(Medium.PDF, sha256, faults, record, signature)


def _seal_faults(data: bytes) -> tuple[Fault, ...]:
    found = _END.search(data[-200:])
    if not found:
        return (Fault("seal_missing"),)
    at = len(data) - len(found[2]) - 64
    rest = hashlib.sha256(data[:at] + data[at + 64 :]).hexdigest()
    return () if rest.encode() == found[1] else (Fault("bytes_changed"),)


def _unreadable(data: bytes) -> bool:
    """A PDF that no reader opens: it cannot be intact, whatever it was."""
    if b"%PDF-" not in data[:1024]:
        return False
    try:
        pikepdf.open(BytesIO(data), suppress_warnings=True, attempt_recovery=False).close()
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return True
    return False


def _embedded(data: bytes) -> tuple[bytes, str] | None:
    """The record's JSON and the digest that the document gives for it; None when they cannot be read."""
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            files = pdf.Root.Names.EmbeddedFiles.Names
            entry = next(files[n + 1] for n in range(0, len(files), 2) if str(files[n]) == ATTACHMENT)
            return _inflated(entry.EF.F), _printed_digest(str(pdf.docinfo.get("/Keywords", "")))
    # A damaged PDF can fail anywhere in the reader; each failure means the same: nothing to read.
    except Exception:  # noqa: BLE001
        return None


def _inflated(stream: Any) -> bytes:
    """The bytes of an embedded file, refusing to unpack more than LARGEST of them."""
    raw = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return bytes(raw)
    unpacker = zlib.decompressobj()
    body = unpacker.decompress(raw, LARGEST)
    if not unpacker.eof:
        raise ValueError("the embedded record is too large or cut off")
    return body


def _printed_digest(keywords: str) -> str:
    found = re.fullmatch(re.escape(FORMAT) + r", sha256:([0-9a-f]{64})", keywords)
    return found[1] if found else ""
