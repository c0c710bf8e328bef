"""The pages of talking: threads beside their questions and on their own, and the mails that one wants."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories import Clock, actor_of
from tests.web.conftest import Visit
from tests.web.reviewing import submit
from tests.web.sharing import share
from tests.web.visitor import Visitor, words
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import Assessment, User
from vendorrisk.services import intake, subscriptions, talking
from vendorrisk.services.work import Work

REST = "encryption-at-rest"
HOSTILE = 'First line\n<script>alert(1)</script> & "more"'


@pytest.fixture
def assessment(work: Work, people: Mapping[Role, User]) -> Assessment:
    return share(work, people)


@pytest.fixture
def place(assessment: Assessment) -> str:
    return f"/talk/{assessment.id}/{REST}"


@pytest.fixture
def vera(visit: Visit) -> Visitor:
    """The vendor's person."""
    return visit(Role.RESPONDENT)


@pytest.fixture
def lead(visit: Visit) -> Visitor:
    return visit(Role.RISK_LEAD)


def section(work: Work, people: Mapping[Role, User], assessment: Assessment) -> str:
    """The address of the vendor's page that the question is on."""
    thread = talking.thread(work, actor_of(people[Role.RESPONDENT]), assessment.id, REST)
    return f"/questionnaires/{assessment.id}/sections/{thread.section}"


def test_a_thread_begins_beside_its_question_and_is_shown_there(
    vera: Visitor,
    lead: Visitor,
    work: Work,
    people: Mapping[Role, User],
    assessment: Assessment,
    place: str,
    clock: Clock,
) -> None:
    beside = section(work, people, assessment)
    page = vera.get(beside)
    assert f'href="{place}"' in page.text
    vera.get(place)
    vera.submit({"text": HOSTILE}, action=place)
    page = vera.follow()
    assert "<script>alert" not in page.text
    assert "<script>alert(1)</script>" in page.words
    clock.forward(minutes=1)
    lead.get(place)
    lead.submit({"text": "Yes."}, action=place)
    page = vera.get(beside)
    question = words(page.one(f"question-{REST}"))
    assert "2 messages Risk Lead Person" in question
    assert "<script>alert(1)</script>" in question


def test_a_message_that_cannot_be_taken_is_handed_back(vera: Visitor, place: str) -> None:
    vera.get(place)
    page = vera.submit({"text": "x" * 5001}, 422, action=place)
    assert "x" * 5001 in (page.one("text").text or "")
    assert "Write something first." in vera.submit({"text": " "}, 422, action=place).words


def test_a_review_shows_each_thread_beside_its_answer(
    vera: Visitor, lead: Visitor, work: Work, people: Mapping[Role, User]
) -> None:
    assessment = submit(work, people)
    lead.get(f"/reviews/{assessment.id}")
    lead.post(f"/reviews/{assessment.id}/return", {f"ask-{REST}": "On which systems?"})
    talking.write(work, actor_of(people[Role.RESPONDENT]), assessment.id, REST, "On all.")
    page = lead.get(f"/reviews/{assessment.id}")
    answer = words(page.one(f"question-{REST}"))
    assert "2 messages" in answer
    assert "On which systems? Sent back with this question: the answer is open again" in answer
    assert "On all." in answer
    assert f'href="/talk/{assessment.id}/{REST}"' in page.text


def test_a_risk_lead_reads_messages_while_the_vendor_answers_and_no_answers(
    lead: Visitor, work: Work, people: Mapping[Role, User], assessment: Assessment, place: str
) -> None:
    talking.write(work, actor_of(people[Role.RESPONDENT]), assessment.id, REST, "Our backups too?")
    page = lead.get(f"/requests/{assessment.engagement_id}")
    page = lead.get(page.links["Messages with the vendor"])
    assert "1 message" in page.words
    assert f'href="{place}"' in page.text
    assert "Our backups too?" in lead.get(place).words
    lead.get(f"/reviews/{assessment.id}", 404)


def test_a_closed_assessment_has_no_room_for_more(
    vera: Visitor, work: Work, people: Mapping[Role, User], assessment: Assessment, place: str
) -> None:
    talking.write(work, actor_of(people[Role.RESPONDENT]), assessment.id, REST, "Our backups too?")
    intake.withdraw(work, actor_of(people[Role.PROCUREMENT]), assessment.engagement_id, "Not needed")
    page = vera.get(place)
    assert "Our backups too?" in page.words
    assert "This assessment is closed" in page.words
    assert not list(page.one("main").iter("textarea"))
    assert "closed" in vera.post(place, {"text": "More"}, 422).words


def test_an_auditor_reads_and_has_nothing_to_write_with(
    visit: Visit, work: Work, people: Mapping[Role, User], assessment: Assessment, place: str
) -> None:
    talking.write(work, actor_of(people[Role.RESPONDENT]), assessment.id, REST, "Our backups too?")
    auditor = visit(Role.AUDITOR)
    page = auditor.get(place)
    assert "Our backups too?" in page.words
    assert not list(page.one("main").iter("textarea"))
    auditor.post(place, {"text": "More"}, 403)


def link(work: Work, person: User) -> str:
    return f"/unsubscribe/{subscriptions.token_of(work, person)}"


def test_looking_at_the_link_of_a_mail_changes_nothing_and_its_button_does(
    anonymous: Visitor, work: Work, people: Mapping[Role, User], session: Session
) -> None:
    lead = people[Role.RISK_LEAD]
    for _ in range(3):
        anonymous.get(link(work, lead))
        anonymous.client.head(link(work, lead))
    session.refresh(lead)
    assert lead.unsubscribed_at is None
    page = anonymous.submit({}, 200, action=link(work, lead))
    assert page.heading == "You are unsubscribed from news"
    session.refresh(lead)
    assert lead.unsubscribed_at is not None


@pytest.fixture
def guarded(app: Flask) -> Flask:
    """The application as it is served: what the tests switch off stays on."""
    assert app.config.get("WTF_CSRF_ENABLED", True)
    return app


def test_a_mail_program_stops_mails_with_one_request(
    guarded: Flask, work: Work, people: Mapping[Role, User], session: Session
) -> None:
    """RFC 8058: no cookie, no token of a form, no redirect."""
    lead = people[Role.RISK_LEAD]
    client = guarded.test_client(use_cookies=False)
    answer = client.post(link(work, lead), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    session.refresh(lead)
    assert lead.unsubscribed_at is not None
    assert client.post("/preferences", data={"news": "y"}).status_code in {303, 400}, "no other form is sent so"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_was_made_up_is_absent(guarded: Flask, people: Mapping[Role, User], method: str) -> None:
    forged = f"/unsubscribe/{people[Role.RISK_LEAD].id}.{'0' * 64}"
    assert getattr(guarded.test_client(), method)(forged).status_code == 404


def test_one_chooses_one_s_mails_on_one_s_own_account(
    lead: Visitor, people: Mapping[Role, User], session: Session
) -> None:
    page = lead.get("/preferences")
    assert page.form()["news"] == "y"
    lead.post("/preferences", {})
    assert "Saved." in lead.follow().words
    session.refresh(people[Role.RISK_LEAD])
    assert people[Role.RISK_LEAD].unsubscribed_at is not None
    assert "news" not in lead.get("/preferences").form()
