"""Assessing again: planned with each decision, begun in time by the worker or at once by a person who knows why."""

from __future__ import annotations

import datetime as dt

from vendorrisk.domain.access import PORTAL, Actor
from vendorrisk.domain.assessment import Case
from vendorrisk.domain.decay import ahead
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import HOLDER, Holder, State
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.reassessment import EVENTS, Cause, Next, next_assessment, starts_on
from vendorrisk.domain.validation import REMARK_LIMIT, checked_text
from vendorrisk.persistence.models import Assessment, AssessmentMember, Decision
from vendorrisk.persistence.queries import answering
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.persistence.queries import intake as queries
from vendorrisk.services import accounts, letters, outbox, trail
from vendorrisk.services.answering import prefill
from vendorrisk.services.casework import desk_of, facts_of, today
from vendorrisk.services.failures import NotFound, Refused, Stale
from vendorrisk.services.intake import begin, may_steer
from vendorrisk.services.moves import stand, take_turn
from vendorrisk.services.pinning import pinned_by
from vendorrisk.services.work import Work

KIND = "reassess"
"""Of the outbox rows that begin one."""


def plan(work: Work, assessment: Assessment, decision: Decision, case: Case) -> None:
    """Set the date of the next assessment of a vendor with whom one goes ahead, and have it begun in time.

    Part of a use case: it does not commit.
    """
    if decision.verdict == Verdict.REJECT:
        return
    policy = case.model.policies[Tier(assessment.engagement.tier)]
    following = next_assessment(case.as_of, policy.reassess_months, ahead(case, policy.reassess_months).changes_on)
    assessment.next_on, assessment.next_cause = following.on, following.cause.value
    wait = (starts_on(following, policy.answer_days) - today(work)).days
    outbox.put(work, KIND, after=dt.timedelta(days=max(wait, 1)), assessment=assessment.id)


def begin_planned(work: Work, assessment_id: str) -> None:
    """Begin the assessment that follows a decided one; nothing when there is one already. Raises NotFound."""
    earlier = work.session.scalars(papers.locked(papers.one(assessment_id))).one_or_none()
    if earlier is None:
        raise NotFound(assessment_id)
    if earlier.next_on is None or not _is_newest(work, earlier):
        return
    following = Next(earlier.next_on, Cause(earlier.next_cause or Cause.CADENCE))
    begun = _begin(work, PORTAL, earlier, following.cause, "")
    letters.to_requester(work, begun, "reassessment-begun")
    work.commit()


def reassess(work: Work, actor: Actor, engagement_id: str, cause: Cause, note: str) -> Assessment:
    """Ask a vendor again because of an event, which `note` tells the vendor.

    Raises NotFound; Stale when another one was begun meanwhile; Refused when it is not the actor's to steer, is still
    under way, or nothing is said about why.
    """
    earlier = take_turn(work, queries.one(actor, engagement_id))
    if not may_steer(actor, earlier.engagement):
        raise Refused(Reason("intake.not_yours"))
    if not _is_newest(work, earlier):
        raise Stale("another assessment was begun meanwhile")
    if HOLDER[State(earlier.state)] is not Holder.NOBODY:
        raise Refused(Reason("reassessment.under_way"))
    told = checked_text(note, REMARK_LIMIT)
    if cause not in EVENTS or not told:
        raise Refused(Reason("reassessment.reason_missing"))
    begun = _begin(work, actor, earlier, cause, told)
    work.commit()
    return begun


def _is_newest(work: Work, assessment: Assessment) -> bool:
    return work.session.scalar(queries.followed(assessment.id)) is None


def _begin(work: Work, actor: Actor, earlier: Assessment, cause: Cause, note: str) -> Assessment:
    """Ask the same of today's questionnaires, with what was answered last as proposals."""
    engagement = earlier.engagement
    facts = facts_of(pinned_by(work, earlier), engagement.facts)
    begun = begin(work, engagement, facts, earlier.language)
    begun.cause, begun.cause_note, begun.follows_id = cause.value, note or None, earlier.id
    work.session.flush()
    stand(work, actor, begun, note)
    if earlier.submitted_at:
        prefill(work, actor, desk_of(work, begun), earlier)
    _ask(work, actor, earlier, begun)
    trail.note(work, actor, EventKind.REASSESSMENT_BEGUN, begun.id, cause=cause.value, follows=earlier.id)
    return begun


def _ask(work: Work, actor: Actor, earlier: Assessment, begun: Assessment) -> None:
    """Share it with whoever answered last time; where nobody of them is left, invite the contact."""
    people = work.session.scalars(answering.members(earlier.id)).all()
    for person in people:
        work.session.add(AssessmentMember(assessment_id=begun.id, user_id=person.id))
    work.session.flush()
    if people:
        letters.to_members(work, begun, "reassessment")
    else:
        contact = begun.engagement
        accounts.invite_respondent(work, actor, begun, contact.contact_name, contact.contact_email, begun.language)
