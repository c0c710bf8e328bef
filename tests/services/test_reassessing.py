"""Assessing again: begun in time or because of an event, once, with what was answered last as proposals."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pytest
from sqlalchemy import select

from tests.factories import Clock
from tests.services.office import Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.changes import Turn
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.reassessment import Cause
from vendorrisk.domain.record import opened
from vendorrisk.domain.reuse import HEAVY
from vendorrisk.pdf.composition import compose
from vendorrisk.persistence.models import Assessment, OutboxRow, Record, User
from vendorrisk.services import answering, intake, reassessing, review
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.verification import replayed
from vendorrisk.services.work import Work

REST = "encryption-at-rest"


@pytest.fixture
def lead(office: Office) -> Actor:
    return office.person(Role.RISK_LEAD, "Lena")


@pytest.fixture
def decided(office: Office, buyer: Actor, lead: Actor) -> tuple[Assessment, Actor]:
    """An assessment that was approved, and the vendor's person who answered."""
    assessment, vera = office.submitted(buyer, but={REST: "databases"})
    office.sign(lead, assessment, Verdict.APPROVE, rationale="Known for long.")
    return office.kept(assessment), vera


def planned(office: Office) -> list[OutboxRow]:
    query = select(OutboxRow).where(OutboxRow.kind == reassessing.KIND)
    return office.do(lambda work: list(work.session.scalars(query)))


def of_engagement(office: Office, assessment: Assessment) -> list[Assessment]:
    query = select(Assessment).filter_by(engagement_id=assessment.engagement_id).order_by(Assessment.created_at)
    return office.do(lambda work: list(work.session.scalars(query)))


def test_a_decision_plans_the_next_assessment_in_time(office: Office, decided: tuple[Assessment, Actor]) -> None:
    assessment, _ = decided
    assert assessment.next_on is not None
    (row,) = planned(office)
    assert row.payload == {"assessment": assessment.id}
    assert row.due_at.date() < assessment.next_on - dt.timedelta(days=7)


def test_who_is_rejected_is_not_asked_again(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment, _ = office.submitted(buyer)
    office.sign(lead, assessment, Verdict.REJECT, rationale="They stop next year.")
    assert office.kept(assessment).next_on is None
    assert planned(office) == []


def test_what_is_planned_begins_once(office: Office, decided: tuple[Assessment, Actor], clock: Clock) -> None:
    assessment, vera = decided
    clock.forward(days=330)
    for _ in range(2):
        office.do(reassessing.begin_planned, assessment.id)
    first, begun = of_engagement(office, assessment)
    assert (first.id, begun.state, begun.follows_id) == (assessment.id, State.INVITED, assessment.id)
    assert begun.cause == assessment.next_cause
    assert begun.id in {row.assessment.id for row in office.do(answering.questionnaires, vera)}
    sent = [message for message, _ in office.mails()]
    assert (sent.count("reassessment"), sent.count("reassessment-begun")) == (1, 1)


def test_what_was_answered_is_proposed_but_what_weighs_much(
    office: Office, buyer: Actor, decided: tuple[Assessment, Actor], clock: Clock
) -> None:
    assessment, vera = decided
    clock.forward(days=100)
    begun = office.do(reassessing.reassess, buyer, assessment.engagement_id, Cause.INCIDENT, "A laptop was stolen.")
    page = office.do(answering.reuse_page, vera, begun.id)
    assert page.proposals
    assert all(one.item.question.weight < HEAVY for one in page.proposals)
    checked = office.do(answering.check_answers, vera, begun.id)
    assert not any(item.row for part in checked.sections for item in part.items)


def test_it_is_the_one_that_procurement_follows_and_the_earlier_one_stays(
    office: Office, buyer: Actor, decided: tuple[Assessment, Actor], clock: Clock
) -> None:
    assessment, _ = decided
    clock.forward(days=1)
    begun = office.do(reassessing.reassess, buyer, assessment.engagement_id, Cause.CHANGE, "We buy a second service.")
    view = office.do(intake.engagement, buyer, assessment.engagement_id)
    assert (view.assessment.id, view.verdict) == (begun.id, None)
    assert [(one.assessment.id, one.verdict) for one in view.earlier] == [(assessment.id, Verdict.APPROVE)]
    (row,) = office.do(intake.engagements, buyer).rows
    assert row.state == State.INVITED


def test_nobody_is_asked_twice_at_once_or_without_a_reason(
    office: Office, buyer: Actor, decided: tuple[Assessment, Actor], clock: Clock
) -> None:
    engagement = decided[0].engagement_id
    clock.forward(days=1)
    for cause, note in ((Cause.INCIDENT, " "), (Cause.CADENCE, "It is time.")):
        with pytest.raises(Refused):
            office.do(reassessing.reassess, buyer, engagement, cause, note)
    office.do(reassessing.reassess, buyer, engagement, Cause.INCIDENT, "A laptop was stolen.")
    with pytest.raises(Refused):
        office.do(reassessing.reassess, buyer, engagement, Cause.INCIDENT, "A laptop was stolen.")


def test_only_who_steers_the_request_has_it_assessed_again(office: Office, decided: tuple[Assessment, Actor]) -> None:
    assessment, vera = decided
    other = office.person(Role.PROCUREMENT, "Piet")
    with pytest.raises(Refused):
        office.do(reassessing.reassess, other, assessment.engagement_id, Cause.INCIDENT, "A laptop was stolen.")
    with pytest.raises(NotFound):
        office.do(reassessing.reassess, vera, assessment.engagement_id, Cause.INCIDENT, "A laptop was stolen.")


def test_where_nobody_is_left_the_contact_is_invited(
    office: Office, buyer: Actor, decided: tuple[Assessment, Actor]
) -> None:
    assessment, vera = decided
    office.do(lambda work: setattr(work.session.get_one(User, vera.id), "active", False) or work.commit())
    office.do(reassessing.reassess, buyer, assessment.engagement_id, Cause.INCIDENT, "A laptop was stolen.")
    sent = [message for message, _ in office.mails()]
    assert (sent.count("vendor-invitation"), sent.count("reassessment")) == (2, 0)


def test_the_reviewer_sees_what_changed(
    office: Office, buyer: Actor, lead: Actor, decided: tuple[Assessment, Actor]
) -> None:
    assessment, vera = decided
    begun = office.do(reassessing.reassess, buyer, assessment.engagement_id, Cause.INCIDENT, "A laptop was stolen.")
    office.answer_all(vera, begun, but={REST: "all"})
    with pytest.raises(NotFound):
        office.do(review.compared, lead, begun.id)
    office.submit(vera, begun)
    comparison = office.do(review.compared, lead, begun.id)
    turns = {one.question.id: one.turn for one in comparison.changes}
    assert turns.pop(REST) is Turn.BETTER
    assert set(turns.values()) == {Turn.SAME}
    assert (comparison.then.assessment.id, comparison.now.assessment.id) == (assessment.id, begun.id)
    with pytest.raises(NotFound):
        office.do(review.compared, lead, assessment.id)
    with pytest.raises(NotFound):
        office.do(review.compared, vera, begun.id)


def test_the_record_of_a_reassessment_says_what_changed_and_recomputes(
    office: Office, buyer: Actor, lead: Actor, decided: tuple[Assessment, Actor], clock: Clock
) -> None:
    assessment, vera = decided
    clock.forward(days=100)
    begun = office.do(reassessing.reassess, buyer, assessment.engagement_id, Cause.INCIDENT, "A laptop was stolen.")
    office.answer_all(vera, begun, but={REST: "some"})
    office.submit(vera, begun)
    office.sign(lead, begun, Verdict.REJECT, rationale="Not any more.")
    first, second = (office.do(record_of, one.id) for one in (assessment, begun))
    assert "follows" not in json.loads(first)
    follows = json.loads(second)["follows"]
    assert follows["digest"] == hashlib.sha256(first.encode()).hexdigest()
    assert [(one["question"], one["turn"]) for one in follows["changes"]] == [(REST, "worse")]
    assert follows["changes"][0]["now"]["en"] != follows["changes"][0]["then"]["en"]
    assert replayed(opened(second.encode()).plain) == ()
    page = compose(opened(second.encode()), "nl")
    assert "Minder waard" in page
    assert follows["digest"] in page


def record_of(work: Work, assessment_id: str) -> str:
    return work.session.scalars(select(Record.body).filter_by(assessment_id=assessment_id)).one()
