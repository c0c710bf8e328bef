"""Every page as every role sees it, in a real browser: for everybody's eyes, on any screen, without a fault."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from sqlalchemy import select

from tests.browsers import chromium, violations
from tests.crash.portal import RunningPortal
from tests.factories import actor_of
from tests.journeys.people import Person
from tests.pages.places import FILES, Demo, places
from vendorrisk.app import create_app
from vendorrisk.domain.access import Role
from vendorrisk.domain.decision import Verdict
from vendorrisk.persistence.models import AssessmentMember, Decision, User
from vendorrisk.services import previews
from vendorrisk.services.demo import PASSWORD
from vendorrisk.services.work import Work

pytestmark = pytest.mark.browser

PUBLIC = ("/", "/verify", "/sign-in", "/reset", "/invitation/no-such-token", "/no-such-page")
ANSWERING = "wouter@tulptelefonie.example"
WIDE, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The demo company, served."""
    folder = tmp_path_factory.mktemp("demo")
    portal = RunningPortal(folder, f"sqlite:///{folder}/portal.db")
    command = [sys.executable, "-c", "from vendorrisk.cli import main; main()", "demo", "--seed-only"]
    subprocess.run(command, env=os.environ | portal.environment, check=True, capture_output=True, timeout=300)
    share_an_outcome(portal)
    draw_the_proofs(portal)
    with portal.run(workers=1):
        yield portal


def share_an_outcome(demo: RunningPortal) -> None:
    """Let who is answering the baseline see an outcome too: a rejection, with the shortest way to approval."""
    with demo.open() as portal, portal.work() as work:
        rejected = Verdict.REJECT.value
        decisions = select(Decision).filter_by(verdict=rejected, recommendation=rejected)
        decision = work.session.scalars(decisions).first() or pytest.fail("the demo rejects nobody")
        work.session.add(AssessmentMember(assessment_id=decision.assessment_id, user_id=who(work, Role.RESPONDENT).id))
        work.commit()


def draw_the_proofs(demo: RunningPortal) -> None:
    """Have the proofs drawn that are looked at: a page that waits would look again in the middle of a test."""
    with demo.open() as portal, portal.work() as work:
        for role in (Role.RESPONDENT, Role.RISK_LEAD):
            for proof in Demo(work, who(work, role)).proofs()[:1]:
                previews.preview(work, actor_of(who(work, role)), proof.assessment_id, proof.id)
                previews.make_preview(work, proof.id)


def who(work: Work, role: Role) -> User:
    """Somebody of this role; of the vendors' people, one who is answering the baseline."""
    found = select(User).where(User.roles.any(name=role.value)).order_by(User.email)
    if role is Role.RESPONDENT:
        found = select(User).where(User.email == ANSWERING)
    return work.session.scalars(found).first() or pytest.fail(f"the demo has no {role}")


def signed_in(demo: RunningPortal, browser: Browser, role: Role, language: str) -> tuple[Person, dict[str, list[str]]]:
    """Somebody of this role at their browser, and the addresses of the pages that they may open, by endpoint."""
    portal = demo.open()
    with portal.work() as work:
        user = who(work, role)
        address, found = user.email, places(create_app(portal=portal), work, user)
    person = Person(browser, demo.url, language)
    person.signs_in(address, PASSWORD)
    return person, found


def wrongs(page: Page, path: str) -> list[str]:
    """What is wrong with the page at `path`: for a reader of the screen in either scheme, and on a telephone."""
    page.set_viewport_size(WIDE)
    page.goto(path)
    found = [
        f"{path} ({scheme}): {one['id']}: {[node['html'][:200] for node in one['nodes'][:3]]}"
        for scheme, one in violations(page)
        if one["impact"] in SERIOUS
    ]
    page.set_viewport_size(PHONE)
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        found.append(f"{path}: wider than a telephone")
    return found


@pytest.mark.parametrize("role", Role)
def test_every_page_of_a_role(demo: RunningPortal, browser: Browser, role: Role) -> None:
    person, found = signed_in(demo, browser, role, "en")
    found_wrong = [wrong for paths in found.values() for path in paths for wrong in wrongs(person.page, path)]
    assert not found_wrong, "\n".join(found_wrong)
    assert not person.faults


def test_no_page_is_forgotten(demo: RunningPortal) -> None:
    portal, seen = demo.open(), set(FILES)
    app = create_app(portal=portal)
    with portal.work() as work:
        for role in Role:
            seen |= set(places(app, work, who(work, role)))
    missing = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} - seen
    assert not missing


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_for_everybody(demo: RunningPortal, browser: Browser, path: str) -> None:
    person = Person(browser, demo.url, "en")
    assert not wrongs(person.page, path)


def test_a_form_with_errors(demo: RunningPortal, browser: Browser) -> None:
    person = Person(browser, demo.url, "en")
    person.signs_in("nobody@example.com", "not the password at all")
    assert not wrongs(person.page, person.page.url)


@pytest.mark.parametrize("role", Role)
def test_no_page_is_wider_than_a_telephone_in_dutch(demo: RunningPortal, browser: Browser, role: Role) -> None:
    """Dutch words are longer, so that is where it breaks first."""
    person, found = signed_in(demo, browser, role, "nl")
    person.page.set_viewport_size(PHONE)
    if person.page.locator("html").get_attribute("lang") != "nl":
        with person.page.expect_navigation():
            person.page.locator("button[value=nl]").first.evaluate("button => button.click()")
    wide = []
    for path in (path for paths in found.values() for path in paths):
        person.page.goto(path)
        if not person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wide.append(path)
    assert not wide
