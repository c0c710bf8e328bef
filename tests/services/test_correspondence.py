"""Each mail of the outbox becomes a letter with everything that its template shows, as things stand when it is sent."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, Clock, make_assessment, make_user
from vendorrisk.domain.access import PORTAL, Role
from vendorrisk.domain.lifecycle import State
from vendorrisk.mail import Composer, Letter
from vendorrisk.persistence.models import (
    AcceptanceRow,
    Assessment,
    ConditionRow,
    Decision,
    Delegation,
    Message,
    Notice,
    User,
)
from vendorrisk.services import accounts, casework, correspondence
from vendorrisk.services.correspondence import MESSAGES
from vendorrisk.services.failures import NotFound
from vendorrisk.services.work import Work

MESSAGE, DIGEST = "1" * 32, "2" * 32
COMPOSER = Composer("Vendor risk <risk@example.com>", "http://127.0.0.1:8000")


@pytest.fixture
def assessment(work: Work) -> Assessment:
    """An assessment that was answered, returned with one question, and decided: enough for every mail."""
    lead = make_user(work.session, Role.RISK_LEAD)
    assessment = make_assessment(work)
    assessment.state = State.DECIDED
    assessment.decision = Decision(
        verdict="approve_with_conditions",
        recommendation="approve_with_conditions",
        answers_digest="0" * 64,
        signatures_needed=1,
        final_at=MONDAY,
        conditions=[
            ConditionRow(
                question_id="ACC-02b", text="Switch on two-factor sign-in", owner="Vera", due_on=dt.date(2026, 12, 1)
            )
        ],
    )
    work.session.add(
        Message(
            id=MESSAGE,
            assessment_id=assessment.id,
            question_id="encryption-at-rest",
            text="Which auditor?",
            author_id=lead.id,
            written_at=MONDAY,
            reopens=True,
        )
    )
    work.session.flush()
    work.session.add(Notice(message_id=MESSAGE, user_id=lead.id, digest=DIGEST))
    work.commit()
    return assessment


def delegated(work: Work, assessment: Assessment) -> Delegation:
    """A section that Vera gave to a colleague."""
    vera = make_user(work.session, Role.RESPONDENT, name="Vera Visser")
    section = casework.questionnaire_of(work, assessment).sections[0]
    row = Delegation(
        assessment_id=assessment.id,
        section_id=section.id,
        question_id="",
        name="Dirk",
        email="dirk@vendor.example",
        language="en",
        message="",
        made_by=vera.id,
        made_at=MONDAY,
    )
    work.session.add(row)
    work.commit()
    return row


def accepted(work: Work, assessment: Assessment) -> AcceptanceRow:
    """A risk that a risk lead took on."""
    row = AcceptanceRow(
        engagement_id=assessment.engagement_id,
        assessment_id=assessment.id,
        questions=["encryption-at-rest"],
        reason="It ends in spring.",
        residual=1_000,
        until=dt.date(2026, 12, 1),
        approver_id=work.session.scalars(select(User.id)).first(),
        given_at=MONDAY,
    )
    work.session.add(row)
    work.commit()
    return row


def payload(work: Work, message: str, assessment: Assessment) -> dict[str, str]:
    """The payload that the use cases put in the outbox for `message`."""
    row = {"message": message, "to": "vera@vendor.example", "language": "en"}
    if message == "staff-invitation":
        invitation = accounts.invite_staff(work, PORTAL, "ann@example.com", "Ann", Role.AUDITOR, "en")
        return row | {"invitation": invitation.id}
    if message == "vendor-invitation":
        invitation = accounts.invite_respondent(work, PORTAL, assessment, "Vera", row["to"], "en")
        work.commit()
        return row | {"invitation": invitation.id}
    if message.startswith("delegat"):
        return row | {"delegation": delegated(work, assessment).id}
    if message.startswith("condition"):
        decision = assessment.decision
        assert decision is not None
        return row | {"assessment": assessment.id, "condition": decision.conditions[0].id, "act": "accept"}
    if message.startswith("acceptance"):
        return row | {"assessment": assessment.id, "acceptance": accepted(work, assessment).id}
    if message.startswith("password"):
        return row | {"name": "Ann", "link": "http://127.0.0.1:8000/reset/key"}
    return row | ({"digest": DIGEST} if message == "digest" else {"assessment": assessment.id})


def sent(work: Work, row: dict[str, str]) -> str:
    values = correspondence.values(work, row)
    letter = Letter(
        id="1", message=row["message"], to=row["to"], language=row["language"], values=values, written_at=MONDAY
    )
    composed = COMPOSER.compose(letter)
    text, _ = composed.iter_parts()
    return str(text.get_content())


@pytest.mark.parametrize("message", MESSAGES)
def test_every_mail_is_complete(work: Work, assessment: Assessment, message: str) -> None:
    text = sent(work, payload(work, message, assessment))
    assert work.catalogue.organisation.name in text
    links = set(re.findall(r"https?://\S+", text))
    assert all(link.startswith(work.settings.base_url) for link in links)
    assert links or message == "password-changed"


def test_the_link_of_an_invitation_mail_is_the_invitation(work: Work, assessment: Assessment) -> None:
    text = sent(work, payload(work, "staff-invitation", assessment))
    token = re.search(r"/invitation/(\S+)", text)
    assert token
    assert accounts.find_invitation(work, token[1]).email == "ann@example.com"


def test_a_reminder_leads_to_the_open_invitation_then_to_the_questionnaire(
    work: Work, assessment: Assessment, clock: Clock
) -> None:
    row = payload(work, "reminder", assessment)
    invitation = accounts.invite_respondent(work, PORTAL, assessment, "Vera", row["to"], "en")
    work.commit()
    assert accounts.token_of(work, invitation) in sent(work, row)
    clock.forward(days=31)
    assert f"/questionnaires/{assessment.id}" in sent(work, row)


def test_conditions_and_questions_are_told(work: Work, assessment: Assessment) -> None:
    returned = sent(work, payload(work, "returned", assessment))
    ask = casework.questionnaire_of(work, assessment).question("encryption-at-rest")
    assert ask is not None
    assert f"- {ask.ask.en}" in returned
    assert "Switch on two-factor sign-in" in sent(work, payload(work, "decided-vendor", assessment))


def test_a_mail_about_what_is_gone_fails_and_says_so(work: Work) -> None:
    with pytest.raises(NotFound):
        sent(work, {"message": "reminder", "to": "a@example.com", "language": "en", "assessment": "gone"})
