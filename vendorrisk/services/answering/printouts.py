"""The questionnaire on paper: every question before one begins, and one's own answers to keep.

A PDF is made by the worker, never in a request, and kept for as long as what it shows is so.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import select

from vendorrisk.domain.access import Actor
from vendorrisk.domain.asking import asked_when
from vendorrisk.domain.canonical import canonical_json, digest
from vendorrisk.domain.questionnaire import LANGUAGES, Question, Section, Text
from vendorrisk.persistence.models import Assessment, Printout, new_id
from vendorrisk.persistence.queries import answering as queries
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.services import outbox
from vendorrisk.services.answering.reading import everything, receipt_of, sheet_seen
from vendorrisk.services.answering.views import Item
from vendorrisk.services.failures import NotFound
from vendorrisk.services.moves import take_turn
from vendorrisk.services.ports import FileDamaged, FileMissing
from vendorrisk.services.work import Work

Plain = dict[str, Any]

KIND: Final = "printout"
"""The kind of outbox row that makes one."""


class PrintoutKind(StrEnum):
    """What a printout shows."""

    QUESTIONS = "questions"
    ANSWERS = "answers"


def printout(work: Work, actor: Actor, assessment_id: str, kind: PrintoutKind, language: str) -> bytes | None:
    """The PDF as things stand now; None while it is being made. Raises NotFound."""
    tell = _questions if kind is PrintoutKind.QUESTIONS else _answers
    plain = tell(work, actor, assessment_id)
    about, kept = digest(plain), _kept(work, assessment_id, kind, language)
    if kept is None or kept.about != about:
        where = {"assessment_id": assessment_id, "kind": kind.value, "language": language}
        _ask(work, actor, Printout(id=new_id(), about=about, body=canonical_json(plain).decode(), **where))
    elif kept.key:
        try:
            return work.store.get(kept.key)
        except (FileDamaged, FileMissing):
            kept.key = None
            outbox.put(work, KIND, printout=kept.id)
            work.commit()
    return None


def _kept(work: Work, assessment_id: str, kind: str, language: str) -> Printout | None:
    query = select(Printout).filter_by(assessment_id=assessment_id, kind=kind, language=language)
    return work.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def _ask(work: Work, actor: Actor, wanted: Printout) -> None:
    """Have it made, in the place of what was made of an earlier state; asked for twice at once, it is made once."""
    take_turn(work, queries.one(actor, wanted.assessment_id))
    earlier = _kept(work, wanted.assessment_id, wanted.kind, wanted.language)
    if earlier and earlier.about == wanted.about:
        return
    if earlier:
        work.session.delete(earlier)
        work.session.flush()
    wanted.asked_at = work.now()
    work.session.add(wanted)
    outbox.put(work, KIND, printout=wanted.id)
    work.commit()
    if earlier and earlier.key:
        work.store.delete(earlier.key)


def make_printout(work: Work, printout_id: str) -> None:
    """Make the PDF that was asked for; one that nobody wants any more is not made."""
    row = work.session.get(Printout, printout_id)
    if row is None or row.key:
        return
    pdf = work.renderer.render_printout(row.body.encode(), row.language)
    row.key = work.store.put(row.assessment_id, pdf).key
    work.commit()


def _questions(work: Work, actor: Actor, assessment_id: str) -> Plain:
    view = everything(work, actor, assessment_id)
    asked = view.questionnaire
    return {
        **_head(work, view.assessment),
        "answers_json": "",
        "sections": [
            _section(section, [_asked(question) | {"when": _when(question, asked)} for question in section.questions])
            for section in asked.sections
        ],
    }


def _when(question: Question, asked: Any) -> dict[str, str] | None:
    said = {language: asked_when(question, asked, language) for language in LANGUAGES}
    return said if any(said.values()) else None


def _answers(work: Work, actor: Actor, assessment_id: str) -> Plain:
    """Raises NotFound also where nothing is answered yet."""
    sheet = sheet_seen(work, actor, assessment_id)
    if not sheet.desk.papers.answers:
        raise NotFound(assessment_id)
    names = papers.names(work.session, {row.author_id for row in sheet.desk.papers.answers.values()})
    return {
        **_head(work, sheet.desk.assessment),
        "answers_json": receipt_of(sheet).decode(),
        "sections": [
            _section(row.section, [_answered(item, names) for item in sheet.items(row.section)])
            for row in sheet.sections
        ],
    }


def _head(work: Work, assessment: Assessment) -> Plain:
    engagement = assessment.engagement
    submitted = assessment.submitted_at
    return {
        "organisation": work.catalogue.organisation.name,
        "vendor": engagement.vendor.name,
        "title": engagement.title,
        "due_on": assessment.due_on,
        "made_at": (submitted or assessment.created_at).isoformat(),
        "submitted_at": submitted.isoformat() if submitted else None,
        "attested_by": assessment.attested_by or "",
        "attested_title": assessment.attested_title or "",
        "fingerprint": assessment.answers_digest or "",
    }


def _section(section: Section, items: Iterable[Plain]) -> Plain:
    return {"title": _text(section.title), "intro": _text(section.intro), "items": list(items)}


def _asked(question: Question) -> Plain:
    return {
        "id": question.id,
        "kind": question.kind,
        "required": question.required,
        "ask": _text(question.ask),
        "help": _text(question.help),
        "unit": _text(question.unit),
        "options": [{"id": one.id, "label": _text(one.label)} for one in question.options],
        "columns": [{"id": one.id, "label": _text(one.label)} for one in question.columns],
        "proof": list(question.proof.wanted) if question.proof else [],
    }


def _answered(item: Item, names: dict[str, str]) -> Plain:
    row = item.row
    return _asked(item.question) | {
        "answer": row
        and {
            "value": row.value,
            "state": row.state,
            "comment": row.comment,
            "exceptions": row.exceptions,
            "assurance": row.assurance if item.question.scored else None,
            "author": names[row.author_id],
            "on": row.saved_at.date(),
            "proofs": [{"name": one.name, "sha256": one.sha256} for one in item.proofs],
        }
    }


def _text(text: Text | None) -> dict[str, str] | None:
    return {language: text.to(language) for language in LANGUAGES} if text else None
