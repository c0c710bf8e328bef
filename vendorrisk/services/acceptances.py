"""Risk acceptances: given by a risk lead for a time, watched, withdrawn; what rests on one falls with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, TypeAlias

from vendorrisk.domain.acceptance import LONGEST, REMINDERS, Show, Standing
from vendorrisk.domain.access import PORTAL, Actor, Permission
from vendorrisk.domain.assessment import Case
from vendorrisk.domain.decay import rises_on
from vendorrisk.domain.events import EventKind, Plain
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.questionnaire import Question
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.scoring import BARRING, KnockOutStatus, Line
from vendorrisk.domain.validation import REMARK_LIMIT, checked_text
from vendorrisk.persistence.models import AcceptanceRow, Assessment, new_id
from vendorrisk.persistence.queries import acceptances as queries
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.persistence.queries import review
from vendorrisk.services import letters, outbox, scorekeeping, suspending, trail
from vendorrisk.services.casework import acceptance_of, day_of, desk_of, questionnaire_of, today
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.moves import take_turn
from vendorrisk.services.paging import Page, paged
from vendorrisk.services.review.reading import Chair, chair_at, check_party
from vendorrisk.services.work import Work

KIND: Final = "acceptance"
"""Of the outbox rows that look at an acceptance on its days."""

Said: TypeAlias = dict[str, Plain]

OPEN: Final = frozenset({State.SUBMITTED, State.DECIDED})
"""The states in which a risk is accepted: while the answers are reviewed, and when an acceptance is to follow one."""


@dataclass(frozen=True, slots=True)
class AcceptanceInput:
    """What somebody takes on: the knock-outs of these questions, why, and up to and including which day."""

    questions: tuple[str, ...]
    reason: str
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class AcceptanceView:
    """One acceptance with its questions, how it stands today, and whether this actor may withdraw it."""

    acceptance: AcceptanceRow
    assessment: Assessment
    questions: tuple[Question, ...]
    standing: Standing
    withdrawable: bool


@dataclass(frozen=True, slots=True)
class Acceptable:
    """What can be accepted now: the knock-outs that bar approval or are lifted for a time, the loss, the last day."""

    assessment: Assessment
    lines: tuple[Line, ...]
    residual: float
    latest: dt.date
    refusal: Reason | None


def acceptances(work: Work, actor: Actor, show: Show, page: int = 1) -> Page[AcceptanceRow]:
    """The acceptances that `actor` may look into, the next to end first, or those that have ended."""
    return paged(work.session, queries.rows(actor, show, today(work)), page, lambda row: row[0])


def acceptance(work: Work, actor: Actor, acceptance_id: str) -> AcceptanceView:
    """One acceptance. Raises NotFound."""
    assessment = work.session.scalars(queries.assessment_of(actor, acceptance_id)).one_or_none()
    if assessment is None:
        raise NotFound(acceptance_id)
    row = work.session.get_one(AcceptanceRow, acceptance_id)
    asked = questionnaire_of(work, assessment)
    return AcceptanceView(
        row,
        assessment,
        tuple(question for name in row.questions if (question := asked.question(name))),
        _standing(work, assessment, row),
        row.withdrawn_at is None and row.until >= today(work) and actor.may(Permission.DECIDE),
    )


def of_assessment(work: Work, assessment: Assessment) -> tuple[AcceptanceRow, ...]:
    """Every acceptance of the engagement of `assessment`, in the order in which they were given."""
    return queries.of_engagements(work.session, [assessment.engagement_id])[assessment.engagement_id]


def acceptable(work: Work, actor: Actor, assessment_id: str) -> Acceptable:
    """What `actor` could accept of one assessment. Raises NotFound."""
    assessment = work.session.scalars(review.one(actor, assessment_id)).one_or_none()
    if assessment is None:
        raise NotFound(assessment_id)
    chair = chair_at(work, assessment)
    latest = today(work) + dt.timedelta(days=LONGEST)
    return Acceptable(assessment, _lines(chair), _proven_today(work, chair), latest, _refusal(work, actor, assessment))


def accept(work: Work, actor: Actor, assessment_id: str, given: AcceptanceInput) -> AcceptanceRow:
    """Take a risk on, at the loss that is left now; a suspended approval that waited for this holds again.

    Raises NotFound; Refused for one of the parties, without a reason, for what is no knock-out that stands, and for a
    day that is not to come, or too far away.
    """
    assessment = take_turn(work, review.one(actor, assessment_id))
    _check(work, actor, assessment)
    chair = chair_at(work, assessment)
    row = _row(work, actor, chair, given)
    work.session.add(row)
    said: Said = {"questions": row.questions, "until": row.until.isoformat(), "residual": row.residual}
    trail.note(work, actor, EventKind.RISK_ACCEPTED, assessment.id, **said)
    work.session.flush()
    _watch(work, row, desk_of(work, assessment, today(work)).case)
    _follow(work, actor, assessment)
    work.commit()
    return row


def withdraw(work: Work, actor: Actor, acceptance_id: str, reason: str) -> AcceptanceRow:
    """End an acceptance before its day; an approval that rests on it is suspended at once.

    Raises NotFound; Refused without a reason, for one of the parties, and for one that has ended.
    """
    assessment = take_turn(work, queries.assessment_of(actor, acceptance_id))
    row = work.session.get_one(AcceptanceRow, acceptance_id, populate_existing=True)
    check_party(work, actor, assessment)
    if row.withdrawn_at or row.until < today(work):
        raise Refused(Reason("acceptance.not_now"))
    row.withdrawn_because = _reason(reason)
    row.withdrawn_at, row.withdrawn_by = work.now(), actor.id
    said: Said = {"questions": row.questions, "reason": row.withdrawn_because}
    trail.note(work, actor, EventKind.ACCEPTANCE_WITHDRAWN, assessment.id, **said)
    work.session.flush()
    _follow(work, actor, assessment)
    work.commit()
    return row


def look(work: Work, acceptance_id: str, *, remind: bool) -> None:
    """Bring what rests on an acceptance in line with it, and `remind` of its end: the job of a day. Raises NotFound."""
    assessment = work.session.scalars(papers.locked(queries.held(acceptance_id))).one_or_none()
    if assessment is None:
        raise NotFound(acceptance_id)
    row = work.session.get_one(AcceptanceRow, acceptance_id, populate_existing=True)
    if row.withdrawn_at is None:
        if remind and row.until >= today(work):
            letters.to_risk_leads(work, assessment, "acceptance-ends", acceptance=row.id)
        _follow(work, PORTAL, assessment)
    work.commit()


def _refusal(work: Work, actor: Actor, assessment: Assessment) -> Reason | None:
    """Why this person can accept nothing now."""
    try:
        _check(work, actor, assessment)
    except Refused as refused:
        return refused.reason
    return None


def _check(work: Work, actor: Actor, assessment: Assessment) -> None:
    """Raises Refused where nothing can be accepted now, or not by this person."""
    if State(assessment.state) not in OPEN or suspending.is_superseded(work, assessment):
        raise Refused(Reason("acceptance.not_open"))
    check_party(work, actor, assessment)


def _row(work: Work, actor: Actor, chair: Chair, given: AcceptanceInput) -> AcceptanceRow:
    assessment, latest = chair.desk.assessment, today(work) + dt.timedelta(days=LONGEST)
    if given.until is None or not today(work) < given.until <= latest:
        raise Refused(Reason("acceptance.date", {"days": LONGEST}))
    if not given.questions or not set(given.questions) <= {line.question.id for line in _lines(chair)}:
        raise Refused(Reason("acceptance.questions"))
    return AcceptanceRow(
        id=new_id(),
        engagement_id=assessment.engagement_id,
        assessment_id=assessment.id,
        questions=sorted(set(given.questions)),
        reason=_reason(given.reason),
        residual=round(_proven_today(work, chair)),
        until=given.until,
        approver_id=str(actor.id),
        given_at=work.now(),
    )


def _proven_today(work: Work, chair: Chair) -> float:
    """The expected loss as proven by now: a decided assessment is seen as of its decision, and proof may have ended."""
    assessment = chair.desk.assessment
    if assessment.decided_at is None or day_of(work, assessment.decided_at) == today(work):
        return chair.outcome.residuals.proven.expected
    return suspending.scored_today(work, assessment).residuals.proven.expected


def _lines(chair: Chair) -> tuple[Line, ...]:
    wanted = BARRING | {KnockOutStatus.ACCEPTED}
    return tuple(line for line in chair.outcome.card.lines if line.knock_out in wanted)


def _reason(text: str) -> str:
    reason = checked_text(text, REMARK_LIMIT)
    if not reason:
        raise Refused(Reason("acceptance.reason_missing"))
    return reason


def _standing(work: Work, assessment: Assessment, row: AcceptanceRow) -> Standing:
    if row.withdrawn_at:
        return Standing.WITHDRAWN
    left = suspending.scored_today(work, assessment).residuals.proven.expected
    return acceptance_of(work, row).standing(left, today(work))


def _watch(work: Work, row: AcceptanceRow, case: Case) -> None:
    """Have it looked at on the days of its reminders that are still to come, on the day after its last, and on the day
    on which it goes stale by itself, because proof ends."""
    over = row.until + dt.timedelta(days=1)
    days = dict.fromkeys((over, rises_on(case, row.residual, row.until) or over), False)
    days |= {row.until - dt.timedelta(days=before): True for before in REMINDERS}
    for day, remind in days.items():
        wait = day - today(work)
        if wait.days > 0:
            outbox.put(work, KIND, after=wait, acceptance=row.id, remind=remind)


def _follow(work: Work, actor: Actor, assessment: Assessment) -> None:
    """Bring what stands on the acceptances of an engagement in line with them: figures in review, or an approval."""
    decided = work.session.scalars(queries.newest(assessment.engagement_id)).one_or_none()
    if decided is not None and decided.decision is not None:
        suspending.settle(work, actor, decided.decision)
    if assessment.state == State.SUBMITTED:
        scorekeeping.keep(assessment, desk_of(work, assessment))
