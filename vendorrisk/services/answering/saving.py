"""Saving an answer: durable when it returns, with its history; never over what somebody else saved meanwhile."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row

from vendorrisk.domain.access import Actor
from vendorrisk.domain.answers import Answer, AnswerState, Assurance
from vendorrisk.domain.questionnaire import Question
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.scoring import line_of
from vendorrisk.domain.validation import REMARK_LIMIT, BadValue, checked_text, checked_value, plain_value
from vendorrisk.persistence.models import Assessment, User, new_id
from vendorrisk.persistence.queries import saving as queries
from vendorrisk.services import effort
from vendorrisk.services.answering.holding import HeldAnswer, hold_answer, may_change
from vendorrisk.services.answering.items import blocks, sheet_of
from vendorrisk.services.answering.views import AnswerConflict, AnswerInput, Item, Progress, SavedAnswer, Theirs
from vendorrisk.services.casework import today
from vendorrisk.services.failures import Refused, Stale
from vendorrisk.services.work import Work

FIELDS: Final = ("value", "state", "comment", "exceptions", "assurance", "inherited_from", "unsure")
"""What an answer says, as kept in its row and in each of its versions."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is kept: what it says (FIELDS), by whom and since when; version 0 for what was never given."""

    version: int
    body: dict[str, Any]
    author: str
    saved_at: dt.datetime


def save_answer(
    work: Work, actor: Actor, assessment_id: str, question_id: str, given: AnswerInput, version: int
) -> SavedAnswer:
    """Keep an answer that follows `version` (0: the first); what says the same as what is kept is a success.

    Raises NotFound for a question that is not asked; AnswerConflict when another answer was saved meanwhile; BadValue
    for what is no answer; Refused when the answer cannot be changed now.
    """
    return save_held(work, actor, hold_answer(work, actor, assessment_id, question_id), given, version)


def save_held(work: Work, actor: Actor, held: HeldAnswer, given: AnswerInput, version: int) -> SavedAnswer:
    """Keep the answer to a question in hand, as `save_answer` does. Raises AnswerConflict, BadValue, Refused."""
    body, row = _checked(work, held.question, given), held.row
    if _says_so(row, body):
        kept = _kept(work, row) if row else Kept(0, body, "", work.now())
    else:
        if not may_change(work, held):
            raise Refused(Reason("answering.locked"))
        _check_follows(work, row, version)
        kept = _store(work, actor, held, body)
    work.commit()
    return _saved(work, actor, held, kept)


def _checked(work: Work, question: Question, given: AnswerInput) -> dict[str, Any]:
    """What is to be kept of `given`, in the shape of JSON. Raises BadValue."""
    absent = given.state is AnswerState.NOT_APPLICABLE
    body = {
        "value": None if absent else plain_value(checked_value(question, given.value, today(work))),
        "state": given.state.value,
        "comment": checked_text(given.comment, REMARK_LIMIT),
        "exceptions": checked_text(given.exceptions, REMARK_LIMIT),
        "assurance": given.assurance.value,
        "inherited_from": given.inherited_from,
        "unsure": given.unsure,
    }
    if absent and not question.not_applicable:
        raise BadValue(Reason("bad.applies"))
    if absent and not body["comment"]:
        raise BadValue(Reason("bad.no_reason"))
    if given.inherited_from not in ("", question.inherits_from):
        raise BadValue(Reason("bad.shape"))
    return body


def _says_so(row: Row[Any] | None, body: dict[str, Any]) -> bool:
    """Whether what is kept says exactly this already: sending the same twice, or nothing at all, changes nothing."""
    if row is not None:
        return all(getattr(row, name) == value for name, value in body.items())
    said = body["value"] is not None or body["comment"] or body["exceptions"] or body["unsure"]
    return body["state"] == AnswerState.ANSWERED and not said


def _check_follows(work: Work, row: Row[Any] | None, version: int) -> None:
    if row is None and version:
        raise Stale("an answer that was never saved has no version")
    if row is not None and row.version != version:
        kept = _kept(work, row)
        theirs = Theirs(author=kept.author, saved_at=kept.saved_at, version=kept.version, body=kept.body)
        raise AnswerConflict(theirs)


def _kept(work: Work, row: Row[Any]) -> Kept:
    author = work.session.get_one(User, row.author_id).name
    return Kept(row.version, {name: getattr(row, name) for name in FIELDS}, author, row.saved_at)


def _store(work: Work, actor: Actor, held: HeldAnswer, body: dict[str, Any]) -> Kept:
    """Write the answer and its version, for the assessment that is held."""
    connection, row = work.session.connection(), held.row
    kept = Kept(row.version + 1 if row else 1, body, actor.name, work.now())
    said = {"version": kept.version, "author_id": str(actor.id), "saved_at": kept.saved_at}
    if row is None:
        answer_id = new_id()
        where = {"id": answer_id, "assessment_id": held.assessment_id, "question_id": held.question.id}
        connection.execute(queries.FIRST, where | body | said)
    else:
        answer_id = row.id
        connection.execute(queries.NEXT, {"answer": answer_id} | body | said)
    connection.execute(queries.HISTORY, {"answer_id": answer_id, "body": body} | said)
    return kept


def _saved(work: Work, actor: Actor, held: HeldAnswer, kept: Kept) -> SavedAnswer:
    """What a save changed, worked out from what was held; only what appears is read, now that it is durable."""
    answer = _answer(held, kept)
    line = line_of(held.question, answer, held.tier, held.pinned.model, today(work))
    stands = held.standing.with_answer(answer.question, answer.state, answer.value)
    before = {one.id for one in held.standing.asked if held.sight.sees(one)}
    asked = [one for one in stands.asked if held.sight.sees(one)]
    open_questions = [one for one in asked if one.id not in stands.answered]
    return SavedAnswer(
        version=kept.version,
        saved_at=kept.saved_at,
        author=kept.author,
        advice=line.advice,
        blocks=blocks(line),
        appearing=_items(work, actor, held.assessment_id, [one.id for one in asked if one.id not in before]),
        disappearing=tuple(one.id for one in held.standing.asked if one.id in before.difference(o.id for o in asked)),
        progress=Progress(len(asked) - len(open_questions), len(asked), effort.minutes(open_questions)),
    )


def _answer(held: HeldAnswer, kept: Kept) -> Answer:
    """The answer as the domain knows it; without proofs and review, which change nothing of what a save tells."""
    body = kept.body
    return Answer(
        question=held.question.id,
        value=checked_value(held.question, body["value"]),
        state=AnswerState(body["state"]),
        assurance=Assurance(body["assurance"]),
        inherited_from=body["inherited_from"],
        comment=body["comment"],
        exceptions=body["exceptions"],
        as_of=kept.saved_at.date(),
    )


def _items(work: Work, actor: Actor, assessment_id: str, appearing: list[str]) -> tuple[Item, ...]:
    """The questions that an answer brought, whole."""
    if not appearing:
        return ()
    assessment = work.session.get_one(Assessment, assessment_id, populate_existing=True)
    sheet = sheet_of(work, actor, assessment)
    return tuple(sheet.item(sheet.lines[name]) for name in appearing if name in sheet.lines)
