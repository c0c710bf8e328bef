"""What a posted form does to the answers: each question by itself, so that one that is refused costs no other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO, cast

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, MultiDict

from vendorrisk.domain.access import Actor
from vendorrisk.domain.validation import BadValue
from vendorrisk.services import answering, uploads
from vendorrisk.services.answering import AnswerConflict, HeldAnswer, ProofInput, SavedAnswer, SectionPage
from vendorrisk.services.failures import Refused
from vendorrisk.services.work import Work
from vendorrisk.web.answering import entries
from vendorrisk.web.answering.entries import Entry
from vendorrisk.web.answering.reading import Fields
from vendorrisk.web.language import current_language


@dataclass(slots=True)
class Posted:
    """What became of a page: the entries that were not taken, by question, and the questions that appeared."""

    failed: dict[str, Entry] = field(default_factory=dict)
    appeared: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of two answers should stand, when a person was asked: `theirs` or `mine`, after the version they saw."""

    question: str = ""
    whose: str = ""
    version: int = 0

    @classmethod
    def of(cls, form: MultiDict[str, str]) -> Choice:
        """The choice that the button of a form made, if one did."""
        question, _slash, rest = form.get("keep", "").partition("/")
        whose, _slash, version = rest.partition("/")
        return cls(question, whose, int(version)) if version.isdecimal() and len(version) < 10 else cls()


def save_entry(work: Work, actor: Actor, entry: Entry, held: HeldAnswer | None = None) -> SavedAnswer | Entry:
    """Save what was typed for one question, `held` or not: the save once it is durable, or the entry with why not."""
    try:
        held = held or answering.hold_answer(work, actor, entry.assessment, entry.question.id)
        return answering.save_held(work, actor, held, entries.answer_input(entry), entry.version)
    except AnswerConflict as conflict:
        return entries.contested(entry, conflict.theirs)
    except (BadValue, Refused) as refusal:
        return entries.refused(entry, refusal.reason)


def save_page(
    work: Work, actor: Actor, page: SectionPage, form: MultiDict[str, str], files: Mapping[str, FileStorage]
) -> Posted:
    """Save everything on a page that differs from what is stored, and keep the files that came with it."""
    posted, choice = Posted(), Choice.of(form)
    for item in page.items:
        fields = Fields(form, item.question.id)
        if not (item.editable and fields.posted):
            continue
        stored = entries.shown(page.assessment.id, item)
        entry = _chosen(entries.typed(stored, fields), stored, choice)
        _save_one(work, actor, entry, stored, posted)
        _keep_file(work, actor, posted.failed.get(entry.question.id, entry), fields, files, posted)
    return posted


def _chosen(entry: Entry, stored: Entry, choice: Choice) -> Entry:
    if choice.question != entry.question.id:
        return entry
    return stored if choice.whose == "theirs" else replace(entry, version=choice.version)


def _save_one(work: Work, actor: Actor, entry: Entry, stored: Entry, posted: Posted) -> None:
    if not entries.differs(entry, stored):
        return
    outcome = save_entry(work, actor, entry)
    if isinstance(outcome, Entry):
        posted.failed[entry.question.id] = outcome
    else:
        posted.appeared += [item.question.id for item in outcome.appearing if item.section == entry.section]


def _keep_file(
    work: Work, actor: Actor, entry: Entry, fields: Fields, files: Mapping[str, FileStorage], posted: Posted
) -> None:
    file = files.get(fields.name("file"))
    if file is None or not file.filename:
        return
    refusal = add_file(work, actor, entry, file)
    if refusal:
        posted.failed[entry.question.id] = replace(entry, proof_errors=(refusal,))


def add_sent(work: Work, actor: Actor, entry: Entry, files: Mapping[str, FileStorage], upload: str) -> str:
    """Keep the file that came with the form, or the `upload` that arrived in parts before it; why it is not taken."""
    file = files.get(entry.name("file"))
    if upload:
        try:
            name, stream = uploads.whole(work, actor, upload)
        except Refused as refused:
            return refused.reason.to(current_language())
        file = FileStorage(stream, name)
    if not (file and file.filename):
        return str(_("Choose a file first."))
    refusal = add_file(work, actor, entry, file)
    if upload and not refusal:
        uploads.finish(work, actor, upload)
    return refusal


def add_file(work: Work, actor: Actor, entry: Entry, file: FileStorage) -> str:
    """Keep a file behind an answer. The reason when it is not taken, else nothing."""
    typed = entry.proof
    try:
        issued, expires = _date(typed.issued), _date(typed.expires)
    except ValueError:
        return str(_("Give dates as day, month and year."))
    given = ProofInput(
        name=file.filename or "",
        kind=typed.kind,
        stream=cast("BinaryIO", file.stream),
        issuer=typed.issuer,
        issued=issued,
        expires=expires,
        replaces=typed.replaces,
    )
    try:
        answering.add_proof(work, actor, entry.assessment, entry.question.id, given)
    except (BadValue, Refused) as refusal:
        return refusal.reason.to(current_language())
    return ""


def _date(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
