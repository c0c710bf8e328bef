"""Sealed records and their documents."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError

from vendorrisk import __version__
from vendorrisk.domain.access import PORTAL, Actor, Role
from vendorrisk.domain.assessment import assess
from vendorrisk.domain.changes import changes
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.questionnaire import LANGUAGES, Tier
from vendorrisk.domain.record import (
    Attested,
    ConditionSet,
    DecisionTaken,
    EngagementNamed,
    Followed,
    Parts,
    Pinned,
    Signed,
    TrailHead,
    VendorNamed,
)
from vendorrisk.domain.record import seal as sealed
from vendorrisk.persistence import chain
from vendorrisk.persistence.models import (
    Assessment,
    Decision,
    Document,
    Engagement,
    Record,
    Signature,
    new_id,
)
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.persistence.queries import records as queries
from vendorrisk.persistence.queries import review
from vendorrisk.services import outbox, seals, trail
from vendorrisk.services.casework import Desk, day_of, desk_of
from vendorrisk.services.failures import NotFound
from vendorrisk.services.paging import Page, paged
from vendorrisk.services.pinning import digests_of
from vendorrisk.services.ports import FileDamaged, FileMissing
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
    now = work.now()
    decision = work.session.scalars(review.decision(assessment.id)).one()
    made = sealed(_parts(work, desk_of(work, assessment, day_of(work, now)), decision, now))
    record = Record(
        id=new_id(), assessment=assessment, digest=made.digest, body=made.body.decode(), sealed_at=now, documents=[]
    )
    work.session.add(record)
    trail.note(work, PORTAL, EventKind.RECORD_SEALED, record.id, digest=made.digest)
    for language in LANGUAGES:
        outbox.put(work, "render", record=record.id, language=language)
    return record


def _parts(work: Work, desk: Desk, decision: Decision, now: dt.datetime) -> Parts:
    assessment, kept, case = desk.assessment, desk.papers, desk.case
    reviews = {name: one for name in kept.answers if (one := kept.current_review(name))}
    people = {row.author_id for row in kept.answers.values()} | {one.reviewer_id for one in reviews.values()}
    names = papers.names(work.session, people)
    return Parts(
        case=case,
        outcome=assess(case),
        vendor=_vendor(assessment.engagement),
        engagement=_engagement(work, assessment.engagement),
        content=_content(work, assessment),
        portal=__version__,
        authors={name: names[row.author_id] for name, row in kept.answers.items()},
        reviewers={name: names[one.reviewer_id] for name, one in reviews.items()},
        sealed_at=now,
        attested=_attested(assessment),
        decision=_decision(decision, now),
        trail=_trail_head(work),
        follows=_follows(work, desk),
    )


def _follows(work: Work, desk: Desk) -> Followed | None:
    """The record before this one, with what changed; None for a first assessment, or after one that sealed none."""
    before = work.session.get(Assessment, desk.assessment.follows_id) if desk.assessment.follows_id else None
    if before is None or before.record is None or before.decided_at is None:
        return None
    then = desk_of(work, before, day_of(work, before.decided_at))
    kept = json.loads(before.record.body)
    return Followed(
        digest=before.record.digest,
        decided_at=before.decided_at,
        verdict=Verdict(kept["decision"]["verdict"]),
        proven=then.card.proven,
        changes=changes(then.card.lines, desk.card.lines),
    )


def _vendor(engagement: Engagement) -> VendorNamed:
    vendor = engagement.vendor
    return VendorNamed(name=vendor.name, website=vendor.website, country=vendor.country)


def _engagement(work: Work, engagement: Engagement) -> EngagementNamed:
    return EngagementNamed(
        title=engagement.title,
        purpose=engagement.purpose,
        requested_by=engagement.requester.name,
        requested_on=day_of(work, engagement.created_at),
    )


def _content(work: Work, assessment: Assessment) -> tuple[Pinned, ...]:
    """What the assessment pinned, whole, so that it can be scored again without this portal."""
    kept = papers.contents(work.session, digests_of(assessment))
    files = [kept[sha256] for sha256 in digests_of(assessment)]
    return tuple(
        Pinned(kind=file.kind, name=file.name, version=file.version, digest=file.digest, body=file.body)
        for file in files
    )


def _attested(assessment: Assessment) -> Attested | None:
    if assessment.submitted_at is None:
        return None
    return Attested(
        name=assessment.attested_by or "", title=assessment.attested_title or "", at=assessment.submitted_at
    )


def _decision(decision: Decision, now: dt.datetime) -> DecisionTaken:
    return DecisionTaken(
        verdict=Verdict(decision.verdict),
        rationale=decision.rationale,
        answers_digest=decision.answers_digest,
        decided_at=now,
        signatures=tuple(_signed(one) for one in decision.signatures),
        conditions=tuple(
            ConditionSet(
                question=one.question_id,
                text=one.text,
                proof_wanted=one.proof_wanted,
                owner=one.owner,
                due_on=one.due_on,
                before_go_live=one.before_go_live,
            )
            for one in decision.conditions
        ),
    )


def _signed(signature: Signature) -> Signed:
    """Only risk leads sign (`domain.access.GRANTS`), whatever else they are."""
    return Signed(name=signature.user.name, role=Role.RISK_LEAD.value, at=signature.signed_at)


def _trail_head(work: Work) -> TrailHead:
    """The last event before this act, whose own events follow when it is committed."""
    position, end = chain.head(work.session)
    return TrailHead(position=position, hash=end)


def render(work: Work, record_id: str, language: str) -> None:
    """Make and sign the document of a record in one language, once; one that is there is never made again."""
    record = work.session.get(Record, record_id)
    if record is None:
        raise NotFound(record_id)
    if work.session.get(Document, (record_id, language)):
        return
    body = record.body.encode()
    seals.register(work)
    pdf = work.seal.sign(work.renderer.render(body, language), work.now())
    kept = work.store.put(record_id, pdf)
    work.session.add(
        Document(
            record_id=record_id,
            language=language,
            sha256=kept.sha256,
            key=kept.key,
            size=kept.size,
            rendered_at=work.now(),
        )
    )
    trail.note(work, PORTAL, EventKind.RECORD_RENDERED, record_id, language=language, sha256=kept.sha256)
    try:
        work.commit()
    except IntegrityError:
        # Another worker, taken for dead, was first after all: its document is the one that is given out.
        work.rollback()
        if work.session.get(Document, (record_id, language)) is None:
            raise


def records(work: Work, actor: Actor, *, page: int = 1) -> Page[RecordRow]:
    """The records that `actor` may see, newest first."""
    return paged(work.session, queries.rows(actor), page, lambda row: _row(row[0], row[1]))


def _row(record: Record, verdict: str) -> RecordRow:
    engagement = record.assessment.engagement
    return RecordRow(
        id=record.id,
        digest=record.digest,
        vendor=engagement.vendor.name,
        title=engagement.title,
        tier=Tier(engagement.tier),
        verdict=Verdict(verdict),
        sealed_at=record.sealed_at,
        languages=tuple(document.language for document in record.documents),
    )


def record(work: Work, actor: Actor, record_id: str) -> RecordView:
    """One record. Raises NotFound."""
    found = work.session.scalars(queries.one(actor, record_id)).one_or_none()
    if found is None:
        raise NotFound(record_id)
    return RecordView(
        record=found,
        body=json.loads(found.body),
        assessment=found.assessment,
        documents={document.language: document for document in found.documents},
    )


def canonical(work: Work, actor: Actor, record_id: str) -> RecordView:
    """One record, to be kept as the JSON that was sealed; that it was read is noted. Raises NotFound."""
    found = record(work, actor, record_id)
    # Where a document says its language.
    trail.note(work, actor, EventKind.RECORD_READ, record_id, language="json")
    work.commit()
    return found


def document(work: Work, actor: Actor, record_id: str, language: str) -> tuple[Document, bytes]:
    """A document and its bytes, checked against their digest; that it was read is noted.

    Raises NotFound when it is not there yet, and FileDamaged when the bytes are not those that were rendered.
    """
    kept = work.session.scalars(queries.document(actor, record_id, language)).one_or_none()
    if kept is None:
        raise NotFound(record_id)
    try:
        data = work.store.get(kept.key)
    except FileMissing as lost:
        raise FileDamaged(kept.key) from lost
    trail.note(work, actor, EventKind.RECORD_READ, record_id, language=language)
    work.commit()
    return kept, data
