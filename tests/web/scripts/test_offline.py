"""Without a line a page opened before is shown again by this browser, to the same person, until the session ends."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from tests.web.scripts.visiting import saved, sign_in, value
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import User

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

TEXT = "[name='published-documents.value']"
KEPT = """async (path) => {
  for (const name of await caches.keys()) if (name.startsWith("pages of ")) {
    if (await (await caches.open(name)).match(path)) return true;
  }
  return false;
}"""
COPIES = "caches.keys().then((names) => names.filter((name) => name.startsWith('pages of ')).length)"
FILES = """caches.open('files').then((cache) => cache.keys())
    .then((all) => all.some((one) => one.url.includes('uploads.js')))"""


def opened(page: Page, address: str) -> None:
    """Open a page, and wait until the browser has a copy of it."""
    page.goto(address)
    page.wait_for_function(KEPT, arg=address)
    page.wait_for_function(FILES)


def test_a_reload_without_a_line_shows_the_page_with_what_was_saved_and_typed(
    context: BrowserContext, page: Page, place: str, session: Session
) -> None:
    address = f"{place}/sections/organisation"
    opened(page, address)
    page.check("input[name='security-programme.value'][value=documented]")
    saved(page)
    context.set_offline(True)
    page.fill(TEXT, "Typed on a train")
    expect(page.locator("#unsaved")).to_contain_text("kept in this browser")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#line")).to_contain_text("No connection. This is how the page looked at")
    expect(page.locator(TEXT)).to_have_value("Typed on a train")
    expect(page.locator("input[name='security-programme.value'][value=documented]")).to_be_checked()
    page.fill(TEXT, "Typed on a train, and on")
    page.check("input[name='security-programme.value'][value=none]")
    context.set_offline(False)
    expect(page.locator("#line")).to_contain_text("The line is back")
    saved(page)
    assert value(session, "published-documents") == "Typed on a train, and on"
    assert value(session, "security-programme") == "none"
    page.locator("#line").get_by_role("button", name="Show the page anew").click()
    expect(page.locator("#line")).to_be_hidden()
    expect(page.locator(TEXT)).to_have_value("Typed on a train, and on")


def test_a_page_that_was_never_opened_is_said_to_be_absent_in_our_own_words(
    context: BrowserContext, page: Page, place: str
) -> None:
    opened(page, f"{place}/sections/organisation")
    context.set_offline(True)
    page.goto(f"{place}/sections/continuity")
    expect(page.locator("h1")).to_have_text("No connection")


def test_signing_out_leaves_no_copy_neither_by_back_nor_without_a_line(
    context: BrowserContext, page: Page, place: str
) -> None:
    opened(page, place)
    page.click("header summary")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda address: "questionnaires" not in address)
    page.wait_for_function(f"{COPIES}.then((left) => left === 0)")
    page.go_back()
    expect(page.locator("input[type=password]")).to_be_visible()
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(place)


def test_the_copies_of_one_person_are_gone_once_another_signs_in(
    context: BrowserContext, page: Page, place: str, people: Mapping[Role, User]
) -> None:
    opened(page, place)
    context.clear_cookies()
    sign_in(page, people[Role.PROCUREMENT])
    page.wait_for_function(f"{COPIES}.then((left) => left === 0)")


def test_only_the_pages_of_the_questionnaires_have_a_worker(page: Page, place: str) -> None:
    opened(page, place)
    scopes = "navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => new URL(one.scope).pathname))"
    assert page.evaluate(scopes) == ["/questionnaires/"]
    page.goto("/preferences")
    assert page.evaluate("navigator.serviceWorker.controller") is None
