"""Reading the queue and a review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vendorrisk.domain.access import Actor
from vendorrisk.domain.assessment import Outcome, assess
from vendorrisk.domain.decision import PERSONAL, Proposal, SigningState, Verdict, first_refusal
from vendorrisk.domain.findings import FindingKind
from vendorrisk.domain.lifecycle import State, Whose
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.scoring import KnockOutStatus, Line
from vendorrisk.persistence.models import Assessment, Decision, Explanation, Message, ProofLink
from vendorrisk.persistence.queries import acceptances, answering, talking
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.persistence.queries import review as queries
from vendorrisk.services.answering import explained
from vendorrisk.services.casework import Desk, day_of, desk_of, reviewed_digest
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.paging import Page, paged
from vendorrisk.services.review.looking import is_new, seen_until
from vendorrisk.services.review.views import QueueRow, ReviewItem, ReviewView
from vendorrisk.services.scorekeeping import share
from vendorrisk.services.work import Work


def queue(
    work: Work,
    actor: Actor,
    *,
    state: State | None = None,
    tier: Tier | None = None,
    whose: Whose | None = None,
    search: str = "",
    page: int = 1,
) -> Page[QueueRow]:
    """What waits for us, or with `state` what stands there: by due date, of equals the higher tier first."""
    return paged(work.session, queries.rows(actor, state, tier, whose, search), page, lambda row: _queue_row(*row))


def _queue_row(assessment: Assessment, since: dt.datetime, signatures: int) -> QueueRow:
    engagement = assessment.engagement
    return QueueRow(
        id=assessment.id,
        vendor=engagement.vendor.name,
        title=engagement.title,
        tier=Tier(engagement.tier),
        state=State(assessment.state),
        since=since,
        due_on=assessment.due_on,
        submitted_at=assessment.submitted_at,
        recommendation=Verdict(assessment.recommendation) if assessment.recommendation else None,
        proven=share(assessment.proven),
        claimed=share(assessment.claimed),
        residual=assessment.residual,
        signatures=signatures,
        reviewer=assessment.reviewer.name if assessment.reviewer else "",
    )


@dataclass(frozen=True, slots=True)
class Chair:
    """Where a reviewer sits: one assessment on the desk, what it comes to, and the decision proposed on it, if any."""

    desk: Desk
    outcome: Outcome
    decision: Decision | None
    respondents: frozenset[str]

    @property
    def digest(self) -> str:
        """The digest of answers, proofs and reviews as they are now."""
        return reviewed_digest(self.outcome.card)

    @property
    def unreviewed(self) -> int:
        """How many answers have proof that nobody has looked at."""
        return sum(unreviewed(self.desk, line) for line in self.outcome.card.lines)

    @property
    def needed(self) -> int:
        """How many different people must sign."""
        return self.desk.pinned.model.policies[self.desk.tier].signatures

    def state_for_signing(self) -> SigningState:
        """What stands at this moment, for the rules of a signature."""
        return SigningState(
            recommendation=self.outcome.recommendation.verdict,
            answers_digest=self.digest,
            requested_by=self.desk.assessment.engagement.requester_id,
            answered_by=self.respondents,
            signed_by=frozenset(one.user_id for one in self.decision.signatures) if self.decision else frozenset(),
            unreviewed_proofs=self.unreviewed,
            admitted=len(self.outcome.card.knock_outs(KnockOutStatus.ADMITTED)),
        )


def chair_at(work: Work, assessment: Assessment) -> Chair:
    """The chair of whoever reviews or decides on `assessment`; a decided one is seen as of its decision."""
    decided_at = assessment.decided_at
    desk = desk_of(work, assessment, day_of(work, decided_at) if decided_at else None)
    decision = work.session.scalars(queries.decision(assessment.id)).one_or_none()
    return Chair(desk, assess(desk.case), decision, respondents(work, assessment))


def respondents(work: Work, assessment: Assessment) -> frozenset[str]:
    """The user ids of everybody who answered for the vendor, or was asked to."""
    hands = work.session.scalars(answering.hands(assessment.id)).all()
    members = work.session.scalars(answering.member_ids(assessment.id)).all()
    return frozenset([*hands, *members])


def check_party(work: Work, actor: Actor, assessment: Assessment) -> None:
    """Raises Refused for who requested the vendor or answered for it: neither decides anything about it."""
    parties = (("own_request", {assessment.engagement.requester_id}), ("own_answers", respondents(work, assessment)))
    for code, barred in parties:
        if actor.id in barred:
            raise Refused(Reason(f"decision.{code}"))


def unreviewed(desk: Desk, line: Line) -> bool:
    """Whether there is proof behind this answer that nobody has looked at since it was last changed."""
    has_proof = bool(desk.papers.proofs.get(line.question.id))
    return has_proof and line.answer is not None and desk.papers.current_review(line.question.id) is None


def review(work: Work, actor: Actor, assessment_id: str) -> ReviewView:
    """One assessment with its whole outcome. Raises NotFound."""
    assessment = work.session.scalars(queries.one(actor, assessment_id)).one_or_none()
    if assessment is None:
        raise NotFound(assessment_id)
    chair = chair_at(work, assessment)
    threads = talking.threads(work.session, assessment.id)
    return ReviewView(
        assessment=assessment,
        engagement=assessment.engagement,
        case=chair.desk.case,
        outcome=chair.outcome,
        items=_items(work, actor, chair, threads),
        reviews=chair.desk.papers.reviews,
        clarifications=tuple(papers.clarifications(work.session, assessment.id)),
        explanations=_explanations(work, chair),
        acceptances=acceptances.of_engagements(work.session, [assessment.engagement_id])[assessment.engagement_id],
        unreviewed=chair.unreviewed,
        answers_digest=chair.digest,
        decision=chair.decision,
        signatures_needed=chair.needed,
        editable=assessment.state == State.SUBMITTED,
        refusal=_refusal(chair, actor),
    )


def _explanations(work: Work, chair: Chair) -> Mapping[str, Explanation]:
    """How the vendor explains what contradicts, by the id of the finding that it gives."""
    findings = [one.id for one in chair.outcome.findings if one.kind is FindingKind.CONTRADICTION]
    stands = explained(work, chair.desk) if findings else {}
    return {name: row for name in findings if (row := stands.get(name.partition(":")[2]))}


def _refusal(chair: Chair, actor: Actor) -> Reason | None:
    """Why this person cannot sign, whatever the matter."""
    state = chair.state_for_signing()
    proposal = Proposal(
        signer=str(actor.id), verdict=state.recommendation, rationale="", conditions=0, answers_digest=chair.digest
    )
    refused = first_refusal(proposal, state, PERSONAL)
    return refused.reason if refused else None


def _before(work: Work, assessment: Assessment) -> Mapping[str, Line]:
    """How each question stood in the assessment before this one; none in a first one."""
    earlier = work.session.get(Assessment, assessment.follows_id) if assessment.follows_id else None
    if earlier is None or earlier.decided_at is None:
        return {}
    lines = desk_of(work, earlier, day_of(work, earlier.decided_at)).card.lines
    return {line.question.id: line for line in lines}


def _items(
    work: Work, actor: Actor, chair: Chair, threads: Mapping[str, tuple[Message, ...]]
) -> tuple[ReviewItem, ...]:
    desk, kept = chair.desk, chair.desk.papers
    people = {row.author_id for row in kept.answers.values()} | {one.reviewer_id for one in kept.reviews.values()}
    names = papers.names(work.session, people)
    replaced = papers.replaced(work.session, desk.assessment.id)
    since, before = seen_until(work, actor, desk.assessment.id), _before(work, desk.assessment)

    def item(line: Line) -> ReviewItem:
        name = line.question.id
        messages, proofs = threads.get(name, ()), kept.proofs.get(name, ())
        new = is_new(actor, since, kept.answers.get(name), proofs, messages)
        return _item(desk, line, names, replaced.get(name, ()), messages, new=new, before=before.get(name))

    return tuple(map(item, chair.outcome.card.lines))


def _item(
    desk: Desk,
    line: Line,
    names: Mapping[str, str],
    replaced: tuple[ProofLink, ...],
    messages: tuple[Message, ...],
    **seen_by: Any,
) -> ReviewItem:
    question, kept = line.question.id, desk.papers
    row, seen = kept.answers.get(question), kept.reviews.get(question)
    current = kept.current_review(question)
    said: dict[str, Any] = {
        "author": names.get(row.author_id, "") if row else "",
        "reviewer": names.get(current.reviewer_id, "") if current else "",
    }
    return ReviewItem(
        question=line.question,
        section=desk.sections[question],
        line=line,
        row=row,
        answer=line.answer,
        proofs=kept.proofs.get(question, ()),
        replaced=replaced,
        review=current,
        stale=seen is not None and current is None,
        unreviewed=unreviewed(desk, line),
        messages=messages,
        **seen_by,
        **said,
    )
