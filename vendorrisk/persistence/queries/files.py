"""Which files of the store the portal still knows."""

from __future__ import annotations

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from vendorrisk.persistence.models import Document, PreviewPage, Printout, ProofFile, UploadPart


def is_named(session: Session, key: str) -> bool:
    """Whether a proof, a part or a picture of one, a document of a record, or a printout has its bytes under `key`."""
    known = or_(*(exists().where(kind.key == key) for kind in (ProofFile, PreviewPage, Document, Printout, UploadPart)))
    return bool(session.scalar(select(known)))
