"""Every way a decision can go, at the browsers of those it concerns, through the years that it stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import databases
from tests.browsers import chromium
from tests.journeys.house import House, house
from tests.journeys.people import Person
from tests.services.office import PDF
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.decision import Verdict
from vendorrisk.persistence.models import Assessment
from vendorrisk.services.review import ConditionInput

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def home(browser: Browser, tmp_path: Path, _sqlite_template: Path) -> Iterator[House]:
    """A house with nobody in it yet."""
    with house(browser, tmp_path, databases.sqlite_copy(_sqlite_template, tmp_path)) as opened:
        yield opened
        opened.leave()


@pytest.fixture
def buyer(home: House) -> Actor:
    return home.office.person(Role.PROCUREMENT, "Pia")


@pytest.fixture
def lead(home: House) -> Actor:
    return home.office.person(Role.RISK_LEAD, "Lena")


VENDOR = "Noordzee HR B.V."
REST = "encryption-at-rest"
NOTHING = dict.fromkeys(
    (
        REST,
        "encryption-in-transit",
        "backup-restore",
        "access-management",
        "multi-factor",
        "awareness-training",
        "vulnerability-scanning",
        "incident-response",
        "vendor-risk",
    ),
    "none",
)
"""The worst answer to every question of the low tier that is answered by choosing."""


def opens(person: Person, place: str) -> None:
    """Goes to the engagement, or to its review, by the list at `place`."""
    person.goes_to(place)
    person.follows(re.compile(re.escape(VENDOR)))


def reads(person: Person, words: str) -> None:
    expect(person.page.locator("main")).to_contain_text(words)


def decides(lead: Person, verdict: str, why: str = "") -> None:
    """From the queue to the signature."""
    opens(lead, "/queue")
    lead.follows("Go to the decision")
    lead.page.locator(f"input[name=verdict][value={verdict}]").check()
    lead.fills_in("Why", why)
    lead.presses("Sign the decision")


def shows(vendor: Person, assessment: Assessment, folder: Path) -> None:
    """Shows on the page of the outcome what was done about its one condition."""
    document = folder / "disks.pdf"
    document.write_bytes(PDF)
    vendor.goes_to(f"/questionnaires/{assessment.id}/outcome")
    vendor.page.get_by_text("Show what was done").click()
    vendor.fills_in("What was done?", "Every disk is encrypted since Monday.")
    vendor.page.locator("main input[type=file]").set_input_files(document)
    vendor.presses("Send to the risk team")
    reads(vendor, "Every disk is encrypted since Monday.")


def accepts(lead: Person) -> None:
    """Finds what waits for the risk team, and takes it."""
    lead.goes_to("/conditions")
    lead.follows("Encrypt every disk.")
    lead.presses("Accept: it is met")
    reads(lead, "Met")


def test_approved(home: House, buyer: Actor, lead: Actor) -> None:
    home.office.submitted(buyer)
    decides(home.desk(lead), "approve")
    home.work_off()
    pia = home.desk(buyer)
    opens(pia, "/requests")
    reads(pia, f"You may go ahead with {VENDOR}.")
    assert {"decided-requester", "decided-vendor"} <= {message for message, _ in home.office.mails()}


def test_approved_on_a_condition_that_is_met(home: House, buyer: Actor, lead: Actor, tmp_path: Path) -> None:
    assessment, vera = home.office.submitted(buyer)
    lena = home.desk(lead)
    opens(lena, "/queue")
    lena.follows("Go to the decision")
    lena.page.locator("input[name=verdict][value=approve_with_conditions]").check()
    lena.fills_in("Why", "They promised it on the telephone.")
    lena.presses("Add a condition")
    lena.fills_in("What is to be done", "Encrypt every disk.")
    lena.page.locator("select[name$=question]").select_option(REST)
    lena.presses("Sign the decision")
    shows(home.desk(vera), assessment, tmp_path)
    accepts(lena)
    pia = home.desk(buyer)
    opens(pia, "/requests")
    reads(pia, "on one condition")
    reads(pia, "Met")


def test_a_condition_that_is_missed_suspends_until_it_is_met(
    home: House, buyer: Actor, lead: Actor, tmp_path: Path
) -> None:
    assessment, vera = home.office.submitted(buyer)
    wanted = ConditionInput(
        question=REST, text="Encrypt every disk.", owner="Vera", due_on=home.clock().date() + dt.timedelta(days=30)
    )
    home.office.sign(
        lead, assessment, Verdict.APPROVE_WITH_CONDITIONS, conditions=(wanted,), rationale="They promised."
    )
    home.days_pass(wanted.due_on + dt.timedelta(days=1))
    pia = home.desk(buyer)
    opens(pia, "/requests")
    reads(pia, f"The approval of {VENDOR} is suspended.")
    shows(home.desk(vera), assessment, tmp_path)
    opens(pia, "/requests")
    reads(pia, "is suspended")
    accepts(home.desk(lead))
    opens(pia, "/requests")
    reads(pia, f"You may go ahead with {VENDOR}, on one condition.")


def test_rejected(home: House, buyer: Actor, lead: Actor) -> None:
    assessment, vera = home.office.submitted(buyer, but=NOTHING)
    decides(home.desk(lead), "reject")
    pia, vendor = home.desk(buyer), home.desk(vera)
    opens(pia, "/requests")
    reads(pia, f"You cannot go ahead with {VENDOR} as things stand.")
    vendor.goes_to(f"/questionnaires/{assessment.id}/outcome")
    reads(vendor, "does not approve")
    reads(vendor, "The shortest way to approval")


def test_overruled_by_two_with_a_reason(home: House, buyer: Actor, lead: Actor) -> None:
    assessment, _ = home.office.submitted(buyer, heavy=True)
    lena, why = home.desk(lead), "Their owner changes next month; nobody can commit to anything."
    decides(lena, "reject")
    expect(lena.page.get_by_role("alert")).to_be_visible()
    expect(lena.page.locator("input[name=verdict][value=reject]")).to_be_checked()
    lena.faults.clear()  # The refusal is a 422, which a browser calls an error.
    lena.fills_in("Why", why)
    lena.presses("Sign the decision")
    reads(lena, "Another approver has to sign before it is decided.")
    lena.goes_to(f"/reviews/{assessment.id}/decision")
    reads(lena, "Another approver signs next")
    lars = home.desk(home.office.person(Role.RISK_LEAD, "Lars"))
    lars.goes_to(f"/reviews/{assessment.id}/decision")
    reads(lars, why)
    lars.presses("Sign the decision")
    reads(lars, "Lars")
    opens(lena, "/requests")
    reads(lena, f"You cannot go ahead with {VENDOR} as things stand.")


def test_assessed_again_after_a_year(home: House, buyer: Actor, lead: Actor) -> None:
    office, second = home.office, home.office.person(Role.RISK_LEAD, "Lars")
    assessment, vera = office.submitted(buyer, heavy=True)
    for one in (lead, second):
        office.sign(one, assessment, Verdict.APPROVE, rationale="We have known them for ten years.")
    home.days_pass(office.kept(assessment).next_on - dt.timedelta(days=1))
    vendor = home.desk(vera)
    vendor.goes_to("/questionnaires")
    vendor.page.locator("main a[href^='/questionnaires/']").first.click()
    vendor.follows(re.compile("proposal"))
    again = re.search("/questionnaires/([^/?#]+)", vendor.page.url)[1]
    assert again != assessment.id
    proposed = vendor.page.locator(".proposal").count()
    vendor.presses("Accept what is ticked")
    begun = office.do(lambda work: work.session.get_one(Assessment, again))
    assert len(home.answers(begun)) == proposed > 10
    office.answer_all(vera, begun, but={REST: "databases"})
    office.submit(vera, begun)
    lena = home.desk(lead)
    lena.goes_to(f"/reviews/{again}/changes")
    reads(lena, "What changed since")
    row = lena.page.get_by_role("row").filter(has_text="What do you encrypt where our data is stored?")
    expect(row).to_contain_text("Worth less")


def test_approved_on_an_acceptance_that_ends_and_is_given_anew(home: House, buyer: Actor, lead: Actor) -> None:
    office, second = home.office, home.office.person(Role.RISK_LEAD, "Lars")
    assessment, _ = office.submitted(buyer, heavy=True, but={REST: "none"})
    lena, until = home.desk(lead), home.clock().date() + dt.timedelta(days=20)
    accepts_the_risk(lena, assessment, until)
    decides(lena, "approve", "All else is in order.")
    office.sign(second, assessment, Verdict.APPROVE)
    home.days_pass(until)
    assert ("acceptance-ends", lead.email) in office.mails()
    pia = home.desk(buyer)
    opens(pia, "/requests")
    reads(pia, f"You may go ahead with {VENDOR}.")
    home.days_pass(until + dt.timedelta(days=1))
    opens(pia, "/requests")
    reads(pia, "it rests on a risk that is accepted no longer")
    accepts_the_risk(lena, assessment, until + dt.timedelta(days=30))
    opens(pia, "/requests")
    reads(pia, f"You may go ahead with {VENDOR}.")


def accepts_the_risk(lead: Person, assessment: Assessment, until: dt.date) -> None:
    """From the review to an accepted risk, until that day."""
    lead.goes_to(f"/reviews/{assessment.id}")
    lead.follows("Accept a risk")
    lead.page.get_by_label("What do you encrypt where our data is stored?").check()
    lead.fills_in("Why can we live with it?", "The service ends in spring.")
    lead.page.locator("input[name=until]").fill(until.isoformat())
    lead.presses("Accept the risk")
    reads(lead, "In force")
