"""Procurement's pages: request a vendor, see what follows while writing, follow the request, steer it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import Clock, make_assessment, make_user
from tests.web.conftest import Visit
from tests.web.visitor import Page, Visitor
from vendorrisk.domain.access import Role
from vendorrisk.domain.lifecycle import State
from vendorrisk.persistence.models import Assessment, Engagement, User, Vendor
from vendorrisk.services.work import Work

NEW = "/requests/new"

WANTED: Mapping[str, Any] = {
    "vendor_name": "Noordzee HR",
    "website": "https://noordzee.example",
    "country": "NL",
    "title": "Payroll for the Belgian offices",
    "purpose": "Pays 400 people each month.",
    "needed_by": "2027-02-01",
    "contact_name": "Vera Visser",
    "contact_email": "vera@noordzee.example",
    "language": "nl",
    "fact-service": "software",
    "fact-hosting": "saas",
    "fact-users": ["employees"],
    "fact-ai": "none",
    "fact-data": ["personal"],
    "fact-people": ["employees"],
    "fact-records": "to-1k",
    "fact-countries": "Belgium, NL",
    "fact-subprocessors": "none",
    "fact-access": "none",
    "fact-integrations": "none",
    "fact-downtime": "week",
    "fact-function": "neither",
    "fact-size": "small",
}
"""A request that is complete; a test takes away or changes what it is about."""


@pytest.fixture
def buyer(visit: Visit) -> Visitor:
    """Somebody of procurement."""
    return visit(Role.PROCUREMENT)


@pytest.fixture
def assessment(work: Work, people: Mapping[Role, User]) -> Assessment:
    """A request of the person of procurement, whose vendor is invited."""
    return make_assessment(work, requester=people[Role.PROCUREMENT])


@pytest.fixture
def wanted(work: Work) -> dict[str, Any]:
    """A complete request: `WANTED`, each choice made sure to be one of the intake that ships."""
    for question in work.catalogue.intake.questions:
        given = WANTED.get(f"fact-{question.id}")
        chosen = given if isinstance(given, list) else [given]
        assert not question.options or all(question.option(str(one)) for one in chosen), question.id
    return dict(WANTED)


def count(session: Session, of: type) -> int:
    session.expire_all()
    return session.scalar(select(func.count()).select_from(of)) or 0


def values(page: Page, name: str) -> list[str]:
    """What stands in, or is ticked in, the fields with this name."""
    return [
        field.get("value", "")
        for field in page.all("input")
        if field.get("name") == name
        and (field.get("type") not in {"radio", "checkbox"} or field.get("checked") is not None)
    ]


def hidden(page: Page, identity: str) -> bool:
    return page.one(identity).get("hidden") is not None


def test_an_empty_list_says_how_to_begin(buyer: Visitor) -> None:
    page = buyer.get("/requests")
    assert "No requests yet" in page.words
    assert page.links["Request a vendor"] == NEW


def test_the_auditor_reads_the_list_and_is_offered_no_request(visit: Visit, assessment: Assessment) -> None:
    page = visit(Role.AUDITOR).get("/requests")
    assert "Cloudkeep" in page.words
    assert "Request a vendor" not in page.links


def test_the_list_says_who_holds_each_request_since_when_against_which_date(
    buyer: Visitor, assessment: Assessment, clock: Clock
) -> None:
    page = buyer.get("/requests")
    assert page.links["Cloudkeep"] == f"/requests/{assessment.engagement_id}"
    assert "The vendor since 23 November 2026 · due" in page.words
    assert "Invited" in page.words
    clock.forward(days=90)
    assert "was due" in buyer.get("/requests").words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?search=cloud", True),
        ("?search=payroll", True),
        ("?search=%25", False),
        ("?search=nothing+like+it", False),
        ("?stage=invited", True),
        ("?stage=decided", False),
        ("?stage=bogus", True),
        ("?page=999", True),
        ("?page=x", True),
    ],
)
def test_the_list_is_narrowed_by_name_and_stage(
    buyer: Visitor, assessment: Assessment, query: str, found: bool
) -> None:
    page = buyer.get(f"/requests{query}")
    assert ("Cloudkeep" in page.links) is found
    assert ("Nothing found" in page.words) is not found


def test_a_request_invites_the_vendor_and_leads_to_its_timeline(
    buyer: Visitor, wanted: dict[str, Any], session: Session
) -> None:
    buyer.get(NEW)
    buyer.submit(wanted)
    page = buyer.follow()
    assert page.heading == "Noordzee HR"
    assert "Vera Visser is invited to answer." in page.words
    made = session.scalars(select(Engagement)).one()
    assert (made.vendor.website, made.vendor.country) == ("noordzee.example", "NL")
    assert made.facts["countries"] == ["BE", "NL"]
    assert "spend" not in made.facts
    assert session.scalars(select(Assessment)).one().language == "nl"


def test_facts_that_are_not_asked_are_not_kept(buyer: Visitor, wanted: dict[str, Any], session: Session) -> None:
    buyer.get(NEW)
    buyer.submit({**wanted, "fact-data": ["none"]})
    facts = session.scalars(select(Engagement)).one().facts
    assert "people" not in facts
    assert "records" not in facts


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"vendor_name": " "}, "Enter the name of the vendor."),
        ({"website": "not a site"}, "Enter a website like example.com."),
        ({"contact_email": "vera"}, "Enter an address like name@company.com."),
        ({"needed_by": "soon"}, "Not a valid date value."),
        ({"fact-hosting": ""}, "Answer this question."),
        ({"fact-people": []}, "Answer this question."),
        ({"fact-hosting": "moon"}, "Choose one of the options."),
        ({"fact-spend": "a lot"}, "Enter a whole number"),
        ({"fact-countries": "Atlantis"}, "Atlantis"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(
    buyer: Visitor, wanted: dict[str, Any], session: Session, changes: dict[str, Any], said: str
) -> None:
    buyer.get(NEW)
    page = buyer.submit({**wanted, **changes}, 422)
    summary = page.words[: page.words.index("The vendor Name of the vendor")]
    assert "One thing needs your attention" in summary
    assert said in page.words
    assert said in summary
    assert values(page, "title") == [wanted["title"]]
    assert values(page, "fact-data") == ["personal"]
    for name, typed in changes.items():
        assert typed == " " or name.startswith("fact-") or values(page, name) == [typed]
    assert count(session, Engagement) == 0


def test_without_a_script_a_button_shows_the_tier_and_the_questions_that_follow(
    buyer: Visitor, wanted: dict[str, Any], session: Session
) -> None:
    page = buyer.get(NEW)
    assert hidden(page, "slot-people")
    page = buyer.submit({"fact-data": ["special"], "vendor_name": "Noordzee HR", "show": "tier"}, 200)
    assert not hidden(page, "slot-people")
    assert "Tier" in page.words
    assert values(page, "vendor_name") == ["Noordzee HR"]
    assert "needs your attention" not in page.words
    assert count(session, Engagement) == 0


def test_the_tier_follows_as_one_types(buyer: Visitor, wanted: dict[str, Any]) -> None:
    buyer.get(NEW)
    small = buyer.post("/requests/tier", {"fact-data": "none", "fact-size": "large"}, 200, htmx=True)
    assert "Tier low" in small.words
    assert "questions" in small.words
    assert "minutes" in small.words
    buyer.get(NEW)
    many = {**wanted, "fact-data": ["special"], "fact-records": "over-1m"}
    assert "Tier low" not in buyer.post("/requests/tier", many, 200, htmx=True).words


def test_only_questions_that_come_or_go_are_touched_while_one_types(buyer: Visitor) -> None:
    buyer.get(NEW)
    typed = {"fact-data": "personal", "shown": ["service", "hosting", "data"]}
    page = buyer.post("/requests/tier", typed, 200, htmx=True)
    assert not hidden(page, "slot-people")
    assert 'id="slot-data"' not in page.text
    buyer.get(NEW)
    gone = buyer.post("/requests/tier", {"fact-data": "none", "shown": ["people", "data"]}, 200, htmx=True)
    assert hidden(gone, "slot-people")


def test_nothing_is_said_of_a_tier_before_anything_is_known(buyer: Visitor) -> None:
    buyer.get(NEW)
    page = buyer.post("/requests/tier", {"fact-spend": "junk"}, 200, htmx=True)
    assert "Answer the questions about the engagement" in page.words


def test_a_known_vendor_is_recognised_and_not_made_twice(
    buyer: Visitor, assessment: Assessment, wanted: dict[str, Any], session: Session
) -> None:
    buyer.get(NEW)
    page = buyer.post("/requests/tier", {"vendor_name": "cloudkeep b.v."}, 200, htmx=True)
    assert "Cloudkeep is already known: 1 engagement." in page.words
    buyer.get(NEW)
    buyer.submit({**wanted, "vendor_name": "Cloudkeep BV"})
    assert count(session, Vendor) == 1
    assert count(session, Engagement) == 2


def test_the_timeline_tells_what_happened_is_and_comes(buyer: Visitor, assessment: Assessment) -> None:
    page = buyer.get(f"/requests/{assessment.engagement_id}")
    for told in ("Requested, and the vendor invited", "The vendor is invited, and has not begun", "The decision"):
        assert told in page.words
    assert "Payroll in the cloud" in page.words
    assert "vera@vendor.example" in page.words


def test_a_reminder_is_sent_once_a_day(buyer: Visitor, assessment: Assessment, clock: Clock) -> None:
    place = f"/requests/{assessment.engagement_id}"
    buyer.get(place)
    buyer.post(f"{place}/remind")
    page = buyer.follow()
    assert "A reminder is on its way." in page.words
    assert "Remind Vera" not in page.words
    buyer.post(f"{place}/remind")
    assert "A reminder is on its way." not in buyer.follow().words
    clock.forward(days=2)
    assert "Remind Vera" in buyer.get(place).words


def test_another_contact_is_invited(buyer: Visitor, assessment: Assessment, session: Session) -> None:
    place = f"/requests/{assessment.engagement_id}"
    buyer.get(f"{place}/contact")
    page = buyer.submit({"contact_name": "", "contact_email": "sam@vendor.example"}, 422)
    assert "Enter the name of the contact." in page.words
    assert values(page, "contact_email") == ["sam@vendor.example"]
    buyer.submit({"contact_name": "Sam Smit", "contact_email": "sam@vendor.example", "language": "en"})
    assert "Sam Smit" in buyer.follow().words
    session.expire_all()
    assert session.scalars(select(Engagement)).one().contact_email == "sam@vendor.example"


def test_a_withdrawal_wants_a_reason_and_is_final(buyer: Visitor, assessment: Assessment, session: Session) -> None:
    place = f"/requests/{assessment.engagement_id}"
    page = buyer.get(f"{place}/withdraw")
    assert "cannot be undone" in page.words
    assert "Say why" in buyer.submit({"reason": " "}, 422).words
    buyer.submit({"reason": "We build it ourselves."})
    page = buyer.follow()
    assert "Withdrawn" in page.words
    assert "We build it ourselves." in page.words
    session.expire_all()
    assert session.scalars(select(Assessment)).one().state == State.WITHDRAWN
    buyer.get(f"{place}/withdraw", 303)
    buyer.get(place)
    buyer.post(f"{place}/remind")
    assert "A reminder is on its way." not in buyer.follow().words


def test_a_closed_request_is_assessed_again_with_a_reason(
    buyer: Visitor, assessment: Assessment, session: Session
) -> None:
    place = f"/requests/{assessment.engagement_id}"
    buyer.get(f"{place}/withdraw")
    buyer.submit({"reason": "They went bankrupt."})
    buyer.get(f"{place}/again")
    page = buyer.submit({"cause": "incident", "note": ""}, 422)
    assert "Say what happened." in page.words
    buyer.submit({"cause": "change", "note": "Somebody bought them."})
    page = buyer.follow()
    assert "Somebody bought them." in page.words
    assert "Assessed before" in page.words
    session.expire_all()
    newest = session.scalars(select(Assessment).where(Assessment.follows_id == assessment.id)).one()
    assert (newest.state, newest.cause_note) == (State.INVITED, "Somebody bought them.")
    buyer.get(f"{place}/again", 303)


@pytest.mark.parametrize("path", ["", "/contact", "/withdraw", "/again"])
def test_an_engagement_that_is_not_there_is_not_found(buyer: Visitor, path: str) -> None:
    buyer.get(f"/requests/{'0' * 32}{path}", 404)


def test_a_request_of_a_colleague_can_be_read_and_not_steered(
    visit: Visit, app: Any, work: Work, assessment: Assessment
) -> None:
    colleague = make_user(work.session, Role.PROCUREMENT, email="other@example.com", name="Otto Other")
    work.commit()
    other = Visitor(app, colleague)
    place = f"/requests/{assessment.engagement_id}"
    page = other.get(place)
    assert "Withdraw the request" not in page.links
    other.get(f"{place}/withdraw", 303)
    other.get(place)
    other.post(f"{place}/withdraw", {"reason": "mine now"})
    work.session.expire_all()
    assert work.session.scalars(select(Assessment)).one().state == State.INVITED


def test_pages_speak_dutch(app: Any, people: Mapping[Role, User], session: Session) -> None:
    people[Role.PROCUREMENT].language = "nl"
    session.commit()
    page = Visitor(app, people[Role.PROCUREMENT], language="nl").get(NEW)
    assert "Welke" in page.words or "Waar" in page.words
    assert "Nederland" in page.words
