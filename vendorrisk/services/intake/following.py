"""Following an engagement: who holds it, since when, against which date, and the answer in the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from vendorrisk.domain.access import Actor, Permission, Role
from vendorrisk.domain.clock import Stay, charged
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import HOLDER, Holder, State
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.persistence.models import Assessment, AssessmentMove, Engagement
from vendorrisk.persistence.queries import intake as queries
from vendorrisk.services import suspending
from vendorrisk.services.casework import day_of, today
from vendorrisk.services.failures import NotFound
from vendorrisk.services.intake.views import Earlier, EngagementRow, EngagementView, Happening, TimelineEntry
from vendorrisk.services.paging import Page, paged
from vendorrisk.services.work import Work

ARRIVALS: Final[dict[State, Happening]] = {
    State.INVITED: Happening.REQUESTED,
    State.ANSWERING: Happening.OPENED,
    State.SUBMITTED: Happening.SUBMITTED,
    State.RETURNED: Happening.RETURNED,
    State.SIGNING: Happening.SIGNED,
    State.DECIDED: Happening.DECIDED,
    State.WITHDRAWN: Happening.WITHDRAWN,
}
"""What it tells that an assessment came to a state."""

STEERED: Final[Mapping[str, Happening]] = {
    EventKind.VENDOR_REMINDED.value: Happening.REMINDED,
    EventKind.CONTACT_CHANGED.value: Happening.CONTACT_CHANGED,
}


def engagements(
    work: Work, actor: Actor, *, search: str = "", stage: State | None = None, page: int = 1
) -> Page[EngagementRow]:
    """The engagements that `actor` may see, newest first: of vendors or with titles that `search` is in, at `stage`."""
    return paged(work.session, queries.rows(actor, search, stage), page, _row)


def engagement(work: Work, actor: Actor, engagement_id: str) -> EngagementView:
    """One engagement with all that procurement follows. Raises NotFound."""
    assessment = work.session.scalars(queries.one(actor, engagement_id)).one_or_none()
    if assessment is None:
        raise NotFound(engagement_id)
    moves = list(work.session.execute(queries.timeline(assessment.id)))
    entries, since = _timeline(work, assessment, moves)
    decision = assessment.decision if assessment.decision and assessment.decision.final_at else None
    steerable = may_steer(actor, assessment.engagement)
    holder = HOLDER[State(assessment.state)]
    return EngagementView(
        engagement=assessment.engagement,
        assessment=assessment,
        timeline=entries,
        holder=holder,
        since=since,
        charged=charged([_stay(work, one) for one, _ in moves], today(work)),
        due_on=_due_on(assessment),
        verdict=Verdict(decision.verdict) if decision else None,
        conditions=tuple(decision.conditions) if decision else (),
        suspended_at=decision.suspended_at if decision else None,
        overdue=bool(decision and suspending.overdue(work, decision)),
        next_on=assessment.next_on,
        steerable=steerable,
        remindable=steerable
        and holder is Holder.VENDOR
        and assessment.engagement.declined_at is None
        and not reminded_today(work, engagement_id),
        earlier=tuple(
            Earlier(one, Verdict(verdict) if verdict else None, suspended_at is not None, record)
            for one, verdict, suspended_at, record in work.session.execute(queries.earlier(assessment))
        ),
    )


def may_steer(actor: Actor, engagement: Engagement) -> bool:
    """Whether `actor` may remind, change the contact and withdraw: who asked for it, and every risk lead."""
    return actor.may(Permission.STEER_ENGAGEMENT) and (
        engagement.requester_id == actor.id or Role.RISK_LEAD in actor.roles
    )


def reminded_today(work: Work, engagement_id: str) -> bool:
    """Whether the vendor was reminded less than a day ago."""
    last = work.session.scalar(queries.last_reminder(engagement_id))
    return last is not None and work.now() - last < dt.timedelta(days=1)


def _row(row: Any) -> EngagementRow:
    found, assessment, since, verdict, suspended_at = row
    return EngagementRow(
        id=found.id,
        vendor=found.vendor.name,
        title=found.title,
        tier=Tier(found.tier),
        state=State(assessment.state),
        holder=HOLDER[State(assessment.state)],
        since=since,
        due_on=_due_on(assessment),
        verdict=Verdict(verdict) if verdict else None,
        suspended=suspended_at is not None,
    )


def _due_on(assessment: Assessment) -> dt.date | None:
    """The date of whoever holds it; nobody waits for what is closed."""
    return None if HOLDER[State(assessment.state)] is Holder.NOBODY else assessment.due_on


def _stay(work: Work, move: AssessmentMove) -> Stay:
    return Stay(HOLDER[State(move.state)], day_of(work, move.at))


def _timeline(work: Work, assessment: Assessment, moves: list[Any]) -> tuple[tuple[TimelineEntry, ...], dt.datetime]:
    """What happened, in order, and since when whoever holds it does."""
    steered = [entry for entry in _steering(work, assessment.engagement_id) if entry.at >= assessment.created_at]
    entries = [*_moves(moves, again=assessment.follows_id is not None), *steered]
    since = assessment.created_at
    for move, _ in moves:
        since = move.at if State(move.state) in queries.HANDOVERS else since
    return tuple(sorted(entries, key=lambda entry: entry.at)), since


def _moves(moves: Iterable[Any], *, again: bool) -> list[TimelineEntry]:
    """What each move tells; the first is the request, or that the vendor is asked `again`."""
    arrivals = ARRIVALS | {State.INVITED: Happening.AGAIN} if again else ARRIVALS
    entries, before = [], None
    for move, name in moves:
        # Back in review without the vendor: the second approver did not agree.
        reopened = before == State.SIGNING and move.state == State.SUBMITTED
        happening = Happening.REOPENED if reopened else arrivals[State(move.state)]
        entries.append(TimelineEntry(move.at, happening, name or "", move.note))
        before = move.state
    return entries


def _steering(work: Work, engagement_id: str) -> list[TimelineEntry]:
    return [
        TimelineEntry(event.at, STEERED[event.kind], name or "", str(event.data["email"]))
        for event, name in work.session.execute(queries.steering(engagement_id))
    ]
