"""What was typed and not acknowledged is kept in the browser: it survives a reload, and is sent when it can be."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy.orm import Session

from tests.web.scripts.visiting import QUICK, saved, sign_in, value
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import User

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

TEXT = "[name='published-documents.value']"
SAVES = "**/answers/*"


def cut(context: BrowserContext) -> None:
    """Let no save through; pages still come, so that a reload can be tried."""
    context.route(SAVES, lambda route: route.abort("connectionreset"))


def mended(context: BrowserContext) -> None:
    """Let saves through again."""
    context.unroute(SAVES)


def typed_on_a_train(context: BrowserContext, page: Page, address: str, text: str) -> None:
    """Type an answer that is kept in the browser only, and close the tab."""
    cut(context)
    page.goto(address)
    page.fill(TEXT, text)
    expect(page.locator("#unsaved")).to_contain_text("kept in this browser")
    page.close()
    mended(context)


def test_what_was_typed_without_a_line_stands_there_again_and_is_saved(
    context: BrowserContext, page: Page, place: str, session: Session
) -> None:
    address = f"{place}/sections/organisation"
    context.new_page()
    typed_on_a_train(context, page, address, "Typed on a train.")
    assert value(session, "published-documents") is None
    later = context.new_page()
    later.goto(address)
    expect(later.locator(TEXT)).to_have_value("Typed on a train.")
    saved(later)
    assert value(session, "published-documents") == "Typed on a train."
    later.reload()
    expect(later.locator("#q-published-documents--version")).to_have_value("1")


def test_any_page_of_the_questionnaire_sends_what_waits_and_says_so(
    context: BrowserContext, page: Page, place: str, session: Session
) -> None:
    context.new_page()
    typed_on_a_train(context, page, f"{place}/sections/organisation", "Typed in a tunnel.")
    cut(context)
    later = context.new_page()
    later.goto(f"{place}/check")
    unsent = later.locator("#unsent")
    expect(unsent).to_contain_text("One answer that you typed in this browser is not saved yet")
    mended(context)
    expect(unsent).to_contain_text("What you typed before is saved now", timeout=2 * QUICK)
    assert value(session, "published-documents") == "Typed in a tunnel."
    later.get_by_role("button", name="Show the page anew").click()
    expect(later.locator("main")).to_contain_text("Typed in a tunnel.")
    expect(unsent).to_be_hidden()


def test_countries_and_rows_that_grew_in_the_page_grow_again(
    context: BrowserContext, page: Page, place: str, session: Session
) -> None:
    cut(context)
    page.goto(f"{place}/sections/hosting")
    page.fill("[name='data-countries.add']", "Belgium, nl")
    page.press("[name='data-countries.add']", "Enter")
    expect(page.locator("#unsaved")).to_contain_text("kept in this browser")
    table = context.new_page()
    table.goto(f"{place}/sections/suppliers")
    for number, name in enumerate(("Polder Hosting", "Delta Mail")):
        if number:
            table.locator("#question-sub-processors [data-add-row]").click()
        table.locator("[name='sub-processors.name']").nth(number).fill(name)
    expect(table.locator("#unsaved")).to_contain_text("kept in this browser")
    context.new_page()
    page.close()
    table.close()
    mended(context)
    later = context.pages[-1]
    later.goto(f"{place}/sections/suppliers")
    expect(later.locator("[name='sub-processors.name']").nth(1)).to_have_value("Delta Mail")
    saved(later)
    expect(later.locator("#unsent")).to_contain_text("saved now")
    assert value(session, "data-countries") == ["BE", "NL"]
    assert [row["name"] for row in value(session, "sub-processors")] == ["Polder Hosting", "Delta Mail"]


def test_what_arrived_unheard_is_no_rival_of_what_was_typed_after_it(
    context: BrowserContext, page: Page, place: str, session: Session
) -> None:
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.post_data or "")
        if len(lost) == 1:
            route.fetch()
        route.abort("connectionreset")

    context.route(SAVES, lose)
    page.goto(f"{place}/sections/organisation")
    page.fill(TEXT, "First words")
    expect(page.locator("#unsaved")).to_contain_text("retrying")
    page.fill(TEXT, "First words, and more")
    context.new_page()
    page.close()
    assert value(session, "published-documents") == "First words"
    context.unroute(SAVES)
    later = context.new_page()
    later.goto(f"{place}/sections/organisation")
    saved(later)
    expect(later.locator("#q-published-documents--conflict")).to_be_empty()
    assert value(session, "published-documents") == "First words, and more"


def test_what_somebody_else_answered_meanwhile_is_offered_beside_it(
    context: BrowserContext, page: Page, place: str, session: Session
) -> None:
    address = f"{place}/sections/organisation"
    colleague = context.new_page()
    typed_on_a_train(context, page, address, "From the train")
    colleague.goto(address)
    conflict = colleague.locator("#q-published-documents--conflict")
    saved(colleague)
    assert value(session, "published-documents") == "From the train"
    other = context.new_page()
    other.goto(address)
    colleague.fill(TEXT, "From the office")
    expect(colleague.locator("#q-published-documents--version")).to_have_value("2")
    cut(context)
    other.fill(TEXT, "From the bus")
    expect(other.locator("#unsaved")).to_contain_text("kept in this browser")
    other.close()
    mended(context)
    colleague.goto(address)
    expect(conflict).to_contain_text("From the office")
    expect(conflict).to_contain_text("From the bus")
    assert value(session, "published-documents") == "From the office"
    colleague.click("[data-keep=theirs]")
    expect(colleague.locator(TEXT)).to_have_value("From the office")
    colleague.reload()
    expect(conflict).to_be_empty()


def test_another_person_at_the_same_browser_sees_none_of_it(
    context: BrowserContext, page: Page, place: str, people: Mapping[Role, User], session: Session
) -> None:
    context.new_page()
    typed_on_a_train(context, page, f"{place}/sections/organisation", "Mine alone")
    context.clear_cookies()
    later = context.new_page()
    sign_in(later, people[Role.PROCUREMENT])
    kept = later.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    assert f"edits of {people[Role.RESPONDENT].id}" in kept
    assert later.evaluate("document.body.dataset.person") == str(people[Role.PROCUREMENT].id)
    assert value(session, "published-documents") is None


def test_a_tab_that_closes_leaves_its_words_to_one_that_stays(
    context: BrowserContext, page: Page, place: str, session: Session
) -> None:
    stays = context.new_page()
    cut(context)
    page.goto(f"{place}/sections/organisation")
    page.fill(TEXT, "Closed in a hurry")
    expect(page.locator("#unsaved")).to_contain_text("kept in this browser")
    stays.goto(f"{place}/check")
    expect(stays.locator("#unsent")).to_be_hidden()
    mended(context)
    page.close()
    expect(stays.locator("#unsent")).to_contain_text("saved now")
    assert value(session, "published-documents") == "Closed in a hurry"


def test_what_can_no_longer_be_answered_is_handed_back_to_copy(
    context: BrowserContext, page: Page, place: str, session: Session
) -> None:
    context.new_page()
    cut(context)
    page.goto(f"{place}/sections/continuity")
    page.fill("[name='incident-count.value']", "12")
    expect(page.locator("#unsaved")).to_contain_text("kept in this browser")
    page.close()
    context.unroute(SAVES)
    context.route(SAVES, lambda route: route.fulfill(status=404))
    later = context.new_page()
    later.goto(place)
    unsent = later.locator("#unsent")
    expect(unsent).to_contain_text("can no longer be answered")
    unsent.get_by_text("What you typed").click()
    expect(unsent.locator("[data-typed]")).to_contain_text("12")
    later.on("dialog", lambda dialog: dialog.accept())
    unsent.get_by_role("button", name="Throw it away").click()
    expect(unsent).to_be_hidden()
    later.reload()
    expect(unsent).to_be_hidden()
