"""The whole line as the people on it walk it: from a request to the downloaded record, in a real browser."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from tests.browsers import chromium
from tests.crash.portal import PASSWORD, RunningPortal, until
from tests.journeys.people import Person
from vendorrisk.catalogue import CaseFile, Catalogue, read_case
from vendorrisk.cli import main as command_line
from vendorrisk.domain.access import PORTAL, Role
from vendorrisk.domain.questionnaire import Kind, Question
from vendorrisk.resources import questionnaires_directory
from vendorrisk.services import accounts

VENDOR, CONTACT = "Snel Gemaakt", "kim@snelgemaakt.example"
WALKS = [
    pytest.param("en", True, id="english"),
    pytest.param("nl", True, id="dutch"),
    pytest.param("en", False, id="without-scripts"),
]

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def portal(tmp_path: Path, database_url: str) -> RunningPortal:
    """A portal with one person of procurement and one risk lead, who speak any language."""
    return RunningPortal(tmp_path, database_url)


@pytest.fixture
def case_file(catalogue: Catalogue) -> CaseFile:
    """What is asked for and answered: little can be lost, so that one signature decides."""
    return read_case(questionnaires_directory() / "examples" / "low-tier.yaml", catalogue)


def colleague(portal: RunningPortal, role: Role, language: str) -> str:
    """The address of somebody with an account."""
    address = f"{role.value}@welkom.example"
    with portal.open().work() as work:
        invitation = accounts.invite_staff(work, PORTAL, address, f"Sam {role.name.title()}", role, language)
        accounts.accept_invitation(work, accounts.token_of(work, invitation), user=None, name="", password=PASSWORD)
    return address


def mails(folder: Path, to: str) -> list[EmailMessage]:
    """What the portal mailed to this address, once there is something."""

    def found() -> list[EmailMessage]:
        sent = (email.message_from_bytes(path.read_bytes(), policy=default) for path in folder.glob("*.eml"))
        return [one for one in sent if isinstance(one, EmailMessage) and to in str(one["To"])]

    listed: list[EmailMessage] = until(found)
    return listed


def requests_the_vendor(buyer: Person, case_file: CaseFile) -> None:
    buyer.goes_to("/requests/new")
    buyer.fills_in("Name of the vendor", VENDOR)
    buyer.fills_in("What is it called?", case_file.engagement.title)
    buyer.fills_in("What is it for?", case_file.engagement.purpose)
    for question in case_file.case.intake.questions:
        if question.id in case_file.case.facts:
            gives(buyer, question, case_file.case.facts[question.id])
    buyer.fills_in("Name", "Kim Vendor")
    buyer.fills_in("Email address", CONTACT)
    buyer.page.locator(f"input[name=language][value={buyer.language}]").check()
    if buyer.scripts:
        expect(buyer.page.locator("#tier .tag")).to_be_visible()
    buyer.presses("Send the request")
    expect(buyer.page.locator("h1")).to_contain_text(VENDOR)


def gives(person: Person, question: Question, value: object) -> None:
    """Answers a question of the content as its kind wants it."""
    match question.kind, value:
        case ((Kind.CHOICE | Kind.MULTI), _):
            for chosen in value if isinstance(value, tuple) else (value,):
                option = question.option(str(chosen))
                assert option
                person.picks(question.ask, option.label)
        case Kind.COUNTRIES, (country, *_):
            place = (
                person.group(question.ask)
                .get_by_role("textbox")
                .or_(person.group(question.ask).get_by_role("combobox"))
            )
            place.fill(str(country))
            place.press("Tab")
        case _, _:
            person.page.locator(f"[name='fact-{question.id}']").fill(str(value))


def answers_everything(vendor: Person, case_file: CaseFile, folder: Path) -> None:
    invitation = mails(folder / "mail", CONTACT)[0].get_body(("plain",))
    assert invitation
    found = re.search(r"http\S+/invitation/\S+", invitation.get_content())
    assert found
    vendor.goes_to(found[0])
    vendor.fills_in("Choose a password", PASSWORD)
    vendor.presses("Accept and start")
    vendor.follows(case_file.engagement.title)
    vendor.page.locator("main .acts a.btn-primary").click()
    for section in case_file.case.questionnaire.sections:
        for question in section.questions:
            gives(vendor, question, case_file.case.answers[question.id].value)
        if vendor.scripts:
            expect(vendor.page.locator("#saved")).to_contain_text(vendor.said("Saved %(time)s", time=""))
            expect(vendor.page.locator("#unsaved")).to_be_hidden()
        vendor.page.locator(".section-foot button[type=submit]").click()
        vendor.page.wait_for_load_state()
    vendor.page.wait_for_url("**/check")
    for question in case_file.case.questionnaire.questions:
        expect(vendor.page.locator("main")).to_contain_text(question.ask.to(vendor.language))


def shows_a_proof(vendor: Person, case_file: CaseFile, folder: Path) -> None:
    """Goes back to one answer and attaches a document to it."""
    document = folder / "incident-plan.txt"
    document.write_text("What we do in an incident.")
    vendor.page.go_back()
    question = case_file.case.questionnaire.sections[-1].questions[-1]
    card = vendor.page.locator(f"#question-{question.id}")
    card.get_by_text(vendor.said("Add proof")).click()
    card.get_by_label(vendor.said("File"), exact=True).set_input_files(document)
    card.get_by_role("button", name=vendor.said("Add this file")).click()
    expect(vendor.page.get_by_role("link", name="incident-plan.txt")).to_be_visible()


def submits(vendor: Person) -> None:
    vendor.page.locator(".section-foot button[type=submit]").click()
    vendor.follows("Continue to submit")
    vendor.fills_in("Your name", "Kim Vendor")
    vendor.fills_in("Your position", "Director")
    vendor.page.get_by_role("checkbox").check()
    vendor.presses("Submit")
    vendor.page.wait_for_url("**/submitted")


def decides(lead: Person) -> None:
    lead.goes_to("/queue")
    lead.follows(re.compile(VENDOR))
    lead.page.locator("#next-steps summary").click()
    lead.presses("Accept as declared")
    lead.follows("Go to the decision")
    lead.page.locator("input[name=verdict][value=approve_with_conditions]").check()
    lead.presses("Sign the decision")
    expect(lead.page.locator("h1")).to_contain_text(VENDOR)


def fetches_the_record(buyer: Person, folder: Path) -> bytes:
    buyer.goes_to("/requests")
    buyer.follows(re.compile(VENDOR))
    expect(buyer.page.locator("main")).to_contain_text(buyer.said("Approve with conditions"))
    buyer.page.locator("main a[href*='/records/']").first.click()
    link = buyer.page.locator(f"a[href$='/{buyer.language}.pdf']")
    until(lambda: link.count() or (None if buyer.scripts else buyer.page.reload() and None))
    return buyer.downloads(link.click, folder)


@pytest.mark.parametrize(("language", "scripts"), WALKS)
def test_from_a_request_to_the_record(
    portal: RunningPortal, browser: Browser, case_file: CaseFile, tmp_path: Path, language: str, scripts: bool
) -> None:
    addresses = [colleague(portal, role, language) for role in (Role.PROCUREMENT, Role.RISK_LEAD)]
    with portal.run():
        buyer, lead, vendor = (Person(browser, portal.url, language, scripts=scripts) for _ in range(3))
        for person, address in zip((buyer, lead), addresses, strict=True):
            person.signs_in(address, PASSWORD)
        requests_the_vendor(buyer, case_file)
        answers_everything(vendor, case_file, tmp_path)
        shows_a_proof(vendor, case_file, tmp_path)
        submits(vendor)
        decides(lead)
        document = fetches_the_record(buyer, tmp_path)
        assert [person.faults for person in (buyer, lead, vendor)] == [[], [], []]
    assert document.startswith(b"%PDF-1.7")
    path = tmp_path / "record.pdf"
    path.write_bytes(document)
    with pikepdf.open(path) as opened:
        assert str(opened.Root.Lang) == language
    checked = CliRunner().invoke(command_line, ["verify", str(path), "--offline"])
    assert checked.exit_code == 0, checked.output
