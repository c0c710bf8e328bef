"""Who reviews an assessment: taken, given to a colleague, or let go."""

from __future__ import annotations

from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import UNDECIDED, State
from vendorrisk.domain.reasons import Reason
from vendorrisk.persistence.models import User
from vendorrisk.persistence.queries import review as queries
from vendorrisk.services import accounts, letters, trail
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.moves import take_turn
from vendorrisk.services.review.reading import check_party
from vendorrisk.services.work import Work


def reviewers(work: Work) -> list[User]:
    """Who can review: every risk lead, by name."""
    return accounts.people_with(work, Role.RISK_LEAD)


def assign(work: Work, actor: Actor, assessment_id: str, reviewer_id: str, was: str) -> User | None:
    """Let `reviewer_id` review it, or with an empty id nobody; `was` is whom the actor saw there.

    Raises NotFound, also for who is no risk lead; Refused when somebody else was first, when it is closed, and for
    who requested the vendor or answered for it.
    """
    assessment = take_turn(work, queries.one(actor, assessment_id))
    if (assessment.reviewer_id or "") != was:
        raise Refused(Reason("review.assigned_meanwhile"))
    if State(assessment.state) not in UNDECIDED:
        raise Refused(Reason("review.closed"))
    chosen = _reviewer(work, reviewer_id) if reviewer_id else None
    if chosen:
        check_party(work, accounts.actor_of(chosen), assessment)
    assessment.reviewer_id = chosen.id if chosen else None
    trail.note(work, actor, EventKind.REVIEW_ASSIGNED, assessment_id, reviewer=assessment.reviewer_id)
    if chosen and chosen.id != actor.id:
        letters.to_reviewer(work, assessment, chosen, "review-assigned")
    work.commit()
    return chosen


def _reviewer(work: Work, reviewer_id: str) -> User:
    found = next((one for one in reviewers(work) if one.id == reviewer_id), None)
    if found is None:
        raise NotFound(reviewer_id)
    return found
