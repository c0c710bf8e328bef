"""The certificates of the organisation's seal: the one that seals now, and all that ever did."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from vendorrisk.domain.access import PORTAL
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.examination import Certificate
from vendorrisk.persistence.models import SealCertificate
from vendorrisk.services import trail
from vendorrisk.services.work import Work

HOLDER_LENGTH = 200


def register(work: Work, kind: EventKind = EventKind.SEAL_KEY_MADE) -> Certificate:
    """Remember the certificate that seals now, and note `kind` when it was not known; what it is.

    Several processes may do so at once, at the first start: one of them notes it.
    """
    now = work.seal.certificate()
    if work.session.get(SealCertificate, now.fingerprint) is None:
        work.session.add(_row(work, now))
        trail.note(work, PORTAL, kind, now.fingerprint, holder=now.holder)
        try:
            work.commit()
        except IntegrityError:
            work.rollback()
            if work.session.get(SealCertificate, now.fingerprint) is None:
                raise
    return now


def _row(work: Work, certificate: Certificate) -> SealCertificate:
    return SealCertificate(
        fingerprint=certificate.fingerprint,
        holder=certificate.holder[:HOLDER_LENGTH],
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
        pem=certificate.pem,
        known_at=work.now(),
    )


def certificates(work: Work) -> Sequence[SealCertificate]:
    """All that seal or once did, the newest first. They are public."""
    return work.session.scalars(
        select(SealCertificate).order_by(SealCertificate.known_at.desc(), SealCertificate.fingerprint)
    ).all()
