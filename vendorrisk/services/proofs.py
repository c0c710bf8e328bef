"""Proof behind answers: files that are what they say they are, kept once under their digest, and read back checked."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Final

import magic

from vendorrisk.domain.access import Actor
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import checked_text
from vendorrisk.domain.wording import PROOFS
from vendorrisk.persistence.models import Assessment, ProofFile, ProofLink, new_id
from vendorrisk.persistence.queries import answering as queries
from vendorrisk.services import trail
from vendorrisk.services.answering.items import Sheet, sheet_in_part, sheet_of
from vendorrisk.services.answering.opening import held_in_part
from vendorrisk.services.casework import today
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.moves import take_turn
from vendorrisk.services.ports import FileMissing
from vendorrisk.services.work import Work

NAME_LIMIT: Final = 255
ISSUER_LIMIT: Final = 200
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
    """A file as sent: its name, the kind of proof (a key of `PROOFS`), what was said of it, and a seekable stream."""

    name: str
    kind: str
    stream: BinaryIO
    issuer: str = ""
    issued: dt.date | None = None
    expires: dt.date | None = None


def add_proof(work: Work, actor: Actor, assessment_id: str, question_id: str, given: ProofInput) -> ProofFile:
    """Keep a file as proof behind an answer; the same bytes again are linked, not kept twice.

    Raises NotFound for a question that is not asked, ProofRefused for a file that is not taken, BadValue for an
    issuer that cannot be read, and Refused when the answer cannot be changed now.
    """
    name, issuer = _checked_name(given.name), checked_text(given.issuer, ISSUER_LIMIT)
    _check_said(work, given)
    sha256, size, media_type = _checked_file(work, name, given.stream)
    assessment = held_in_part(work, actor, assessment_id)
    sheet = _changeable(work, actor, assessment, question_id)
    kept = work.session.scalars(queries.same_file(assessment.id, sha256)).one_or_none()
    if kept is None:
        # Durable before the row that names it: a crash in between leaves a file that nothing names, never a lost one.
        stored = work.store.put(f"proofs/{assessment.id}", given.stream)
        kept = ProofFile(
            id=new_id(),
            assessment_id=assessment.id,
            name=name,
            kind=given.kind,
            issuer=issuer,
            issued=given.issued,
            expires=given.expires,
            media_type=media_type,
            size=size,
            sha256=stored.sha256,
            key=stored.key,
            added_by=str(actor.id),
            added_at=work.now(),
        )
        work.session.add(kept)
        work.session.flush()
    _link(work, actor, sheet, kept, question_id)
    work.commit()
    return kept


def remove_proof(work: Work, actor: Actor, assessment_id: str, question_id: str, proof_id: str) -> None:
    """Take a proof away from an answer; one that stands behind no other answer is gone, its file too.

    Raises NotFound, and Refused when the answer cannot be changed now.
    """
    assessment = held_in_part(work, actor, assessment_id)
    sheet = _changeable(work, actor, assessment, question_id)
    kept = next((file for file in sheet.desk.papers.proofs.get(question_id, ()) if file.id == proof_id), None)
    if kept is None:
        raise NotFound(proof_id)
    work.session.delete(work.session.get_one(ProofLink, (proof_id, question_id)))
    work.session.flush()
    last = not work.session.scalars(queries.links(proof_id)).first()
    if last:
        work.session.delete(kept)
    _unsettle(sheet, question_id)
    trail.note(work, actor, EventKind.PROOF_REMOVED, assessment.id, sha256=kept.sha256, question=question_id)
    work.commit()
    if last:
        _delete_file(work, actor, kept)


def read_proof(work: Work, actor: Actor, assessment_id: str, proof_id: str) -> tuple[ProofFile, bytes]:
    """A proof and its bytes, checked against their digest; that it was read is noted.

    Raises NotFound, and FileDamaged when the bytes are no longer those that were sent.
    """
    kept = work.session.scalars(queries.proof(actor, assessment_id, proof_id)).one_or_none()
    kept = kept or _delegated_proof(work, actor, assessment_id, proof_id)
    try:
        data = work.store.get(kept.key)
    except FileMissing:
        raise NotFound(proof_id) from None
    trail.note(work, actor, EventKind.PROOF_READ, assessment_id, sha256=kept.sha256)
    work.commit()
    return kept, data


def _delegated_proof(work: Work, actor: Actor, assessment_id: str, proof_id: str) -> ProofFile:
    """A proof behind a question that was delegated to `actor`. Raises NotFound."""
    sheet = sheet_in_part(work, actor, assessment_id)
    behind = [file for name in sheet.lines for file in sheet.desk.papers.proofs.get(name, ()) if file.id == proof_id]
    if not behind:
        raise NotFound(proof_id)
    return behind[0]


def _delete_file(work: Work, actor: Actor, removed: ProofFile) -> None:
    """Delete the bytes, after the row that named them; not when somebody just sent them again."""
    take_turn(work, queries.one_in_part(actor, removed.assessment_id))
    if work.session.scalars(queries.same_file(removed.assessment_id, removed.sha256)).first() is None:
        work.store.delete(removed.key)
    work.commit()


def _changeable(work: Work, actor: Actor, assessment: Assessment, question_id: str) -> Sheet:
    sheet = sheet_of(work, actor, assessment)
    line = sheet.lines.get(question_id)
    if line is None:
        raise NotFound(question_id)
    if not sheet.changeable(line):
        raise Refused(Reason("answering.locked"))
    return sheet


def _link(work: Work, actor: Actor, sheet: Sheet, kept: ProofFile, question_id: str) -> None:
    if kept in sheet.desk.papers.proofs.get(question_id, ()):
        return
    work.session.add(ProofLink(proof_id=kept.id, question_id=question_id))
    _unsettle(sheet, question_id)
    said = {"sha256": kept.sha256, "kind": kept.kind, "question": question_id}
    trail.note(work, actor, EventKind.PROOF_ADDED, kept.assessment_id, **said)


def _unsettle(sheet: Sheet, question_id: str) -> None:
    """What stands behind the answer changed, so an earlier review of it no longer counts."""
    review = sheet.desk.papers.reviews.get(question_id)
    if review:
        review.answer_version = 0


def _refuse(code: str, **params: object) -> ProofRefused:
    return ProofRefused(Reason(f"proof.{code}", params))


def _checked_name(sent: str) -> str:
    """The file's own name, without the folders that some browsers send along."""
    name = unicodedata.normalize("NFC", PurePosixPath(sent.replace("\\", "/")).name.strip())
    if not name or len(name) > NAME_LIMIT or any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in name):
        raise _refuse("name")
    return name


def _check_said(work: Work, given: ProofInput) -> None:
    if given.kind not in PROOFS:
        raise _refuse("kind")
    if given.issued and given.issued > today(work):
        raise _refuse("issued_later")
    if given.issued and given.expires and given.expires < given.issued:
        raise _refuse("expires_before")


def _checked_file(work: Work, name: str, stream: BinaryIO) -> tuple[str, int, str]:
    """The SHA-256, size and media type of what was sent, when it is of a type that is taken and is what it says."""
    suffix = PurePosixPath(name).suffix.lower().removeprefix(".")
    if suffix not in TYPES:
        raise _refuse("type", allowed=", ".join(TYPES))
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
