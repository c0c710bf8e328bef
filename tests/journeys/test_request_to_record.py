"""The whole line as the people on it walk it: from a request to the downloaded record, in a real browser."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
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
from vendorrisk.app import Portal
from vendorrisk.catalogue import CaseFile, Catalogue, read_case
from vendorrisk.cli import main as command_line
from vendorrisk.cli.verify import STANDINGS
from vendorrisk.domain.access import PORTAL, Role
from vendorrisk.domain.questionnaire import Kind, Question
from vendorrisk.resources import questionnaires_directory
from vendorrisk.services import accounts
from vendorrisk.services.verification import Standing


@dataclass(frozen=True)
class Walk:
    """One time along the whole line, with a vendor and colleagues of its own."""

    name: str
    language: str
    scripts: bool = True

    @property
    def vendor(self) -> str:
        return f"Snel Gemaakt {self.name}"

    @property
    def contact(self) -> str:
        return f"kim@{self.name}.example"


# In English with scripts the decisions are walked, in `test_decisions`.
WALKS = (Walk("dutch", "nl"), Walk("scriptless", "en", scripts=False))

# One portal serves every walk: starting it takes longer than walking.
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """A running portal on SQLite; what a kill does to either database is for the crash tests."""
    with RunningPortal(tmp_path_factory.mktemp("portal"), "").run(workers=1) as running:
        yield running


@pytest.fixture
def case_file(catalogue: Catalogue) -> CaseFile:
    """What is asked for and answered: little can be lost, so that one signature decides."""
    return read_case(questionnaires_directory() / "examples" / "low-tier.yaml", catalogue)


def colleagues(portal: RunningPortal, walk: Walk) -> list[str]:
    """The addresses of somebody of procurement and of a risk lead, with accounts."""
    opened = portal.open()
    return [colleague(opened, role, walk) for role in (Role.PROCUREMENT, Role.RISK_LEAD)]


def colleague(portal: Portal, role: Role, walk: Walk) -> str:
    address = f"{role.value}-{walk.name}@welkom.example"
    with portal.work() as work:
        invitation = accounts.invite_staff(work, PORTAL, address, f"Sam {role.name.title()}", role, walk.language)
        accounts.accept_invitation(work, accounts.token_of(work, invitation), user=None, name="", password=PASSWORD)
    return address


def mails(folder: Path, to: str) -> list[EmailMessage]:
    """What the portal mailed to this address, once there is something."""

    def found() -> list[EmailMessage]:
        sent = (email.message_from_bytes(path.read_bytes(), policy=default) for path in folder.glob("*.eml"))
        return [one for one in sent if isinstance(one, EmailMessage) and to in str(one["To"])]

    listed: list[EmailMessage] = until(found)
    return listed


def requests_the_vendor(buyer: Person, walk: Walk, case_file: CaseFile) -> None:
    buyer.goes_to("/requests/new")
    buyer.fills_in("Name of the vendor", walk.vendor)
    buyer.fills_in("What is it called?", case_file.engagement.title)
    buyer.fills_in("What is it for?", case_file.engagement.purpose)
    for question in case_file.case.intake.questions:
        if question.id in case_file.case.facts:
            gives(buyer, question, case_file.case.facts[question.id])
    buyer.fills_in("Name", "Kim Vendor")
    buyer.fills_in("Email address", walk.contact)
    buyer.page.locator(f"input[name=language][value={buyer.language}]").check()
    if buyer.scripts:
        expect(buyer.page.locator("#tier .tag")).to_be_visible()
    buyer.presses("Send the request")
    expect(buyer.page.locator("h1")).to_contain_text(walk.vendor)


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


def answers_everything(vendor: Person, walk: Walk, case_file: CaseFile, sent: Path) -> None:
    invitation = mails(sent, walk.contact)[0].get_body(("plain",))
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


def decides(lead: Person, walk: Walk) -> None:
    lead.goes_to("/queue")
    lead.follows(re.compile(walk.vendor))
    lead.page.locator("#next-steps summary").click()
    lead.presses("Accept as declared")
    lead.follows("Go to the decision")
    lead.page.locator("input[name=verdict][value=approve_with_conditions]").check()
    lead.presses("Sign the decision")
    expect(lead.page.locator("h1")).to_contain_text(walk.vendor)


def fetches_the_record(buyer: Person, walk: Walk, folder: Path) -> bytes:
    buyer.goes_to("/requests")
    buyer.follows(re.compile(walk.vendor))
    expect(buyer.page.locator("main")).to_contain_text(buyer.said("Approve with conditions"))
    buyer.page.locator("main a[href*='/records/']").first.click()
    link = buyer.page.locator(f"a[href$='/{buyer.language}.pdf']")
    until(lambda: link.count() or (None if buyer.scripts else buyer.page.reload() and None))
    return buyer.downloads(link.click, folder)


def is_genuine(document: bytes, walk: Walk, portal: RunningPortal, folder: Path) -> None:
    """The portal that issued it knows the file again, which is in the language that was asked for."""
    path = folder / "record.pdf"
    path.write_bytes(document)
    assert document.startswith(b"%PDF-1.7")
    with pikepdf.open(path) as opened:
        assert str(opened.Root.Lang) == walk.language
    checked = CliRunner().invoke(command_line, ["verify", str(path)], env=portal.environment)
    assert checked.exit_code == 0, checked.output
    assert STANDINGS[Standing.ISSUED] in checked.output


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.name)
def test_from_a_request_to_the_record(
    portal: RunningPortal, browser: Browser, case_file: CaseFile, tmp_path: Path, walk: Walk
) -> None:
    buyer, lead, vendor = (Person(browser, portal.url, walk.language, scripts=walk.scripts) for _ in range(3))
    for person, address in zip((buyer, lead), colleagues(portal, walk), strict=True):
        person.signs_in(address, PASSWORD)
    requests_the_vendor(buyer, walk, case_file)
    answers_everything(vendor, walk, case_file, Path(portal.environment["VENDORRISK_DATA"]) / "mail")
    shows_a_proof(vendor, case_file, tmp_path)
    submits(vendor)
    decides(lead, walk)
    document = fetches_the_record(buyer, walk, tmp_path)
    for person in (buyer, lead, vendor):
        person.leaves()
    assert [person.faults for person in (buyer, lead, vendor)] == [[], [], []]
    is_genuine(document, walk, portal, tmp_path)
