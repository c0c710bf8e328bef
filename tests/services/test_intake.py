"""Requesting a vendor, following the engagement and steering it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from tests.factories import Clock, some_facts
from tests.services.office import Office
from tests.web.sharing import HEAVY
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import Holder, State
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.persistence.models import AssessmentMember, Content, EventRow, Invitation, Vendor
from vendorrisk.services import accounts, intake
from vendorrisk.services.accounts import InvitationEnded
from vendorrisk.services.failures import NotFound, Refused, Stale
from vendorrisk.services.intake import Happening
from vendorrisk.services.intake.vendors import name_key, website_key
from vendorrisk.services.work import Work


def test_the_preview_tells_tier_packs_and_time(work: Work) -> None:
    light = intake.preview(work, some_facts(work.catalogue.intake))
    heavy = intake.preview(work, some_facts(work.catalogue.intake) | HEAVY)
    assert (light.exposure.tier, heavy.exposure.tier) == (Tier.LOW, Tier.HIGH)
    assert [pack.id for pack in heavy.packs] == ["baseline", "privacy"]
    assert heavy.questions > light.questions
    assert heavy.minutes > light.minutes > 0
    assert (light.due_on - work.now().date()).days == 14


def test_a_preview_of_nothing_yet_is_a_preview(work: Work) -> None:
    assert intake.preview(work, {}).questions > 0


def test_a_request_invites_the_contact_and_pins_what_is_asked(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    assert assessment.state == State.INVITED
    assert office.mails() == [("vendor-invitation", "vera@noordzee.example")]
    pinned = {assessment.intake_digest, assessment.model_digest, assessment.organisation_digest}
    assert pinned | set(assessment.pack_digests) == set(work.session.scalars(select(Content.digest)))
    events = work.session.scalars(select(EventRow.kind).where(EventRow.subject == assessment.engagement_id)).all()
    assert events == [EventKind.ENGAGEMENT_REQUESTED]


def test_a_request_without_a_required_fact_is_refused(office: Office, buyer: Actor) -> None:
    with pytest.raises(Refused, match=r"intake\.fact_missing"):
        office.requested(buyer, facts={})


@pytest.mark.parametrize(
    ("name", "website"),
    [
        ("Noordzee HR", ""),
        ("NOORDZEE-HR BV", "noordzee.example"),
        ("A new name", "http://noordzee.example/about?x=1"),
    ],
)
def test_a_vendor_that_is_known_is_found(office: Office, buyer: Actor, work: Work, name: str, website: str) -> None:
    first = office.requested(buyer).engagement.vendor_id
    (known,) = intake.matching_vendors(work, name, website)
    assert (known.id, known.name, known.engagements) == (first, "Noordzee HR B.V.", 1)
    assert office.requested(buyer, vendor_name=name, website=website).engagement.vendor_id == first


def test_two_companies_may_share_a_name_when_each_has_a_website(office: Office, buyer: Actor) -> None:
    first = office.requested(buyer).engagement.vendor_id
    assert office.requested(buyer, website="noordzee.test").engagement.vendor_id != first


def test_nothing_matches_nothing(office: Office, buyer: Actor, work: Work) -> None:
    office.requested(buyer)
    assert intake.matching_vendors(work, "", "") == []


@pytest.mark.parametrize(
    ("name", "key"),
    [("Müller & Söhne GmbH", "mullersohne"), ("Acme, Inc.", "acme"), ("B.V.", "bv"), ("日本", "日本"), ("", "")],
)
def test_a_name_is_known_by_what_is_left_of_it(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.Example.com:443/a?b#c", "example.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("www.example.com.", "example.com"),
        ("a..b", ""),
        ("", ""),
    ],
)
def test_a_website_is_known_by_its_host(address: str, key: str) -> None:
    assert website_key(address) == key


def test_requests_at_once_make_one_vendor(office: Office, buyer: Actor, work: Work) -> None:
    barrier = Barrier(6)

    def ask(number: int) -> None:
        request, opened = office.request(title=f"Engagement {number}"), office.open_work()
        barrier.wait()
        intake.request_engagement(opened, buyer, request)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(ask, range(6)))
    assert work.session.scalar(select(func.count()).select_from(Vendor)) == 1


def test_the_list_finds_by_vendor_title_and_stage(office: Office, buyer: Actor, work: Work) -> None:
    office.requested(buyer)
    other = office.requested(buyer, vendor_name="100% Cloud_keep", website="", title="Backups")
    assert [row.title for row in intake.engagements(work, buyer, search="noordzee").rows] == ["Payroll"]
    assert [row.title for row in intake.engagements(work, buyer, search="BACKUP").rows] == ["Backups"]
    assert [row.id for row in intake.engagements(work, buyer, search="0% cloud_").rows] == [other.engagement_id]
    assert intake.engagements(work, buyer, search="%").total == 1, "a percent sign is a letter here"
    assert intake.engagements(work, buyer, stage=State.DECIDED).total == 0
    assert intake.engagements(work, buyer, stage=State.INVITED).total == 2


@pytest.mark.parametrize("role", [Role.RESPONDENT, Role.ADMINISTRATOR])
def test_who_does_not_follow_engagements_sees_none(office: Office, buyer: Actor, work: Work, role: Role) -> None:
    assessment, other = office.requested(buyer), office.person(role)
    assert intake.engagements(work, other).total == 0
    with pytest.raises(NotFound):
        intake.engagement(work, other, assessment.engagement_id)


def test_the_timeline_says_who_holds_it_since_when(office: Office, buyer: Actor, lead: Actor, clock: Clock) -> None:
    asked_at = clock()
    assessment = office.requested(buyer)
    vendor = office.shared(assessment)
    clock.forward(days=1)
    office.answer_all(vendor, assessment)
    view = office.do(intake.engagement, buyer, assessment.engagement_id)
    assert (view.holder, view.since, view.due_on) == (Holder.VENDOR, asked_at, assessment.due_on)
    clock.forward(days=1)
    office.submit(vendor, assessment)
    view = office.do(intake.engagement, buyer, assessment.engagement_id)
    assert (view.holder, view.since) == (Holder.RISK, clock())
    assert (view.due_on or clock().date()) > clock().date()
    clock.forward(days=1)
    office.sign(lead, assessment)
    view = office.do(intake.engagement, buyer, assessment.engagement_id)
    assert [entry.happening for entry in view.timeline] == [
        Happening.REQUESTED,
        Happening.OPENED,
        Happening.SUBMITTED,
        Happening.DECIDED,
    ]
    assert [entry.actor for entry in view.timeline] == ["Pia", "Vera", "Vera", "Roos"]
    assert (view.holder, view.due_on, view.verdict) == (Holder.NOBODY, None, "approve")
    assert view.next_on is not None
    assert view.next_on.year > clock().year


def test_a_reminder_goes_out_once_a_day(office: Office, buyer: Actor, clock: Clock) -> None:
    assessment = office.requested(buyer)
    engagement = assessment.engagement_id
    assert office.do(intake.engagement, buyer, engagement).remindable
    office.do(intake.remind, buyer, engagement)
    assert ("reminder", "vera@noordzee.example") in office.mails()
    assert not office.do(intake.engagement, buyer, engagement).remindable
    clock.forward(hours=23)
    with pytest.raises(Refused, match=r"intake\.reminded_today"):
        office.do(intake.remind, buyer, engagement)
    clock.forward(hours=1)
    office.do(intake.remind, buyer, engagement)
    assert office.mails().count(("reminder", "vera@noordzee.example")) == 2


def test_nobody_is_reminded_of_what_we_hold(office: Office, buyer: Actor) -> None:
    assessment, _ = office.submitted(buyer)
    with pytest.raises(Refused, match=r"intake\.not_with_vendor"):
        office.do(intake.remind, buyer, assessment.engagement_id)


def test_another_contact_ends_the_first_invitation(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    first = work.session.scalars(select(Invitation)).one()
    office.do(intake.change_contact, buyer, assessment.engagement_id, "Wim Prins", "Wim@noordzee.example", "nl")
    with pytest.raises(InvitationEnded, match="revoked"):
        accounts.find_invitation(work, accounts.token_of(work, first))
    assert ("vendor-invitation", "wim@noordzee.example") in office.mails()
    kept = office.kept(assessment)
    assert (kept.engagement.contact_email, kept.language) == ("wim@noordzee.example", "nl")
    entries = intake.engagement(work, buyer, assessment.engagement_id).timeline
    assert {entry.happening for entry in entries} == {Happening.REQUESTED, Happening.CONTACT_CHANGED}


@pytest.mark.parametrize("answered", [True, False])
def test_the_contact_before_keeps_access_only_after_answering(office: Office, buyer: Actor, answered: bool) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    if answered:
        office.save(vera, assessment, "encryption-at-rest", "databases")
    office.do(intake.change_contact, buyer, assessment.engagement_id, "Wim Prins", "wim@noordzee.example", "en")
    member = office.do(lambda work: work.session.get(AssessmentMember, (assessment.id, vera.id)))
    assert (member is not None) is answered


def test_withdrawing_ends_it(office: Office, buyer: Actor, work: Work, clock: Clock) -> None:
    assessment = office.requested(buyer)
    clock.forward(days=1)
    vera = office.shared(assessment)
    invitation = work.session.scalars(select(Invitation)).one()
    with pytest.raises(Refused, match=r"intake\.reason_missing"):
        office.do(intake.withdraw, buyer, assessment.engagement_id, " ")
    office.do(intake.withdraw, buyer, assessment.engagement_id, "The budget is gone")
    with pytest.raises(Refused, match=r"answering\.closed"):
        office.save(vera, assessment, "encryption-at-rest", "databases")
    with pytest.raises(InvitationEnded, match="revoked"):
        accounts.find_invitation(work, accounts.token_of(work, invitation))
    with pytest.raises(Refused, match=r"intake\.closed"):
        office.do(intake.change_contact, buyer, assessment.engagement_id, "Wim", "wim@noordzee.example", "en")
    view = intake.engagement(work, buyer, assessment.engagement_id)
    assert view.timeline[-1].note == "The budget is gone"


def test_what_is_decided_cannot_be_withdrawn(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment, _ = office.submitted(buyer)
    office.sign(lead, assessment)
    with pytest.raises(Stale):
        office.do(intake.withdraw, buyer, assessment.engagement_id, "Too late")


def test_only_the_requester_or_a_risk_lead_steers(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment = office.requested(buyer)
    for role in (Role.PROCUREMENT, Role.AUDITOR):
        other = office.person(role, f"Other {role.value}")
        assert not office.do(intake.engagement, other, assessment.engagement_id).steerable
        with pytest.raises(Refused, match=r"intake\.not_yours"):
            office.do(intake.remind, other, assessment.engagement_id)
    office.do(intake.remind, lead, assessment.engagement_id)
