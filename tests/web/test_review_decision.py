"""Deciding: what is recommended becomes a decision when enough people sign it, and nothing else does."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, Clock, make_user
from tests.web.conftest import Visit
from tests.web.reviewing import CLAIMED, PROVEN, submit
from tests.web.visitor import Page, Visitor, words
from vendorrisk.domain.access import Role
from vendorrisk.domain.lifecycle import State
from vendorrisk.persistence.models import AnswerRow, Assessment, Decision, Engagement, Record, User
from vendorrisk.services.work import Work

CONDITION = {
    "conditions-0-question": PROVEN,
    "conditions-0-text": "Show the report of this year",
    "conditions-0-proof_wanted": "SOC 2 type II report",
    "conditions-0-owner": "Vera Visser",
    "conditions-0-due_on": "2027-02-01",
}
"""One condition, as typed."""


@pytest.fixture
def assessment(work: Work, people: Mapping[Role, User]) -> Assessment:
    return submit(work, people)


@pytest.fixture
def place(assessment: Assessment) -> str:
    return f"/reviews/{assessment.id}"


@pytest.fixture
def lead(visit: Visit, place: str) -> Visitor:
    """The risk lead, who has reviewed every answer."""
    lead = visit(Role.RISK_LEAD)
    lead.get(place)
    lead.post(f"{place}/accept")
    return lead


@pytest.fixture
def colleague(app: Flask, work: Work) -> Visitor:
    """Another risk lead."""
    user = make_user(work.session, Role.RISK_LEAD, email="joris@example.com", name="Joris Kuiper")
    work.commit()
    return Visitor(app, user)


def decide(visitor: Visitor, place: str, typed: Mapping[str, str], status: int = 303) -> Page:
    """Sign, with just what is typed here and the digest that the page carries."""
    digest = visitor.get(f"{place}/decision").form()["answers_digest"]
    given = {"answers_digest": digest, "verdict": "approve_with_conditions", **typed}
    return visitor.post(f"{place}/decision", given, status)


def decided(session: Session) -> Decision | None:
    session.expire_all()
    return session.scalars(select(Decision)).one_or_none()


def state(session: Session) -> str:
    session.expire_all()
    return session.scalars(select(Assessment.state)).one()


def test_the_decision_begins_as_what_is_recommended(lead: Visitor, place: str) -> None:
    page = lead.get(f"{place}/decision")
    form = page.form()
    assert form["verdict"] == "approve_with_conditions"
    assert form["conditions-0-text"]
    assert form["conditions-0-owner"] == "Vera Visser"
    assert "Departs from the recommendation: say why below." in page.words


def test_two_people_sign_and_the_record_is_sealed(
    lead: Visitor, colleague: Visitor, place: str, session: Session, clock: Clock
) -> None:
    lead.get(f"{place}/decision")
    lead.submit({"rationale": "They meet what matters."})
    assert "Another approver has to sign" in lead.follow().words
    assert state(session) == State.SIGNING
    clock.forward(minutes=5)
    page = colleague.get(f"{place}/decision")
    assert "They meet what matters." in page.words
    assert "Risk Lead Person" in page.words, "who signed first"
    colleague.submit(action=f"{place}/decision")
    record = colleague.follow()
    assert "Noordzee HR is approved, on" in record.words
    assert state(session) == State.DECIDED
    decision = decided(session)
    assert decision is not None
    assert [signature.user.name for signature in decision.signatures] == ["Risk Lead Person", "Joris Kuiper"]
    assert session.scalars(select(Record)).one().assessment_id == decision.assessment_id


def test_what_is_signed_is_what_was_typed(lead: Visitor, place: str, session: Session) -> None:
    decide(lead, place, CONDITION | {"rationale": "Because"})
    decision = decided(session)
    assert decision is not None
    (condition,) = decision.conditions
    assert (condition.question_id, condition.text) == (PROVEN, "Show the report of this year")
    assert (condition.owner, condition.due_on.isoformat()) == ("Vera Visser", "2027-02-01")
    assert not condition.before_go_live
    assert decision.rationale == "Because"


def test_conditions_belong_to_one_decision_only(lead: Visitor, place: str, session: Session) -> None:
    decide(lead, place, CONDITION | {"verdict": "reject", "rationale": "Their report is of another service."})
    decision = decided(session)
    assert decision is not None
    assert (decision.verdict, decision.conditions) == ("reject", [])


def test_departing_wants_a_rationale_and_keeps_what_was_typed(lead: Visitor, place: str, session: Session) -> None:
    page = decide(lead, place, CONDITION | {"verdict": "reject"}, 422)
    assert "This departs from the recommendation. Say why." in page.words
    assert page.form()["verdict"] == "reject"
    assert page.form()["conditions-0-text"] == "Show the report of this year"
    assert decided(session) is None


def test_conditional_approval_wants_a_condition(lead: Visitor, place: str, session: Session) -> None:
    page = decide(lead, place, {}, 422)
    assert "at least one condition" in page.words
    assert decided(session) is None


FAULTS = (
    ("text", "", "Say what is to be done."),
    ("question", "", "Choose the question that it closes."),
    ("question", "no-such-question", "Not a valid choice"),
    ("owner", " ", "Name who does it."),
    ("due_on", "soon", "Not a valid date value."),
    ("due_on", "2026-11-22", "Enter a date from today"),
    ("due_on", "2028-01-01", "no condition may take longer"),
    ("text", "x" * 2001, "Use at most 2,000 characters"),
    ("proof_wanted", "x" * 201, "Use at most 200 characters"),
)
"""What can be wrong with a condition: which field, what was typed, and what is said about it."""


def test_every_condition_that_is_not_whole_is_named(lead: Visitor, place: str, session: Session) -> None:
    typed: dict[str, str] = {}
    for row, (name, value, _) in enumerate(FAULTS):
        condition = {field.replace("-0-", f"-{row}-"): text for field, text in CONDITION.items()}
        typed |= condition | {f"conditions-{row}-{name}": value}
    page = decide(lead, place, typed, 422)
    told = [words(error) for error in page.one("conditions").iter("p") if error.get("class") == "error"]
    for number, (_, _, said) in enumerate(FAULTS, start=1):
        assert any(one.startswith(f"Condition {number}: ") and said in one for one in told), told
    assert decided(session) is None


def test_conditions_are_added_and_removed_without_a_script(lead: Visitor, place: str, session: Session) -> None:
    lead.get(f"{place}/decision")
    before = sum(name.endswith("-text") for name in lead.page.form()) if lead.page else 0
    page = lead.submit({"act": "add", "rationale": "Kept"}, 200)
    assert sum(name.endswith("-text") for name in page.form()) == before + 1
    assert page.form()["rationale"] == "Kept"
    page = lead.submit({"act": "remove-conditions-0"}, 200)
    assert sum(name.endswith("-text") for name in page.form()) == before
    assert "conditions-0-text" not in page.form()
    assert decided(session) is None


def test_proof_that_nobody_looked_at_blocks(visit: Visit, place: str, session: Session) -> None:
    page = decide(visit(Role.RISK_LEAD), place, CONDITION, 422)
    assert "There is proof that nobody has reviewed" in page.words
    assert decided(session) is None


def test_answers_that_changed_block_until_they_were_seen(lead: Visitor, place: str, session: Session) -> None:
    lead.get(f"{place}/decision")
    seen = dict(lead.page.form()) if lead.page else {}
    lead.post(f"{place}/answers/{PROVEN}", {"act": "lower", "assurance": "claimed", "reason": "Old"}, 303)
    lead.get(place)
    page = lead.post(f"{place}/decision", {**seen, "rationale": "Kept"}, 422)
    assert "changed since you opened this page" in page.words
    assert page.form()["rationale"] == "Kept"
    assert decided(session) is None
    lead.submit()
    assert decided(session) is not None, "what is shown now can be signed"


def test_nobody_decides_on_their_own_request(
    lead: Visitor, place: str, session: Session, people: Mapping[Role, User]
) -> None:
    form = lead.get(f"{place}/decision").form()
    session.scalars(select(Engagement)).one().requester_id = people[Role.RISK_LEAD].id
    session.commit()
    page = lead.post(f"{place}/decision", form, 422)
    assert "You asked for this vendor, so somebody else decides." in page.words
    assert decided(session) is None
    assert "Somebody else decides this one" in lead.get(f"{place}/decision").words


def test_nothing_is_decided_while_required_answers_are_missing(
    lead: Visitor, place: str, session: Session, assessment: Assessment
) -> None:
    form = lead.get(f"{place}/decision").form()
    session.execute(delete(AnswerRow).where(AnswerRow.assessment_id == assessment.id, AnswerRow.question_id == CLAIMED))
    session.commit()
    page = lead.post(f"{place}/decision", form, 422)
    assert "required answers are missing" in page.words.lower()
    assert decided(session) is None
    assert "It cannot be decided yet" in lead.get(f"{place}/decision").words


def test_whoever_signed_first_does_not_sign_again(lead: Visitor, place: str, session: Session) -> None:
    decide(lead, place, CONDITION)
    proposal = decided(session)
    assert proposal is not None
    page = lead.get(f"{place}/decision")
    assert "another approver signs next" in page.words
    page = lead.post(f"{place}/decision", {"decision": proposal.id}, 422)
    assert "You have signed already" in page.words
    assert state(session) == State.SIGNING


def test_a_proposal_can_be_taken_back(lead: Visitor, place: str, session: Session) -> None:
    decide(lead, place, CONDITION)
    lead.get(f"{place}/decision")
    lead.submit({"reason": "I read the wrong report"}, action=f"{place}/decision/refuse")
    assert state(session) == State.SUBMITTED
    assert decided(session) is None


def test_of_two_who_decide_at_once_the_other_is_told_who_did(
    lead: Visitor, colleague: Visitor, place: str, session: Session
) -> None:
    colleague.get(f"{place}/decision")
    decide(lead, place, CONDITION)
    page = colleague.submit({"rationale": "My own words"}, 409)
    assert "Risk Lead Person signed while you were on this page" in page.words
    assert "My own words" in page.words
    decision = decided(session)
    assert decision is not None
    assert len(decision.signatures) == 1


def test_a_signature_is_for_the_proposal_that_was_shown(
    lead: Visitor, colleague: Visitor, place: str, session: Session
) -> None:
    decide(lead, place, CONDITION)
    colleague.get(f"{place}/decision")
    colleague.post(f"{place}/decision", {"decision": "0" * 32}, 409)
    assert state(session) == State.SIGNING


def test_the_second_approver_can_disagree_and_says_why(
    lead: Visitor, colleague: Visitor, place: str, session: Session
) -> None:
    decide(lead, place, CONDITION)
    colleague.get(f"{place}/decision")
    assert "Say why" in colleague.post(f"{place}/decision/refuse", {"reason": ""}, 422).words
    colleague.post(f"{place}/decision/refuse", {"reason": "The report is of another year"})
    assert "the review is open again" in colleague.follow().words
    assert state(session) == State.SUBMITTED
    assert decided(session) is None


def test_what_is_decided_is_not_decided_again(lead: Visitor, colleague: Visitor, place: str, session: Session) -> None:
    lead.get(f"{place}/decision")
    late = lead.page.form() if lead.page else {}
    lead.submit()
    colleague.get(f"{place}/decision")
    colleague.submit(action=f"{place}/decision")
    lead.get(place)
    assert "signed while you were on this page" in lead.post(f"{place}/decision", late, 409).words
    lead.get(f"{place}/decision", 303)
    assert "The decision" in lead.follow().words


def test_what_the_vendor_holds_is_not_decided(lead: Visitor, place: str) -> None:
    lead.get(place)
    lead.post(f"{place}/return", {f"ask-{PROVEN}": "Which service is in scope?"})
    lead.get(f"{place}/decision", 303)
    assert "it can be decided once the answers are in" in lead.follow().words
    lead.post(f"{place}/decision/refuse", {"reason": "x"}, 409)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PROCUREMENT, Role.RESPONDENT, Role.ADMINISTRATOR])
def test_only_a_risk_lead_decides(visit: Visit, place: str, session: Session, role: Role) -> None:
    visitor = visit(role)
    visitor.get(f"{place}/decision", 403)
    visitor.post(f"{place}/decision", {"verdict": "approve"}, 403)
    visitor.post(f"{place}/decision/refuse", {"reason": "x"}, 403)
    assert decided(session) is None


def test_the_dates_of_the_proposed_conditions_are_days_from_today(lead: Visitor, place: str) -> None:
    form = lead.get(f"{place}/decision").form()
    dates = [str(value) for name, value in form.items() if name.endswith("-due_on")]
    assert dates
    assert all(date > MONDAY.date().isoformat() for date in dates)
