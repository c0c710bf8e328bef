"""Reviewing answers, returning them, and deciding: by whom, on what, and of two at once by one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import Clock
from tests.services.office import PDF, Office
from vendorrisk.domain.access import Actor
from vendorrisk.domain.answers import AnswerState, Assurance
from vendorrisk.domain.decision import DecisionRefused, Verdict
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.persistence.models import Assessment, AssessmentMember, Decision, EventRow, Record
from vendorrisk.services import answering, review
from vendorrisk.services.failures import NotFound, Refused, Stale
from vendorrisk.services.review import ConditionInput, ReviewInput
from vendorrisk.services.work import Work

REST = "encryption-at-rest"
ACCEPTED = ReviewInput(assurance=Assurance.TESTED)
LOWERED = ReviewInput(assurance=Assurance.CLAIMED, reason="The report leaves this service out")


def kinds(work: Work, subject: str) -> list[str]:
    """What happened to `subject`, in order."""
    query = select(EventRow.kind).where(EventRow.subject == subject).order_by(EventRow.position)
    return list(work.session.scalars(query))


def barred(office: Office, lead: Actor, assessment: Assessment) -> str:
    """Why `lead` cannot sign whatever the matter; empty when they can."""
    refusal = office.do(review.review, lead, assessment.id).refusal
    return refusal.code if refusal else ""


@pytest.fixture
def heavy(office: Office, buyer: Actor) -> Assessment:
    """An assessment of the high tier in review, all claims but one that is said to be tested."""
    return office.submitted(buyer, heavy=True, proof=REST)[0]


def test_a_review_moves_the_score(office: Office, heavy: Assessment, lead: Actor, work: Work) -> None:
    before = office.do(review.review, lead, heavy.id)
    assert before.unreviewed == 1
    office.do(review.review_answer, lead, heavy.id, REST, LOWERED)
    after = office.do(review.review, lead, heavy.id)
    assert (after.outcome.card.proven or 0) < (before.outcome.card.proven or 0)
    assert after.outcome.card.claimed == before.outcome.card.claimed
    assert after.answers_digest != before.answers_digest
    assert after.unreviewed == 0
    kept = office.kept(heavy)
    assert kept.proven == round((after.outcome.card.proven or 0) * 10_000)
    (item,) = (item for item in after.items if item.review)
    assert (item.reviewer, item.author, item.stale) == ("Roos", "Vera", False)
    assert kinds(work, heavy.id)[-1] == EventKind.ANSWER_REVIEWED


@pytest.mark.parametrize(
    ("question", "given", "code"),
    [
        (REST, ReviewInput(assurance=Assurance.CLAIMED, reason="  "), "review.reason_missing"),
        ("encryption-in-transit", ReviewInput(assurance=Assurance.TESTED), "review.raised"),
        (REST, ReviewInput(assurance=Assurance.TESTED, grade=80), "review.not_graded"),
        (REST, ReviewInput(not_applicable=True), "review.applicability"),
    ],
)
def test_what_no_reviewer_can_say_is_refused(
    office: Office, heavy: Assessment, lead: Actor, question: str, given: ReviewInput, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        office.do(review.review_answer, lead, heavy.id, question, given)
    assert refused.value.reason.code == code
    assert office.do(review.review, lead, heavy.id).reviews == {}


def test_not_applicable_is_judged_by_itself(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment = office.requested(buyer, heavy=True)
    vera = office.shared(assessment)
    sections = office.do(answering.everything, vera, assessment.id).questionnaire.sections
    absent = next(one for part in sections for one in part.questions if one.not_applicable and one.scored)
    office.save(vera, assessment, absent.id, state=AnswerState.NOT_APPLICABLE, comment="Nobody does")
    office.answer_all(vera, assessment)
    office.submit(vera, assessment)
    assert office.do(review.accept_rest, lead, assessment.id) == 0
    claimed = office.do(review.review, lead, assessment.id).outcome.card.claimed or 0
    with pytest.raises(Refused, match=r"review\.reason_missing"):
        office.do(review.review_answer, lead, assessment.id, absent.id, ReviewInput(not_applicable=False))
    office.do(review.review_answer, lead, assessment.id, absent.id, ReviewInput(not_applicable=True))
    assert (office.do(review.review, lead, assessment.id).outcome.card.claimed or 0) > claimed


def test_the_rest_is_accepted_as_declared(office: Office, heavy: Assessment, lead: Actor) -> None:
    assert office.do(review.accept_rest, lead, heavy.id) == 1
    view = office.do(review.review, lead, heavy.id)
    assert view.reviews[REST].assurance == Assurance.TESTED
    assert office.do(review.accept_rest, lead, heavy.id) == 0


def test_what_was_not_answered_is_not_reviewed(office: Office, heavy: Assessment, lead: Actor) -> None:
    for question in ("no-such-question", "ai-use"):
        with pytest.raises(NotFound):
            office.do(review.review_answer, lead, heavy.id, question, ACCEPTED)


def test_nobody_reviews_what_they_answered(office: Office, heavy: Assessment, lead: Actor) -> None:
    with office.open_work() as work:
        work.session.add(AssessmentMember(assessment_id=heavy.id, user_id=lead.id))
        work.commit()
    with pytest.raises(Refused, match=r"review\.own_answers"):
        office.do(review.review_answer, lead, heavy.id, REST, ACCEPTED)
    assert barred(office, lead, heavy) == "decision.own_answers"
    with pytest.raises(DecisionRefused, match="own_answers"):
        office.sign(lead, heavy)


@pytest.mark.parametrize("questions", [{}, {REST: "  "}])
def test_a_return_asks_something(office: Office, heavy: Assessment, lead: Actor, questions: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"review\.nothing_asked"):
        office.do(review.return_to_vendor, lead, heavy.id, questions)


def test_while_the_vendor_holds_it_nothing_is_reviewed_or_signed(
    office: Office, heavy: Assessment, lead: Actor
) -> None:
    decision = office.decision(lead, heavy)
    office.do(review.return_to_vendor, lead, heavy.id, {REST: "Which report?"})
    assert not office.do(review.review, lead, heavy.id).editable
    for act in (
        lambda: office.do(review.review_answer, lead, heavy.id, REST, ACCEPTED),
        lambda: office.do(review.accept_rest, lead, heavy.id),
        lambda: office.do(review.return_to_vendor, lead, heavy.id, {REST: "Again?"}),
        lambda: office.do(review.sign, lead, heavy.id, decision),
    ):
        with pytest.raises(Stale):
            act()


def test_a_changed_answer_makes_its_review_stale(office: Office, buyer: Actor, lead: Actor, clock: Clock) -> None:
    assessment, vera = office.submitted(buyer, proof=REST)
    office.do(review.accept_rest, lead, assessment.id)
    clock.forward(hours=1)
    office.do(review.return_to_vendor, lead, assessment.id, {REST: "Backups too?"})
    clock.forward(hours=1)
    office.save(vera, assessment, REST, "databases", 2, assurance=Assurance.TESTED)
    office.submit(vera, assessment)
    view = office.do(review.review, lead, assessment.id)
    assert [item.question.id for item in view.items if item.stale] == [REST]
    assert view.unreviewed == 1
    with pytest.raises(DecisionRefused, match="proof_unreviewed"):
        office.sign(lead, assessment)


def test_a_low_tier_is_decided_by_one(office: Office, buyer: Actor, lead: Actor, work: Work) -> None:
    assessment, _ = office.submitted(buyer)
    decision = office.sign(lead, assessment)
    assert decision.final_at is not None
    kept = office.kept(assessment)
    assert (kept.state, kept.decided_at) == (State.DECIDED, decision.final_at)
    assert kinds(work, assessment.id)[-2:] == [EventKind.DECISION_SIGNED, EventKind.DECISION_TAKEN]
    told = {("decided-requester", "Pia@example.com"), ("decided-vendor", "vera@noordzee.example")}
    assert told <= set(office.mails())
    assert work.session.scalars(select(Record.assessment_id)).all() == [assessment.id]


def test_a_high_tier_wants_two(
    office: Office, heavy: Assessment, lead: Actor, second: Actor, work: Work, clock: Clock
) -> None:
    office.do(review.accept_rest, lead, heavy.id)
    proposed = office.sign(lead, heavy)
    assert (proposed.final_at, office.kept(heavy).state) == (None, State.SIGNING)
    assert ("signature-wanted", "Lars@example.com") in office.mails()
    assert ("signature-wanted", "Roos@example.com") not in office.mails()
    assert work.session.scalars(select(Record)).all() == []
    assert barred(office, lead, heavy) == "decision.signed_already"
    with pytest.raises(DecisionRefused, match="signed_already"):
        office.sign(lead, heavy)
    with pytest.raises(Stale):
        office.sign(second, heavy, Verdict.REJECT, rationale="No")
    clock.forward(hours=1)
    assert office.sign(second, heavy).final_at is not None
    kept = work.session.scalars(select(Decision)).one()
    assert [one.user.name for one in kept.signatures] == ["Roos", "Lars"]
    proposed_conditions = review.review(work, second, heavy.id).outcome.recommendation.conditions
    assert len(kept.conditions) == len(proposed_conditions) > 0


def test_the_second_may_disagree_and_it_all_begins_again(
    office: Office, heavy: Assessment, lead: Actor, second: Actor, work: Work
) -> None:
    office.do(review.accept_rest, lead, heavy.id)
    office.sign(lead, heavy)
    with pytest.raises(Refused, match=r"decision\.reason_missing"):
        office.do(review.refuse_signature, second, heavy.id, " ")
    office.do(review.refuse_signature, second, heavy.id, "The backups are not proven")
    assert office.kept(heavy).state == State.SUBMITTED
    assert work.session.scalars(select(Decision)).all() == []
    assert kinds(work, heavy.id)[-1] == EventKind.DECISION_REFUSED
    with pytest.raises(Stale):
        office.do(review.refuse_signature, second, heavy.id, "Twice")
    office.sign(second, heavy)
    assert office.sign(lead, heavy).final_at is not None


def test_who_may_not_decide_may_not_undo_a_decision(office: Office, lead: Actor, second: Actor) -> None:
    assessment, _ = office.submitted(second, heavy=True)
    office.sign(lead, assessment)
    with pytest.raises(Refused, match=r"decision\.own_request"):
        office.do(review.refuse_signature, second, assessment.id, "I want it")
    with pytest.raises(DecisionRefused, match="own_request"):
        office.sign(second, assessment)


def test_a_review_after_the_page_was_opened_stops_the_signature(
    office: Office, heavy: Assessment, lead: Actor, second: Actor
) -> None:
    office.do(review.accept_rest, lead, heavy.id)
    seen = office.decision(lead, heavy)
    office.do(review.review_answer, second, heavy.id, REST, LOWERED)
    with pytest.raises(DecisionRefused, match="stale_answers"):
        office.do(review.sign, lead, heavy.id, seen)
    assert office.kept(heavy).state == State.SUBMITTED


def test_proof_that_nobody_looked_at_stops_the_signature(office: Office, heavy: Assessment, lead: Actor) -> None:
    with pytest.raises(DecisionRefused, match="proof_unreviewed") as refused:
        office.sign(lead, heavy)
    assert "1 answers" in refused.value.reason.to("en")


def test_departing_from_the_recommendation_wants_a_reason(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment, _ = office.submitted(buyer)
    with pytest.raises(DecisionRefused, match="rationale_missing"):
        office.sign(lead, assessment, Verdict.REJECT)
    with pytest.raises(DecisionRefused, match="not_decidable"):
        office.sign(lead, assessment, Verdict.ASK, rationale="Later")
    assert office.sign(lead, assessment, Verdict.REJECT, rationale="We stop buying this").verdict == Verdict.REJECT


@pytest.mark.parametrize(
    "condition",
    [
        {"question": "no-such-question"},
        {"text": " "},
        {"owner": ""},
        {"due_on": dt.date(2026, 11, 22)},
        {"due_on": dt.date(2027, 11, 23)},
    ],
)
def test_a_condition_can_be_kept(office: Office, buyer: Actor, lead: Actor, condition: dict[str, Any]) -> None:
    assessment, _ = office.submitted(buyer)
    given = {"question": REST, "text": "Show it", "owner": "Vera", "due_on": dt.date(2026, 12, 1)} | condition
    verdict, why = Verdict.APPROVE_WITH_CONDITIONS, "To be sure"
    with pytest.raises(Refused, match=r"decision\.condition"):
        office.sign(lead, assessment, verdict, rationale=why, conditions=(ConditionInput(**given),))
    with pytest.raises(DecisionRefused, match="conditions_missing"):
        office.sign(lead, assessment, verdict, rationale=why, conditions=())
    assert office.kept(assessment).state == State.SUBMITTED


def test_conditions_belong_to_a_conditional_approval_alone(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment, _ = office.submitted(buyer)
    one = ConditionInput(question=REST, text="Show it", owner="Vera", due_on=dt.date(2026, 12, 1))
    assert office.sign(lead, assessment, conditions=(one,)).conditions == []


def test_proof_that_expires_between_two_signatures_ends_the_proposal(
    office: Office, buyer: Actor, lead: Actor, second: Actor, clock: Clock
) -> None:
    assessment = office.requested(buyer, heavy=True)
    vera = office.shared(assessment)
    office.answer_all(vera, assessment, assurance=Assurance.TESTED)
    ends = clock().date() + dt.timedelta(days=2)
    for part in office.do(answering.check_answers, vera, assessment.id).sections:
        for item in part.items:
            if item.row:
                office.prove(vera, assessment, item.question.id, PDF, expires=ends)
    office.submit(vera, assessment)
    for item in office.do(review.review, lead, assessment.id).items:
        graded = ReviewInput(assurance=Assurance.TESTED, grade=100) if item.question.kind == "text" else ACCEPTED
        if item.row and (item.question.kind != "text" or item.question.scored):
            office.do(review.review_answer, lead, assessment.id, item.question.id, graded)
    office.do(review.accept_rest, lead, assessment.id)
    assert office.sign(lead, assessment).recommendation == Verdict.APPROVE
    clock.forward(days=400)
    with pytest.raises(Stale):
        office.sign(second, assessment, Verdict.APPROVE)


def test_the_queue_stands_by_due_date_and_tier(office: Office, buyer: Actor, lead: Actor, clock: Clock) -> None:
    low, _ = office.submitted(buyer)
    high, _ = office.submitted(buyer, heavy=True, who="Wim")
    clock.forward(days=1)
    later, _ = office.submitted(buyer, heavy=True, who="Otto")
    office.requested(buyer)
    page = office.do(review.queue, lead)
    assert [row.id for row in page.rows] == [high.id, low.id, later.id]
    assert page.rows[1].recommendation == Verdict.APPROVE
    assert [row.id for row in office.do(review.queue, lead, tier=Tier.LOW).rows] == [low.id]
    assert office.do(review.queue, lead, state=State.INVITED).total == 0, "what was never submitted is the vendor's own"
    office.sign(lead, low)
    assert low.id not in {row.id for row in office.do(review.queue, lead).rows}
    assert [row.id for row in office.do(review.queue, lead, state=State.DECIDED).rows] == [low.id]
