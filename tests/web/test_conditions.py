"""Conditions in the portal: the vendor shows on the outcome's page, a risk lead settles on the condition's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import make_user
from tests.services.office import PDF
from tests.web.conftest import Visit
from tests.web.reviewing import PROVEN, submit
from tests.web.visitor import Visitor
from vendorrisk.domain.access import Role
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.fulfilment import Stage
from vendorrisk.persistence.models import Assessment, ConditionRow, User
from vendorrisk.services import accounts, review
from vendorrisk.services.casework import today
from vendorrisk.services.review import ConditionInput, DecisionInput
from vendorrisk.services.work import Work


@pytest.fixture
def condition(work: Work, people: Mapping[Role, User]) -> ConditionRow:
    """The one condition of an approval."""
    assessment = submit(work, people)
    lead = accounts.actor_of(people[Role.RISK_LEAD])
    review.accept_rest(work, lead, assessment.id)
    view = review.review(work, lead, assessment.id)
    given = DecisionInput(
        verdict=Verdict.APPROVE_WITH_CONDITIONS,
        answers_digest=view.answers_digest,
        rationale="They promised.",
        conditions=(ConditionInput(question=PROVEN, text="Encrypt every disk.", owner="Vera", due_on=today(work)),),
    )
    decision = review.sign(work, lead, assessment.id, given)
    other = make_user(work.session, Role.RISK_LEAD, email="joris@example.com", name="Joris Kuiper")
    review.sign(work, accounts.actor_of(other), assessment.id, replace(given, proposal=decision.id))
    assert decision.final_at is not None
    return decision.conditions[0]


@pytest.fixture
def vera(visit: Visit) -> Visitor:
    return visit(Role.RESPONDENT)


@pytest.fixture
def lead(visit: Visit) -> Visitor:
    return visit(Role.RISK_LEAD)


def outcome(session: Session) -> str:
    return f"/questionnaires/{session.scalars(select(Assessment.id)).one()}"


def shown(vera: Visitor, session: Session, condition: ConditionRow, **given: object) -> str:
    place = outcome(session)
    vera.get(f"{place}/outcome")
    vera.post(f"{place}/conditions/{condition.id}", {"note": "Done on Monday.", "kind": "policy", **given})
    return vera.follow().words


def test_the_vendor_shows_and_the_lead_accepts(
    vera: Visitor, lead: Visitor, session: Session, condition: ConditionRow
) -> None:
    assert "Done on Monday." in shown(vera, session, condition, file=(BytesIO(PDF + b"\n"), "disks.pdf"))
    page = lead.get("/conditions")
    assert "Encrypt every disk." in page.words
    page = lead.get(f"/conditions/{condition.id}")
    assert "disks.pdf" in page.words
    lead.post(f"/conditions/{condition.id}", {"act": "accept", "note": ""})
    assert "The condition is met." in lead.follow().words
    session.expire_all()
    assert session.scalars(select(ConditionRow)).one().stage == Stage.MET
    assert "Met" in vera.get(f"{outcome(session)}/outcome").words


def test_what_is_refused_is_said_and_what_was_typed_is_kept(
    vera: Visitor, lead: Visitor, session: Session, condition: ConditionRow
) -> None:
    place = outcome(session)
    vera.get(f"{place}/outcome")
    sent = {"note": "See the file.", "kind": "policy", "file": (BytesIO(b"MZ"), "disks.exe")}
    page = vera.post(f"{place}/conditions/{condition.id}", sent, 422)
    assert "See the file." in page.text
    assert "Say what was done." in vera.post(f"{place}/conditions/{condition.id}", {"note": " "}, 422).words
    lead.get(f"/conditions/{condition.id}")
    assert "cannot be done" in lead.post(f"/conditions/{condition.id}", {"act": "accept"}, 422).words
    page = lead.post(f"/conditions/{condition.id}", {"act": "defer", "note": "Later.", "due_on": "2001-01-01"}, 422)
    assert "Later." in page.text
    lead.post(f"/conditions/{condition.id}", {"act": "show", "note": "For them."}, 422)
    session.expire_all()
    assert session.scalars(select(ConditionRow)).one().stage == Stage.OPEN
