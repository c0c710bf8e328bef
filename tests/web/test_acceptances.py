"""Accepting a risk by its pages: from the review to the decision, and back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.factories import Clock
from tests.web.conftest import Visit
from tests.web.reviewing import submit
from tests.web.visitor import Visitor
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import AcceptanceRow, AnswerRow, Assessment, User
from vendorrisk.services.work import Work

KNOCKED = "encryption-at-rest"


@pytest.fixture
def assessment(work: Work, people: Mapping[Role, User]) -> Assessment:
    """An assessment in review, whose vendor admits a knock-out."""
    made = submit(work, people)
    work.session.execute(update(AnswerRow).where(AnswerRow.question_id == KNOCKED).values(value="none"))
    work.commit()
    return made


@pytest.fixture
def lead(visit: Visit, assessment: Assessment) -> Visitor:
    lead = visit(Role.RISK_LEAD)
    lead.get(f"/reviews/{assessment.id}")
    lead.post(f"/reviews/{assessment.id}/accept")
    return lead


def test_a_risk_is_accepted_followed_and_withdrawn(lead: Visitor, assessment: Assessment, session: Session) -> None:
    place = f"/reviews/{assessment.id}/acceptances"
    assert f"{place}" in lead.get(f"/reviews/{assessment.id}").text
    lead.get(place)
    typed = {"questions": KNOCKED, "reason": "It ends in spring.", "until": "2027-03-01"}
    page = lead.post(place, typed | {"until": "2030-01-01"}, 422)
    assert "It ends in spring." in page.text
    lead.post(place, typed)
    assert "The risk is accepted." in lead.follow().words
    row = session.scalars(select(AcceptanceRow)).one()
    assert row.questions == [KNOCKED]
    assert "It ends in spring." in lead.get("/acceptances").words
    assert "knock-out accepted" in lead.get(f"/reviews/{assessment.id}?show=all").words
    lead.get(f"/acceptances/{row.id}")
    lead.post(f"/acceptances/{row.id}/withdraw", {"reason": ""}, 422)
    lead.post(f"/acceptances/{row.id}/withdraw", {"reason": "They were sold."})
    assert "They were sold." in lead.follow().words
    assert "They were sold." not in lead.get("/acceptances").words


def test_the_form_refuses_to_approve_over_an_admitted_knock_out(lead: Visitor, assessment: Assessment) -> None:
    place = f"/reviews/{assessment.id}/decision"
    digest = lead.get(place).form()["answers_digest"]
    typed = {"answers_digest": digest, "verdict": "approve", "rationale": "We trust them."}
    page = lead.post(place, typed, 422)
    assert "Accept the risk first" in page.words
    assert "We trust them." in page.text


def test_on_an_acceptance_that_has_ended_nothing_is_approved_by_page_or_form(
    lead: Visitor, assessment: Assessment, clock: Clock
) -> None:
    lead.get(f"/reviews/{assessment.id}/acceptances")
    accepted = {"questions": KNOCKED, "reason": "It ends in spring.", "until": "2026-11-25"}
    lead.post(f"/reviews/{assessment.id}/acceptances", accepted)
    place = f"/reviews/{assessment.id}/decision"
    seen = lead.get(place).form()["answers_digest"]
    clock.forward(days=3)
    assert "Knock-out admitted" in lead.get(place).words
    typed = {"verdict": "approve", "rationale": "We trust them."}
    lead.post(place, typed | {"answers_digest": seen}, 422)
    page = lead.post(place, typed | {"answers_digest": lead.get(place).form()["answers_digest"]}, 422)
    assert "no acceptance of its risk is in force" in page.words
