"""What an invited person can do without an account: pass the invitation on, decline it, ask for a new one."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.factories import Clock
from tests.services.office import Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.persistence.models import Assessment, Engagement, EventRow, Invitation
from vendorrisk.services import accounts, arriving, correspondence, intake
from vendorrisk.services.accounts import Ended, InvitationEnded
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.work import Work


@pytest.fixture
def assessment(office: Office, buyer: Actor) -> Assessment:
    return office.requested(buyer)


def invitations(office: Office) -> list[Invitation]:
    return office.do(lambda work: list(work.session.scalars(select(Invitation).order_by(Invitation.created_at))))


def token(office: Office, number: int = 0) -> str:
    return office.do(accounts.token_of, invitations(office)[number])


def engagement(office: Office) -> Engagement:
    return office.do(lambda work: work.session.scalars(select(Engagement)).one())


def ended(office: Office, given: str) -> Ended:
    with pytest.raises(InvitationEnded) as why:
        office.do(accounts.find_invitation, given)
    return why.value.why


def test_an_invitation_is_passed_on_to_the_right_person(office: Office, assessment: Assessment, clock: Clock) -> None:
    first = token(office)
    clock.forward(minutes=5)
    office.do(arriving.forward, first, " Sjoerd ", "Sjoerd@Noordzee.example ")
    assert ended(office, first) is Ended.REVOKED
    made = invitations(office)[-1]
    assert (made.name, made.email, made.assessment_id) == ("Sjoerd", "sjoerd@noordzee.example", assessment.id)
    view = office.do(accounts.find_invitation, token(office, -1))
    assert view.invited_by == "Pia", "the page still says who asks"
    assert engagement(office).contact_email == "sjoerd@noordzee.example"
    assert ("vendor-invitation", "sjoerd@noordzee.example") in office.mails()


def test_declining_tells_who_asked_why_and_ends_the_link(office: Office, buyer: Actor, assessment: Assessment) -> None:
    first = token(office)
    office.do(arriving.decline, first, "We stop this service.")
    assert ended(office, first) is Ended.REVOKED
    assert engagement(office).declined_because == "We stop this service."
    with pytest.raises(Refused) as refused:
        office.do(intake.remind, buyer, engagement(office).id)
    assert refused.value.reason.code == "intake.declined"
    assert not office.do(intake.engagement, buyer, engagement(office).id).remindable
    assert ("declined", "Pia@example.com") in office.mails()
    payload = {"message": "declined", "to": "pia@example.com", "language": "en", "assessment": assessment.id}
    told = office.do(correspondence.values, payload)
    assert told["reason"] == "We stop this service."
    assert told["link"].endswith(f"/requests/{engagement(office).id}")
    kept = office.do(lambda work: [row.data for row in work.session.scalars(select(EventRow))])
    assert not [data for data in kept if "We stop this service." in str(data)], "no words of the vendor in the trail"


def test_declining_wants_a_reason(office: Office, assessment: Assessment) -> None:
    with pytest.raises(Refused):
        office.do(arriving.decline, token(office), "  ")
    assert engagement(office).declined_at is None


def test_another_contact_makes_it_open_again(office: Office, buyer: Actor, assessment: Assessment) -> None:
    office.do(arriving.decline, token(office), "Not us.")
    office.do(intake.change_contact, buyer, assessment.engagement_id, "Sanne", "sanne@noordzee.example", "nl")
    assert engagement(office).declined_at is None
    assert engagement(office).declined_because is None


def test_a_link_that_ran_out_is_renewed_once_a_day_to_the_same_address(
    office: Office, clock: Clock, assessment: Assessment
) -> None:
    first = token(office)
    clock.forward(days=60)
    assert ended(office, first) is Ended.EXPIRED
    for _ in range(3):
        office.do(arriving.renew, first)
    assert len(invitations(office)) == 2
    assert {one.email for one in invitations(office)} == {"vera@noordzee.example"}
    assert office.do(accounts.find_invitation, token(office, -1)).name == "Vera Visser"


def withdrawn(office: Office, buyer: Actor, assessment: Assessment) -> None:
    office.do(intake.withdraw, buyer, assessment.engagement_id, "No need.")


def test_what_is_withdrawn_gets_no_new_link(office: Office, buyer: Actor, clock: Clock, assessment: Assessment) -> None:
    first = token(office)
    withdrawn(office, buyer, assessment)
    clock.forward(days=60)
    with pytest.raises(InvitationEnded):
        office.do(arriving.renew, first)
    assert len(invitations(office)) == 1


@pytest.mark.parametrize("forged", ["", "x", "0" * 32, "0" * 32 + "." + "0" * 64])
def test_a_forged_link_does_nothing(office: Office, assessment: Assessment, forged: str) -> None:
    for act in (
        lambda work: arriving.forward(work, forged, "Eve", "eve@evil.example"),
        lambda work: arriving.decline(work, forged, "Because"),
        lambda work: arriving.renew(work, forged),
    ):
        with pytest.raises((InvitationEnded, NotFound)):
            office.do(act)
    assert engagement(office).contact_email == "vera@noordzee.example"
    assert len(invitations(office)) == 1


def test_a_colleague_s_invitation_is_not_passed_on(office: Office) -> None:
    admin = office.person(Role.ADMINISTRATOR)

    def invited(work: Work) -> str:
        made = accounts.invite_staff(work, admin, "new@example.com", "New", Role.AUDITOR, "en")
        return accounts.token_of(work, made)

    given = office.do(invited)
    for act in (
        lambda work: arriving.forward(work, given, "Eve", "eve@evil.example"),
        lambda work: arriving.decline(work, given, "Because"),
    ):
        with pytest.raises(Refused):
            office.do(act)
    with pytest.raises(InvitationEnded):
        office.do(arriving.renew, given)
