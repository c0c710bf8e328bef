"""An approval stands or falls: with the conditions that it carries, and with the acceptances that it rests on."""

from __future__ import annotations

from vendorrisk.domain.acceptance import lifted
from vendorrisk.domain.access import Actor
from vendorrisk.domain.assessment import scored
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.exposure import expose
from vendorrisk.domain.fulfilment import Condition, Stage, is_suspended
from vendorrisk.domain.scored import Scored
from vendorrisk.persistence.models import Assessment, ConditionRow, Decision
from vendorrisk.persistence.queries import acceptances
from vendorrisk.persistence.queries import conditions as queries
from vendorrisk.services import letters, trail
from vendorrisk.services.casework import desk_of, standing_at, today
from vendorrisk.services.work import Work


def settle(work: Work, actor: Actor, decision: Decision) -> None:
    """Suspend the approval, or restore it, as things now are; not where a later decision stands.

    Part of a use case: it does not commit.
    """
    missing = lapsed(work, decision)
    suspended = is_suspended(map(plain, decision.conditions), today(work)) or bool(missing)
    if suspended == (decision.suspended_at is not None) or is_superseded(work, decision.assessment):
        return
    decision.suspended_at = work.now() if suspended else None
    if suspended:
        said = {"questions": [*(row.question_id for row in overdue(work, decision)), *missing]}
        trail.note(work, actor, EventKind.APPROVAL_SUSPENDED, decision.assessment_id, **said)
    else:
        trail.note(work, actor, EventKind.APPROVAL_RESTORED, decision.assessment_id)
    letters.to_requester(work, decision.assessment, "standing-requester")
    letters.to_vendor(work, decision.assessment, "standing-vendor")


def plain(row: ConditionRow) -> Condition:
    """A condition as the domain knows it."""
    return Condition(Stage(row.stage), row.due_on, row.shown_on)


def overdue(work: Work, decision: Decision) -> list[ConditionRow]:
    """The conditions whose date has passed without what was wanted."""
    return [row for row in decision.conditions if plain(row).overdue(today(work))]


def lapsed(work: Work, decision: Decision) -> list[str]:
    """The questions whose accepted risk the decision rests on, and which no acceptance in force covers any more."""
    if not decision.accepted:
        return []
    still = _lifted_today(work, decision.assessment)
    return [question for question in decision.accepted if question not in still]


def scored_today(work: Work, assessment: Assessment) -> Scored:
    """What `assessment` would come to today, decided or not: proof may have ended since its decision."""
    case = desk_of(work, assessment, today(work)).case
    return scored(case, expose(case.facts, case.intake, case.model, case.organisation))


def _lifted_today(work: Work, assessment: Assessment) -> frozenset[str]:
    rows = acceptances.of_engagements(work.session, [assessment.engagement_id])[assessment.engagement_id]
    left = scored_today(work, assessment).residuals.proven.expected
    return lifted(standing_at(work, rows, work.now()), left, today(work))


def is_superseded(work: Work, assessment: Assessment) -> bool:
    """Whether a later decision has taken the place of the one on this assessment."""
    follower = work.session.scalars(queries.follower(assessment.id)).one_or_none()
    return follower is not None and follower.decided_at is not None
