"""A question as its page shows it: what is stored, or what was typed when that could not be stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext as _

from vendorrisk.countries import is_country
from vendorrisk.domain.answers import AnswerState, Assurance
from vendorrisk.domain.questionnaire import Kind, Question
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import BadValue, checked_value, plain_value
from vendorrisk.domain.wording import PROOFS
from vendorrisk.persistence.models import AnswerRow, ProofFile, ProofLink
from vendorrisk.services.answering import AnswerInput, FilesBeside, Item, SavedAnswer, Theirs
from vendorrisk.web.answering.reading import Fields, raw_value
from vendorrisk.web.answering.telling import told_value
from vendorrisk.web.language import current_language


@dataclass(frozen=True, slots=True)
class DateParts:
    """A date as its three fields hold it."""

    year: str = ""
    month: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class ProofTyped:
    """What was typed about a document that was not taken."""

    kind: str = ""
    issuer: str = ""
    issued: str = ""
    expires: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Rival:
    """The answer that somebody else saved meanwhile, in words."""

    author: str
    saved_at: dt.datetime
    version: int
    said: str


@dataclass(frozen=True, slots=True)
class Holder:
    """The colleague with whom a question is, and whether they are done with it."""

    name: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One question on a page, with its fields filled and everything that is said beside it.

    `raw` is the answer in the shape of a form: text, list of ids, or rows.
    """

    assessment: str
    question: Question
    version: int = 0
    raw: Any = ""
    not_applicable: bool = False
    reason: str = ""
    comment: str = ""
    exceptions: str = ""
    assurance: str = Assurance.CLAIMED.value
    inherited: bool = False
    unsure: bool = False
    locked: bool = False
    advice: str = ""
    blocks: bool = False
    clarification: str = ""
    proofs: Sequence[ProofFile] = ()
    known: Sequence[ProofFile] = ()
    replaced: Sequence[ProofLink] = ()
    proof: ProofTyped = field(default_factory=ProofTyped)
    errors: tuple[str, ...] = ()
    proof_errors: tuple[str, ...] = ()
    theirs: Rival | None = None
    section: str = ""
    author: str = ""
    saved_at: dt.datetime | None = None
    holder: Holder | None = None
    delegable: bool = False

    def name(self, part: str) -> str:
        """The name of the field that holds this part."""
        return f"{self.question.id}.{part}"

    def id(self, part: str) -> str:
        """The id of the element that shows this part."""
        return f"q-{self.question.id}--{part}"

    @property
    def described(self) -> str:
        """The ids of what is said about the question, for the fields that answer it."""
        present = {"help": self.question.help, "clarification": self.clarification, "status": True}
        return " ".join(self.id(part) for part, said in present.items() if said)

    def proof_kinds(self) -> list[tuple[str, bool]]:
        """The kinds of proof to choose from: first those that are asked for, each with whether it is."""
        wanted = self.question.proof.wanted if self.question.proof else ()
        return [(kind, True) for kind in wanted] + [(kind, False) for kind in PROOFS if kind not in wanted]

    @property
    def chosen(self) -> list[Any]:
        """The ids or codes that are ticked; a country that is none has no box."""
        listed = list(self.raw) if isinstance(self.raw, list | tuple) else []
        return [one for one in listed if is_country(one)] if self.question.kind is Kind.COUNTRIES else listed

    @property
    def unread(self) -> str:
        """What was typed as countries and is none, to be mended."""
        return ", ".join(one for one in self.raw if not is_country(one)) if isinstance(self.raw, list | tuple) else ""

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a table."""
        return [row for row in self.chosen if isinstance(row, dict)]

    @property
    def written(self) -> str:
        """The answer as one text field holds it."""
        return "" if self.raw is None or isinstance(self.raw, list) else str(self.raw)

    @property
    def exception_rows(self) -> list[str]:
        """The exceptions one by one, and an empty row to write the next in."""
        return [*filter(None, self.exceptions.split("\n")), *([] if self.locked and self.exceptions else [""])]

    @property
    def date(self) -> DateParts:
        """The answer as the fields of a date hold it."""
        year, month, day = [*self.written.split("-"), "", "", ""][:3]
        # A date of which only the month was given is kept as its first day.
        return DateParts(year, month, "" if day == "01" else day)

    @property
    def said(self) -> str:
        """The answer in words, empty when there is none."""
        if self.not_applicable:
            return str(_("Does not apply: %(reason)s", reason=self.reason))
        return told_value(self.question, self.raw)


def shown(assessment: str, item: Item) -> Entry:
    """What is stored about a question, as its fields show it."""
    language = current_language()
    return Entry(
        assessment=assessment,
        question=item.question,
        section=item.section,
        locked=not item.editable,
        advice=item.advice.to(language) if item.advice else "",
        blocks=item.blocks,
        clarification=item.clarification.text if item.clarification else "",
        proofs=item.proofs,
        holder=_holder(item),
        delegable=item.whole and item.editable,
        **(_stored(item.row) if item.row else {}),
    )


def _holder(item: Item) -> Holder | None:
    """With whom the question is; not for the colleague, for whom that goes without saying."""
    held = item.delegation
    return Holder(held.name, held.done_at is not None) if held and item.whole else None


def _stored(row: AnswerRow) -> dict[str, Any]:
    absent = row.state == AnswerState.NOT_APPLICABLE
    return {
        "version": row.version,
        "raw": "" if absent else row.value,
        "not_applicable": absent,
        "reason": row.comment if absent else "",
        "comment": "" if absent else row.comment,
        "exceptions": row.exceptions,
        "assurance": row.assurance,
        "inherited": bool(row.inherited_from),
        "unsure": row.unsure,
        "author": row.author.name,
        "saved_at": row.saved_at,
    }


def with_files(entry: Entry, files: FilesBeside) -> Entry:
    """`entry` with what its page offers beside it."""
    return replace(entry, known=files.known, replaced=files.replaced.get(entry.question.id, ()))


def typed(entry: Entry, fields: Fields) -> Entry:
    """`entry` with what was typed in its fields, so that a page can hand it back."""
    assurance = fields.one("assurance")
    return replace(
        entry,
        version=fields.number("version"),
        raw=raw_value(fields, entry.question),
        not_applicable=bool(fields.one("not-applicable")) and entry.question.not_applicable,
        reason=fields.one("reason"),
        comment=fields.one("comment"),
        exceptions="\n".join(filter(None, map(str.strip, fields.many("exceptions")))).replace("\r\n", "\n"),
        assurance=assurance if assurance in set(Assurance) else Assurance.CLAIMED.value,
        inherited=bool(fields.one("inherited")),
        unsure=bool(fields.one("unsure")),
        proof=ProofTyped(*(fields.one(part) for part in ("proof-kind", "issuer", "issued", "expires", "replaces"))),
    )


def answer_input(entry: Entry) -> AnswerInput:
    """What the fields of `entry` say, for the use case to check and store."""
    absent = entry.not_applicable
    return AnswerInput(
        value=None if absent else entry.raw,
        state=AnswerState.NOT_APPLICABLE if absent else AnswerState.ANSWERED,
        comment=entry.reason if absent else entry.comment,
        exceptions=entry.exceptions,
        assurance=Assurance(entry.assurance),
        inherited_from=(entry.question.inherits_from or "") if entry.inherited else "",
        unsure=entry.unsure,
    )


def differs(entry: Entry, stored: Entry) -> bool:
    """Whether what was typed says something else than what is stored; what cannot be read does."""
    try:
        value = None if entry.not_applicable else plain_value(checked_value(entry.question, entry.raw))
    except BadValue:
        return True
    kept = answer_input(stored)
    return replace(answer_input(entry), value=value) != replace(kept, value=None if kept.value == "" else kept.value)


def saved(entry: Entry, outcome: SavedAnswer) -> Entry:
    """`entry` as it stands once it is saved, with what that means."""
    return replace(
        entry,
        version=outcome.version,
        advice=outcome.advice.to(current_language()) if outcome.advice else "",
        blocks=outcome.blocks,
        author=outcome.author,
        saved_at=outcome.saved_at,
    )


def refused(entry: Entry, reason: Reason) -> Entry:
    """`entry` with the reason why it is not stored."""
    return replace(entry, errors=(reason.to(current_language()),))


def contested(entry: Entry, theirs: Theirs) -> Entry:
    """`entry` beside the answer that somebody else saved meanwhile."""
    absent = theirs.body["state"] == AnswerState.NOT_APPLICABLE
    other = replace(entry, raw=theirs.body["value"], not_applicable=absent, reason=theirs.body["comment"])
    return replace(entry, theirs=Rival(theirs.author, theirs.saved_at, theirs.version, other.said))
