"""Sealed records and their documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vendorrisk.domain.access import Actor
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.persistence.models import Assessment, Document, Record
from vendorrisk.services.paging import Page
from vendorrisk.services.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One record in the list; `languages` are those in which its document is ready."""

    id: str
    digest: str
    vendor: str
    title: str
    tier: Tier
    verdict: Verdict
    sealed_at: dt.datetime
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A record: `body` is its canonical JSON read back; `documents` by language, those not rendered yet missing."""

    record: Record
    body: Mapping[str, Any]
    assessment: Assessment
    documents: Mapping[str, Document]


def seal(work: Work, assessment: Assessment) -> Record:
    """Seal the record of a decided assessment, and have its documents made. Part of a use case: it does not commit."""
    raise NotImplementedError


def render(work: Work, record_id: str, language: str) -> None:
    """Make the document of a record in one language, once."""
    raise NotImplementedError


def records(work: Work, actor: Actor, *, page: int = 1) -> Page[RecordRow]:
    """The records that `actor` may see, newest first."""
    raise NotImplementedError


def record(work: Work, actor: Actor, record_id: str) -> RecordView:
    """One record. Raises NotFound."""
    raise NotImplementedError


def document(work: Work, actor: Actor, record_id: str, language: str) -> tuple[Document, bytes]:
    """A document and its bytes, checked against their digest. Raises NotFound when it is not there yet."""
    raise NotImplementedError
