"""Sealed records, as those who may read them see them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlalchemy.orm import contains_eager, defer, selectinload

from vendorrisk.domain.access import Actor, Permission
from vendorrisk.persistence.models import Assessment, Decision, Document, Engagement, Record


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Which records `actor` may see: staff who may see records see all, nobody else sees any."""
    return true() if actor.may(Permission.SEE_RECORD) else false()


def rows(actor: Actor) -> Select[Record, str]:
    """Records with their verdict, newest first; the long body stays in the database."""
    return (
        select(Record, Decision.verdict)
        .join(Record.assessment)
        .join(Assessment.engagement)
        .join(Engagement.vendor)
        .join(Decision, Decision.assessment_id == Assessment.id)
        .where(visible_to(actor))
        .options(
            contains_eager(Record.assessment).contains_eager(Assessment.engagement).contains_eager(Engagement.vendor),
            selectinload(Record.documents),
            defer(Record.body),
        )
        .order_by(Record.sealed_at.desc(), Record.id)
    )


def one(actor: Actor, record_id: str) -> Select[Record]:
    """One record that `actor` may see."""
    return select(Record).where(Record.id == record_id, visible_to(actor))


def document(actor: Actor, record_id: str, language: str) -> Select[Document]:
    """A document of a record that `actor` may see."""
    return (
        select(Document)
        .join(Record, Record.id == Document.record_id)
        .where(Record.id == record_id, Document.language == language, visible_to(actor))
    )
