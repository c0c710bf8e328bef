"""An outsider sees what was shared with them; what is foreign cannot be told from what is absent."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.services.office import PDF, Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.persistence.models import Assessment, EventRow, ProofFile
from vendorrisk.services import answering, intake, records, review
from vendorrisk.services.answering import AnswerInput, ProofInput
from vendorrisk.services.failures import NotFound
from vendorrisk.services.review import DecisionInput, ReviewInput
from vendorrisk.services.work import Work

REST, ABSENT = "encryption-at-rest", "0" * 32


def _proof() -> ProofInput:
    return ProofInput(name="report.pdf", kind="policy", stream=BytesIO(PDF))


ON_AN_ASSESSMENT: dict[str, Callable[[Work, Actor, str], Any]] = {
    "task_list": answering.task_list,
    "section_page": lambda work, who, one: answering.section_page(work, who, one, "essentials"),
    "everything": answering.everything,
    "check_answers": answering.check_answers,
    "save_answer": lambda work, who, one: answering.save_answer(work, who, one, REST, AnswerInput(value="none"), 0),
    "add_proof": lambda work, who, one: answering.add_proof(work, who, one, REST, _proof()),
    "remove_proof": lambda work, who, one: answering.remove_proof(work, who, one, REST, ABSENT),
    "submit": lambda work, who, one: answering.submit(work, who, one, "Otto", "Boss"),
    "review": review.review,
    "review_answer": lambda work, who, one: review.review_answer(work, who, one, REST, ReviewInput()),
    "accept_rest": review.accept_rest,
    "return_to_vendor": lambda work, who, one: review.return_to_vendor(work, who, one, {REST: "Why?"}),
    "sign": lambda work, who, one: review.sign(work, who, one, DecisionInput(verdict="approve", answers_digest="")),
    "refuse_signature": lambda work, who, one: review.refuse_signature(work, who, one, "No"),
}
ON_AN_ENGAGEMENT: dict[str, Callable[[Work, Actor, str], Any]] = {
    "engagement": intake.engagement,
    "remind": intake.remind,
    "change_contact": lambda work, who, one: intake.change_contact(work, who, one, "Otto", "otto@x.example", "en"),
    "withdraw": lambda work, who, one: intake.withdraw(work, who, one, "Mine now"),
}


@pytest.fixture
def foreign(office: Office, buyer: Actor) -> Assessment:
    """An assessment of somebody else's, in review."""
    return office.submitted(buyer, proof=REST)[0]


@pytest.fixture
def otto(office: Office, buyer: Actor, foreign: Assessment) -> Actor:
    """A person of another vendor, who has an assessment of their own."""
    mine = office.requested(buyer, vendor_name="Other", website="other.example", contact_email="otto@other.example")
    return office.shared(mine, "Otto")


@pytest.mark.parametrize("act", ON_AN_ASSESSMENT.values(), ids=ON_AN_ASSESSMENT)
def test_a_foreign_assessment_is_as_absent(
    office: Office, foreign: Assessment, otto: Actor, act: Callable[[Work, Actor, str], Any], work: Work
) -> None:
    events = work.session.scalar(select(func.count()).select_from(EventRow))
    for one in (foreign.id, ABSENT):
        with pytest.raises(NotFound):
            office.do(act, otto, one)
    assert work.session.scalar(select(func.count()).select_from(EventRow)) == events
    assert len(work.session.scalars(select(ProofFile)).all()) == 1


@pytest.mark.parametrize("act", ON_AN_ENGAGEMENT.values(), ids=ON_AN_ENGAGEMENT)
def test_a_foreign_engagement_is_as_absent(
    office: Office, foreign: Assessment, otto: Actor, act: Callable[[Work, Actor, str], Any]
) -> None:
    for one in (foreign.engagement_id, ABSENT):
        with pytest.raises(NotFound):
            office.do(act, otto, one)


def test_a_proof_is_found_only_under_its_own_assessment(
    office: Office, foreign: Assessment, otto: Actor, work: Work
) -> None:
    (kept,) = work.session.scalars(select(ProofFile))
    (mine,) = office.do(answering.questionnaires, otto)
    for assessment, proof in ((foreign.id, kept.id), (mine.assessment.id, kept.id), (foreign.id, ABSENT)):
        with pytest.raises(NotFound):
            office.do(answering.read_proof, otto, assessment, proof)


def test_lists_show_an_outsider_only_their_own(office: Office, foreign: Assessment, otto: Actor) -> None:
    rows = office.do(answering.questionnaires, otto)
    assert [row.assessment.engagement.vendor.name for row in rows] == ["Other"]
    assert office.do(review.queue, otto).total == 0
    assert office.do(records.records, otto).total == 0
    assert office.do(intake.engagements, otto).total == 0


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.ADMINISTRATOR])
def test_answers_are_not_for_who_only_buys_or_administers(office: Office, foreign: Assessment, role: Role) -> None:
    other = office.person(role, "Nosy")
    for act in ON_AN_ASSESSMENT.values():
        with pytest.raises(NotFound):
            office.do(act, other, foreign.id)


def test_a_vendor_who_is_taken_off_sees_nothing_at_once(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    office.do(intake.change_contact, buyer, assessment.engagement_id, "Vera", "vera@noordzee.example", "en")
    with pytest.raises(NotFound):
        office.do(answering.task_list, vera, assessment.id)
