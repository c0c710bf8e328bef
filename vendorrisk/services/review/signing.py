"""Signing a decision: one person proposes it, as many as the tier wants agree, and with the last it is final."""

from __future__ import annotations

import datetime as dt

from vendorrisk.domain.access import Actor
from vendorrisk.domain.decision import Proposal, Verdict, check_signature
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import Move, State
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.scoring import KnockOutStatus
from vendorrisk.domain.validation import checked_text
from vendorrisk.persistence.models import Assessment, ConditionRow, Decision, Signature, new_id
from vendorrisk.persistence.queries import review as queries
from vendorrisk.services import conditions, letters, reassessing, records, trail
from vendorrisk.services.casework import today
from vendorrisk.services.failures import Refused, Stale
from vendorrisk.services.moves import move, take_turn
from vendorrisk.services.review.reading import Chair, chair_at, check_party
from vendorrisk.services.review.views import ConditionInput, DecisionInput
from vendorrisk.services.work import Work

RATIONALE_LIMIT = 10_000
CONDITION_LIMIT = 2_000
NAME_LIMIT = 120
PROOF_LIMIT = 200


def sign(work: Work, actor: Actor, assessment_id: str, given: DecisionInput) -> Decision:
    """Sign a decision: the first signature proposes it, the last that the tier wants makes it final and seals it.

    Raises NotFound; Stale when somebody else decided or proposed otherwise meanwhile; DecisionRefused when a rule
    between people or a stale answer forbids it; Refused for a condition that cannot be kept.
    """
    assessment = take_turn(work, queries.one(actor, assessment_id))
    if assessment.state not in {State.SUBMITTED, State.SIGNING}:
        raise Stale(f"the assessment is {assessment.state}")
    chair = chair_at(work, assessment)
    proposed = chair.decision
    if given.proposal != (proposed.id if proposed else ""):
        raise Stale("another decision was proposed meanwhile")
    if proposed and not _stands(chair, proposed, given):
        raise Stale("the proposal is not what it was")
    check_signature(_proposal(actor, given, proposed), chair.state_for_signing())
    decision = proposed or _proposed(work, chair, given)
    decision.signatures.append(Signature(user_id=str(actor.id), signed_at=work.now()))
    trail.note(
        work,
        actor,
        EventKind.DECISION_SIGNED,
        assessment.id,
        verdict=decision.verdict,
        answers_digest=decision.answers_digest,
    )
    work.session.flush()
    _go_on(work, actor, assessment, decision)
    work.commit()
    return decision


def refuse_signature(work: Work, actor: Actor, assessment_id: str, reason: str) -> None:
    """Disagree with a proposed decision, which falls; the review is open again.

    Who proposed it may take it back so. Raises NotFound; Stale when nothing is proposed; Refused without a reason, and
    for who requested the vendor or answered for it: who may not decide may not undo a decision either.
    """
    assessment = take_turn(work, queries.one(actor, assessment_id))
    decision = work.session.scalars(queries.decision(assessment.id)).one_or_none()
    if assessment.state != State.SIGNING or decision is None:
        raise Stale(f"the assessment is {assessment.state}")
    check_party(work, actor, assessment)
    why = checked_text(reason, RATIONALE_LIMIT)
    if not why:
        raise Refused(Reason("decision.reason_missing"))
    work.session.delete(decision)
    move(work, actor, assessment, Move.REOPEN, why)
    trail.note(work, actor, EventKind.DECISION_REFUSED, assessment.id, reason=why)
    letters.to_risk_leads(work, assessment, "submitted", but={str(actor.id)})
    work.commit()


def _stands(chair: Chair, proposed: Decision, given: DecisionInput) -> bool:
    """Whether the proposal is still what was seen, and still answers the same recommendation.

    On another day the recommendation may be another one: proof may have expired since the first signature.
    """
    now = chair.outcome.recommendation.verdict
    return (proposed.verdict, proposed.recommendation) == (given.verdict, now)


def _proposal(actor: Actor, given: DecisionInput, proposed: Decision | None) -> Proposal:
    """What is signed: what is given, or for the next signer what was proposed."""
    return Proposal(
        signer=str(actor.id),
        verdict=given.verdict,
        rationale=proposed.rationale if proposed else given.rationale,
        conditions=len(proposed.conditions if proposed else given.conditions),
        answers_digest=given.answers_digest,
    )


def _proposed(work: Work, chair: Chair, given: DecisionInput) -> Decision:
    latest = today(work) + dt.timedelta(days=chair.desk.pinned.organisation.conditional_days)
    conditional = given.verdict is Verdict.APPROVE_WITH_CONDITIONS
    decision = Decision(
        id=new_id(),
        assessment_id=chair.desk.assessment.id,
        verdict=given.verdict.value,
        recommendation=chair.outcome.recommendation.verdict.value,
        rationale=checked_text(given.rationale, RATIONALE_LIMIT),
        answers_digest=given.answers_digest,
        signatures_needed=chair.needed,
        signatures=[],
        conditions=[_condition(work, chair, one, latest) for one in given.conditions] if conditional else [],
    )
    work.session.add(decision)
    return decision


def _condition(work: Work, chair: Chair, given: ConditionInput, latest: dt.date) -> ConditionRow:
    """A condition to keep. Raises Refused when it says too little, or comes too late."""
    text, owner = checked_text(given.text, CONDITION_LIMIT), checked_text(given.owner, NAME_LIMIT)
    asked = chair.outcome.card.line(given.question) is not None
    if not (asked and text and owner and today(work) <= given.due_on <= latest):
        raise Refused(Reason("decision.condition", {"latest": latest}))
    return ConditionRow(
        id=new_id(),
        question_id=given.question,
        text=text,
        proof_wanted=checked_text(given.proof_wanted, PROOF_LIMIT),
        owner=owner,
        due_on=given.due_on,
        before_go_live=given.before_go_live,
    )


def _go_on(work: Work, actor: Actor, assessment: Assessment, decision: Decision) -> None:
    """What follows a signature: another one is wanted, or it is decided."""
    if len(decision.signatures) >= decision.signatures_needed:
        _decide(work, actor, assessment, decision)
    elif assessment.state == State.SUBMITTED:
        move(work, actor, assessment, Move.SIGN)
        state = chair_at(work, assessment).state_for_signing()
        barred = {state.requested_by, *state.answered_by, *state.signed_by}
        letters.to_risk_leads(work, assessment, "signature-wanted", but=barred)


def _decide(work: Work, actor: Actor, assessment: Assessment, decision: Decision) -> None:
    decision.final_at = assessment.decided_at = work.now()
    move(work, actor, assessment, Move.DECIDE)
    taken = {
        "verdict": decision.verdict,
        "recommendation": decision.recommendation,
        "answers_digest": decision.answers_digest,
    }
    trail.note(work, actor, EventKind.DECISION_TAKEN, assessment.id, **taken)
    chair = chair_at(work, assessment)
    decision.accepted = [line.question.id for line in chair.outcome.card.knock_outs(KnockOutStatus.ACCEPTED)]
    reassessing.plan(work, assessment, decision, chair.desk.case)
    conditions.plan(work, decision)
    records.seal(work, assessment)
    letters.to_requester(work, assessment, "decided-requester")
    letters.to_vendor(work, assessment, "decided-vendor")
