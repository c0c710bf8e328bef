"""Saving an answer: durable when it returns, with its history; never over what somebody else saved meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from vendorrisk.domain.access import Actor
from vendorrisk.domain.answers import AnswerState
from vendorrisk.domain.questionnaire import Question
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.scoring import Line
from vendorrisk.domain.validation import REMARK_LIMIT, BadValue, checked_text, checked_value, plain_value
from vendorrisk.persistence.models import AnswerRow, AnswerVersion, User, new_id
from vendorrisk.services.answering.items import Sheet, sheet_of
from vendorrisk.services.answering.opening import held_in_part
from vendorrisk.services.answering.views import AnswerConflict, AnswerInput, SavedAnswer, Theirs
from vendorrisk.services.casework import today
from vendorrisk.services.failures import NotFound, Refused, Stale
from vendorrisk.services.work import Work

FIELDS: Final = ("value", "state", "comment", "exceptions", "assurance", "inherited_from", "unsure")
"""What an answer says, as kept in its row and in each of its versions."""


def save_answer(
    work: Work, actor: Actor, assessment_id: str, question_id: str, given: AnswerInput, version: int
) -> SavedAnswer:
    """Keep an answer that follows `version` (0: the first); what says the same as what is kept is a success.

    Raises NotFound for a question that is not asked; AnswerConflict when another answer was saved meanwhile; BadValue
    for what is no answer; Refused when the answer cannot be changed now.
    """
    return save_held(work, actor, hold_answer(work, actor, assessment_id, question_id), given, version)


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """A question that is asked now, with the sheet it stands on, held against everybody else until the commit."""

    sheet: Sheet
    question: Question


def hold_answer(work: Work, actor: Actor, assessment_id: str, question_id: str) -> HeldAnswer:
    """Take a question in hand, to save its answer by `save_held`: what is read for the one is not read again for the
    other. Raises NotFound for a question that is not asked; Refused when nothing can be changed now.
    """
    sheet = sheet_of(work, actor, held_in_part(work, actor, assessment_id))
    return HeldAnswer(sheet, _line(sheet, question_id).question)


def save_held(work: Work, actor: Actor, held: HeldAnswer, given: AnswerInput, version: int) -> SavedAnswer:
    """Keep the answer to a question in hand, as `save_answer` does. Raises AnswerConflict, BadValue, Refused."""
    before, question_id = held.sheet, held.question.id
    body = _checked(work, held.question, given)
    row = before.desk.papers.answers.get(question_id)
    after = before
    if not _says_so(row, body):
        if not before.changeable(before.lines[question_id]):
            raise Refused(Reason("answering.locked"))
        _check_follows(work, row, version)
        where = {"assessment_id": before.desk.assessment.id, "question_id": question_id}
        # The assessment is held, so what was read with it is what it is: nothing needs to be read again.
        after = replace(before, desk=before.desk.with_answer(_store(work, actor, row, where, body)))
    work.commit()
    return _saved(work, before, after, question_id)


def _line(sheet: Sheet, question_id: str) -> Line:
    line = sheet.lines.get(question_id)
    if line is None:
        raise NotFound(question_id)
    return line


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


def _says_so(row: AnswerRow | None, body: dict[str, Any]) -> bool:
    """Whether what is kept says exactly this already: sending the same twice, or nothing at all, changes nothing."""
    if row is not None:
        return all(getattr(row, name) == value for name, value in body.items())
    said = body["value"] is not None or body["comment"] or body["exceptions"] or body["unsure"]
    return body["state"] == AnswerState.ANSWERED and not said


def _check_follows(work: Work, row: AnswerRow | None, version: int) -> None:
    if row is None and version:
        raise Stale("an answer that was never saved has no version")
    if row is not None and row.version != version:
        author = work.session.get_one(User, row.author_id)
        body = {name: getattr(row, name) for name in FIELDS}
        raise AnswerConflict(Theirs(author=author.name, saved_at=row.saved_at, version=row.version, body=body))


def _store(work: Work, actor: Actor, row: AnswerRow | None, where: dict[str, str], body: dict[str, Any]) -> AnswerRow:
    """Write the answer and its version, for the assessment that the caller holds; the row as it is now."""
    if row is None:
        row = AnswerRow(id=new_id(), version=0, **where)
        work.session.add(row)
    for name, value in body.items():
        setattr(row, name, value)
    row.version += 1
    row.author_id, row.saved_at = str(actor.id), work.now()
    work.session.flush()
    work.session.add(
        AnswerVersion(answer_id=row.id, version=row.version, body=body, author_id=row.author_id, saved_at=row.saved_at)
    )
    return row


def _saved(work: Work, before: Sheet, after: Sheet, question_id: str) -> SavedAnswer:
    seen, shows = before.lines, after.lines
    item = after.item(shows[question_id])
    return SavedAnswer(
        version=item.version,
        saved_at=item.row.saved_at if item.row else work.now(),
        item=item,
        appearing=tuple(after.item(line) for name, line in shows.items() if name not in seen),
        disappearing=tuple(name for name in seen if name not in shows),
        progress=after.progress,
    )
