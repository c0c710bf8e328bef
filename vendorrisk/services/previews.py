"""What is shown of a proof inside the portal: pages that we drew ourselves, or its text; never its own bytes.

Drawn by the worker in a confined child process when somebody first looks, and kept in the file store like the proof.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import select

from vendorrisk.domain.access import Actor, Permission
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.questionnaire import Question
from vendorrisk.domain.scoring import Line
from vendorrisk.persistence.models import (
    AnswerRow,
    Assessment,
    EventRow,
    Preview,
    PreviewPage,
    ProofFile,
    ProofLink,
)
from vendorrisk.persistence.queries import answering as queries
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.services import outbox, trail
from vendorrisk.services.answering.items import sheet_of
from vendorrisk.services.answering.texts import decoded, text_of
from vendorrisk.services.casework import Desk, desk_of
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.moves import take_turn
from vendorrisk.services.ports import FileDamaged, FileMissing, Picture, Pictures, Unseen
from vendorrisk.services.proofs import find_proof
from vendorrisk.services.work import Work

KIND: Final = "preview"
"""The kind of outbox row that makes one."""
LETTERS: Final = 20_000
"""Of a text, how much is shown."""
READING: Final = dt.timedelta(hours=1)
"""As long as this, whoever turns the pages of a proof reads it once."""
AGAIN: Final = dt.timedelta(hours=1)
"""After this it is tried again to show what was not shown: a file may be back, a machine less busy."""

DRAWN: Final = frozenset({"application/pdf", "image/png", "image/jpeg"})
READ: Final = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/plain",
        "text/csv",
        "text/markdown",
    }
)


class Shows(StrEnum):
    """What a preview consists of."""

    PICTURES = "pictures"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Behind:
    """An answer that the proof stands behind, or stood behind until a newer one took its place."""

    question: Question
    section: str
    row: AnswerRow | None
    link: ProofLink


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    """A proof with the answers that the reader sees it behind; `made` is None while what is shown is being made.

    `text` is set where text is shown; `reviewing` says whether the reader sees it as one of ours.
    """

    assessment: Assessment
    proof: ProofFile
    made: Preview | None
    text: str
    behind: tuple[Behind, ...]
    reviewing: bool


def preview(work: Work, actor: Actor, assessment_id: str, proof_id: str) -> ProofView:
    """A proof to look at; what is shown of it is asked for when it is not there. That it was read is noted.

    Raises NotFound where `read_proof` does.
    """
    proof = find_proof(work, actor, assessment_id, proof_id)
    made = _made(work, proof)
    text = _text(work, made) if made and made.shows == Shows.TEXT else ""
    if made and made.pages:
        _note_reading(work, actor, proof)
    assessment = work.session.get_one(Assessment, assessment_id)
    return ProofView(
        assessment=assessment,
        proof=proof,
        made=made,
        text=text,
        behind=_behind(work, actor, assessment, proof),
        reviewing=_reviewing(actor, assessment),
    )


def picture(work: Work, actor: Actor, assessment_id: str, proof_id: str, number: int) -> bytes:
    """The picture of one page. Raises NotFound where `read_proof` does, and for a page that is not shown."""
    proof = find_proof(work, actor, assessment_id, proof_id)
    made = _made(work, proof)
    pages = made.pages if made and made.shows == Shows.PICTURES else []
    page = next((one for one in pages if one.number == number), None)
    if made is None or page is None:
        raise NotFound(proof_id)
    data = _bytes_of(work, made, page.key)
    _note_reading(work, actor, proof)
    return data


def make_preview(work: Work, proof_id: str) -> None:
    """Make what was asked for; of a proof that was removed since, nothing is kept."""
    row = work.session.get(Preview, proof_id)
    if row is None or row.made_at:
        return
    proof = work.session.get_one(ProofFile, proof_id)
    shows, drawn = _shown(work, proof)
    kept = [(work.store.put(f"previews/{proof_id}", one.data).key, one) for one in drawn.pages]
    take_turn(work, papers.one(proof.assessment_id))
    row = work.session.get(Preview, proof_id, populate_existing=True)
    if row is None:
        for key, _ in kept:
            work.store.delete(key)
    elif row.made_at is None:
        row.made_at, row.shows, row.total = work.now(), shows, drawn.total
        row.why = drawn.why.value if drawn.why else ""
        row.pages = [
            PreviewPage(number=number, key=key, width=one.width, height=one.height)
            for number, (key, one) in enumerate(kept, 1)
        ]
    work.commit()


def _shown(work: Work, proof: ProofFile) -> tuple[str, Pictures]:
    """What can be shown of a proof, and as what; a text is one page without a size."""
    try:
        content = work.store.get(proof.key)
    except (FileDamaged, FileMissing):
        return "", Pictures(why=Unseen.LOST)
    if proof.media_type in DRAWN:
        drawn = work.renderer.pictures(content, proof.media_type)
        return Shows.PICTURES if drawn.pages else "", drawn
    if proof.media_type not in READ:
        return "", Pictures(why=Unseen.TYPE)
    try:
        plain = proof.media_type.startswith("text/")
        text = decoded(content) if plain else text_of(work, content)
    except Refused:
        return "", Pictures(why=Unseen.BROKEN)
    return Shows.TEXT, Pictures((Picture(text[:LETTERS].encode(errors="replace"), 0, 0),), len(text))


def _made(work: Work, proof: ProofFile) -> Preview | None:
    """What is shown of `proof`; where it is not there, it is asked for, once."""
    row = work.session.get(Preview, proof.id)
    if row is None:
        take_turn(work, papers.one(proof.assessment_id))
        if work.session.get(Preview, proof.id, populate_existing=True) is None:
            work.session.add(Preview(proof_id=proof.id, asked_at=work.now()))
            outbox.put(work, KIND, proof=proof.id)
        work.commit()
        return None
    waits, failed = row.made_at is None, row.why and row.why != Unseen.TYPE
    if (waits or failed) and (row.made_at or row.asked_at) + AGAIN <= work.now():
        _make_again(work, row)
    return row if row.made_at else None


def _make_again(work: Work, row: Preview) -> None:
    row.asked_at, row.made_at, row.pages = work.now(), None, []
    outbox.put(work, KIND, proof=row.proof_id)
    work.commit()


def _text(work: Work, row: Preview) -> str:
    return _bytes_of(work, row, row.pages[0].key).decode()


def _bytes_of(work: Work, row: Preview, key: str) -> bytes:
    """What is kept under `key`; where it was lost all of it is made again, and NotFound is raised."""
    try:
        return work.store.get(key)
    except (FileDamaged, FileMissing):
        _make_again(work, row)
        raise NotFound(key) from None


def _note_reading(work: Work, actor: Actor, proof: ProofFile) -> None:
    """Note that the proof was read, once for all the pages that are turned at a time."""
    lately = select(EventRow.data).where(
        EventRow.subject == proof.assessment_id,
        EventRow.kind == EventKind.PROOF_READ.value,
        EventRow.actor_id == actor.id,
        EventRow.at > work.now() - READING,
    )
    if not any(data["sha256"] == proof.sha256 for data in work.session.scalars(lately)):
        trail.note(work, actor, EventKind.PROOF_READ, proof.assessment_id, sha256=proof.sha256)
        work.commit()


def _behind(work: Work, actor: Actor, assessment: Assessment, proof: ProofFile) -> tuple[Behind, ...]:
    """The answers behind which `actor` sees the proof: for a colleague those of their part alone."""
    desk, lines = _seen(work, actor, assessment)
    links = {link.question_id: link for link in work.session.scalars(queries.links(proof.id))}
    return tuple(
        Behind(line.question, desk.sections[name], desk.papers.answers.get(name), links[name])
        for name, line in lines.items()
        if name in links
    )


def _reviewing(actor: Actor, assessment: Assessment) -> bool:
    """Whether `actor` sees the assessment as those who review and audit do."""
    return actor.may(Permission.SEE_QUEUE) and assessment.submitted_at is not None


def _seen(work: Work, actor: Actor, assessment: Assessment) -> tuple[Desk, Mapping[str, Line]]:
    if _reviewing(actor, assessment):
        desk = desk_of(work, assessment)
        return desk, desk.lines
    sheet = sheet_of(work, actor, assessment)
    return sheet.desk, sheet.lines
