"""Conditions of an approval: worked off by the vendor, accepted by a risk lead, and what follows when they are not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from vendorrisk.domain.access import PORTAL, Actor, Permission
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.fulfilment import (
    BY_VENDOR,
    REASONED,
    REMINDERS,
    Act,
    Show,
    Stage,
    after,
)
from vendorrisk.domain.questionnaire import Question
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import REMARK_LIMIT, checked_text
from vendorrisk.persistence.models import Assessment, ConditionAct, ConditionRow, Decision, ProofFile, new_id
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.persistence.queries import conditions as queries
from vendorrisk.services import letters, outbox, proofs, trail
from vendorrisk.services.casework import questionnaire_of, today
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.moves import take_turn
from vendorrisk.services.paging import Page, paged
from vendorrisk.services.pinning import pinned_by
from vendorrisk.services.proof_checks import ProofInput
from vendorrisk.services.review.reading import respondents
from vendorrisk.services.suspending import is_superseded, plain, settle
from vendorrisk.services.work import Work

KIND: Final = "condition"
"""Of the outbox rows that look at a condition on its days."""


@dataclass(frozen=True, slots=True)
class Done:
    """What is done about a condition: the act, with words, a document (of the vendor) or the new date (to defer)."""

    act: Act
    note: str = ""
    proof: ProofInput | None = None
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition with its question and what this actor can do about it now."""

    condition: ConditionRow
    assessment: Assessment
    question: Question | None
    acts: tuple[Act, ...]
    overdue: bool


def conditions(work: Work, actor: Actor, show: Show, page: int = 1) -> Page[ConditionRow]:
    """The conditions that `actor` may look into, those due first before others."""
    return paged(work.session, queries.rows(actor, show, today(work)), page, lambda row: row[0])


def condition(work: Work, actor: Actor, condition_id: str, of: str = "") -> ConditionView:
    """One condition, of the assessment `of` where that is given. Raises NotFound."""
    assessment = work.session.scalars(queries.assessment_of(actor, condition_id)).one_or_none()
    if assessment is None or of not in ("", assessment.id):
        raise NotFound(condition_id)
    return _view(work, actor, assessment, work.session.get_one(ConditionRow, condition_id))


def of_assessment(work: Work, actor: Actor, assessment: Assessment) -> tuple[ConditionView, ...]:
    """The conditions on an assessment that `actor` was shown; none before it is decided."""
    decision = assessment.decision
    rows = decision.conditions if decision and decision.final_at else []
    return tuple(_view(work, actor, assessment, row) for row in rows)


def act(work: Work, actor: Actor, condition_id: str, done: Done) -> ConditionRow:
    """Do something about a condition, and let the approval stand or fall with it.

    Raises NotFound; ProofRefused and BadValue for a document; Refused for what cannot be done now or not by this
    person, without words where they are wanted, and for a date that is no date to defer to.
    """
    note = checked_text(done.note, REMARK_LIMIT)
    checked = proofs.checked_proof(work, done.proof) if done.proof else None
    assessment = take_turn(work, queries.assessment_of(actor, condition_id))
    row = work.session.get_one(ConditionRow, condition_id, populate_existing=True)
    stage = after(Stage(row.stage), done.act)
    if stage is None or not _may(work, actor, assessment, done.act):
        raise Refused(Reason("condition.not_now"))
    if done.act in REASONED and not note:
        raise Refused(Reason("condition.words_missing"))
    kept = proofs.keep_once(work, actor, assessment, checked)[0] if checked else None
    _keep(work, actor, row, done, note, kept)
    row.stage = stage.value
    if done.act is Act.SHOW:
        row.shown_on = today(work)
    if done.act is Act.DEFER:
        row.due_on = _later(work, assessment, done.due_on)
        _watch(work, row)
    TELL[done.act](work, actor, assessment, row, kept)
    settle(work, actor, row.decision)
    work.commit()
    return row


def plan(work: Work, decision: Decision) -> None:
    """Have the conditions of a final decision looked at on their days. Part of a use case: it does not commit."""
    for row in decision.conditions:
        _watch(work, row)


def look(work: Work, condition_id: str, due_on: str) -> None:
    """Remind the vendor of a condition and its neighbours, or suspend the approval when its date has passed: the job
    of a day.

    Nothing when the condition is no longer open, has another date than `due_on`, or a later decision stands.
    Raises NotFound.
    """
    assessment = work.session.scalars(papers.locked(queries.held(condition_id))).one_or_none()
    if assessment is None:
        raise NotFound(condition_id)
    row = work.session.get_one(ConditionRow, condition_id, populate_existing=True)
    if row.stage == Stage.OPEN and row.due_on.isoformat() == due_on:
        if row.due_on >= today(work) != row.reminded_on and not is_superseded(work, assessment):
            for one in soon(work, row.decision):
                one.reminded_on = today(work)
            letters.to_vendor(work, assessment, "condition-reminder")
        settle(work, PORTAL, row.decision)
    work.commit()


def soon(work: Work, decision: Decision) -> list[ConditionRow]:
    """The conditions that the vendor still has to show within the days of the first reminder: told in one mail."""
    latest = today(work) + dt.timedelta(days=max(REMINDERS))
    return [row for row in decision.conditions if row.stage == Stage.OPEN and row.due_on <= latest]


def _view(work: Work, actor: Actor, assessment: Assessment, row: ConditionRow) -> ConditionView:
    asked = questionnaire_of(work, assessment).question(row.question_id)
    able = [one for one in Act if after(Stage(row.stage), one) and _may(work, actor, assessment, one)]
    return ConditionView(row, assessment, asked, tuple(able), plain(row).overdue(today(work)))


def _may(work: Work, actor: Actor, assessment: Assessment, what: Act) -> bool:
    """Whether this person does such things: the vendor's own, or a risk lead who is not one of the parties."""
    if what in BY_VENDOR:
        return actor.may(Permission.ANSWER) and actor.id in {one.id for one in assessment.members}
    own = {assessment.engagement.requester_id, *respondents(work, assessment)}
    return actor.may(Permission.DECIDE) and actor.id not in own


def _later(work: Work, assessment: Assessment, wanted: dt.date | None) -> dt.date:
    """The new date. Raises Refused when it is before today, or later than a condition may be."""
    days = pinned_by(work, assessment).organisation.conditional_days
    if wanted is None or not today(work) <= wanted <= today(work) + dt.timedelta(days=days):
        raise Refused(Reason("condition.date", {"days": days}))
    return wanted


def _keep(work: Work, actor: Actor, row: ConditionRow, done: Done, note: str, kept: ProofFile | None) -> None:
    row.acts.append(
        ConditionAct(
            id=new_id(),
            act=done.act.value,
            note=note,
            due_on=done.due_on if done.act is Act.DEFER else None,
            proof=kept,
            by=str(actor.id),
            at=work.now(),
        )
    )


def _watch(work: Work, row: ConditionRow) -> None:
    """Have it looked at on the days of its reminders that are still to come, and on the day after its date."""
    for days in (*REMINDERS, -1):
        wait = (row.due_on - dt.timedelta(days=days) - today(work)).days
        if wait > 0:
            outbox.put(work, KIND, after=dt.timedelta(days=wait), condition=row.id, due_on=row.due_on.isoformat())


Tell = Callable[[Work, Actor, Assessment, ConditionRow, ProofFile | None], None]


def _shown(work: Work, actor: Actor, assessment: Assessment, row: ConditionRow, kept: ProofFile | None) -> None:
    said = {"question": row.question_id, "sha256": kept.sha256 if kept else None}
    trail.note(work, actor, EventKind.CONDITION_SHOWN, assessment.id, **said)
    letters.to_risk_leads(work, assessment, "condition-shown", condition=row.id, act=Act.SHOW.value)


def _told(what: Act, kind: EventKind) -> Tell:
    def tell(work: Work, actor: Actor, assessment: Assessment, row: ConditionRow, _: ProofFile | None) -> None:
        said: dict[str, Any] = {"question": row.question_id}
        if kind is EventKind.CONDITION_DEFERRED:
            said["due_on"] = row.due_on.isoformat()
        trail.note(work, actor, kind, assessment.id, **said)
        letters.to_vendor(work, assessment, "condition-answered", condition=row.id, act=what.value)

    return tell


TELL: Final[Mapping[Act, Tell]] = {
    Act.SHOW: _shown,
    Act.ACCEPT: _told(Act.ACCEPT, EventKind.CONDITION_MET),
    Act.SEND_BACK: _told(Act.SEND_BACK, EventKind.CONDITION_SENT_BACK),
    Act.DEFER: _told(Act.DEFER, EventKind.CONDITION_DEFERRED),
    Act.WAIVE: _told(Act.WAIVE, EventKind.CONDITION_WAIVED),
}
"""What each act leaves in the trail, and who hears of it."""
