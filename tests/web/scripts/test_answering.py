"""What the script of the vendor's pages promises, in a real browser: no word is lost, and saved means saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browsers import violations
from tests.web.scripts.visiting import QUICK, saved, sign_in, value
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import AnswerRow, User

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def test_a_choice_and_a_text_save_themselves(page: Page, place: str, session: Session) -> None:
    page.goto(f"{place}/sections/organisation")
    page.check("input[name='security-programme.value'][value=documented]")
    saved(page)
    assert value(session, "security-programme") == "documented"
    page.fill("[name='published-documents.value']", "On our site.")
    expect(page.locator("#q-published-documents--version")).to_have_value("1", timeout=QUICK)
    assert value(session, "published-documents") == "On our site."


def test_a_question_comes_and_goes_with_the_answer_it_hangs_on(page: Page, place: str) -> None:
    page.goto(f"{place}/sections/continuity")
    summary = page.locator("[name='incident-summary.value']")
    expect(summary).to_have_count(0)
    page.fill("[name='incident-count.value']", "2")
    expect(summary).to_be_visible()
    page.fill("[name='incident-count.value']", "0")
    expect(summary).to_have_count(0)


def test_what_cannot_be_saved_is_said_loudly_and_guarded(page: Page, place: str, session: Session) -> None:
    page.goto(f"{place}/sections/continuity")
    page.fill("[name='incident-count.value']", "many")
    expect(page.locator("#unsaved")).to_contain_text("not saved")
    expect(page.locator("#q-incident-count--status")).to_contain_text("whole number")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(place)
    assert asked == ["beforeunload"]
    assert value(session, "incident-count") is None


def test_a_lost_line_is_tried_again_until_it_is_saved(
    context: BrowserContext, page: Page, place: str, session: Session
) -> None:
    page.goto(f"{place}/sections/organisation")
    context.set_offline(True)
    page.fill("[name='published-documents.value']", "Typed on a train.")
    expect(page.locator("#unsaved")).to_contain_text("retrying")
    page.fill("[name='published-documents.value']", "Typed on a train, and on.")
    context.set_offline(False)
    saved(page)
    assert value(session, "published-documents") == "Typed on a train, and on."


def test_an_answer_whose_acknowledgement_was_lost_is_no_conflict_with_oneself(
    page: Page, place: str, session: Session
) -> None:
    page.goto(f"{place}/sections/organisation")
    lost = []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort("connectionreset")

    page.route("**/answers/published-documents", lose)
    page.fill("[name='published-documents.value']", "Arrived, but nobody heard.")
    expect(page.locator("#unsaved")).to_contain_text("retrying")
    saved(page)
    expect(page.locator("#q-published-documents--conflict")).to_be_empty()
    assert value(session, "published-documents") == "Arrived, but nobody heard."


def test_a_session_that_ended_keeps_the_words_until_one_signs_in_again(
    context: BrowserContext, page: Page, place: str, session: Session, people: Mapping[Role, User]
) -> None:
    page.goto(f"{place}/sections/organisation")
    context.clear_cookies()
    page.fill("[name='published-documents.value']", "Written after lunch.")
    expect(page.locator("#unsaved")).to_contain_text("no longer signed in")
    expect(page.locator("#sign-in")).to_be_visible()
    assert value(session, "published-documents") is None
    sign_in(context.new_page(), people[Role.RESPONDENT])
    expect(page.locator("#unsaved")).to_be_hidden(timeout=20_000)
    assert value(session, "published-documents") == "Written after lunch."


def test_of_two_answers_one_is_chosen_and_none_is_lost(
    context: BrowserContext, page: Page, place: str, session: Session
) -> None:
    colleague = context.new_page()
    for one in (page, colleague):
        one.goto(f"{place}/sections/organisation")
    colleague.fill("[name='published-documents.value']", "The colleague's words")
    saved(colleague)
    page.fill("[name='published-documents.value']", "My words")
    conflict = page.locator("#q-published-documents--conflict")
    expect(conflict).to_contain_text("The colleague's words")
    expect(conflict).to_contain_text("My words")
    expect(page.locator("[name='published-documents.value']")).to_have_value("My words")
    page.click("[data-keep=mine]")
    saved(page)
    assert value(session, "published-documents") == "My words"
    colleague.fill("[name='published-documents.value']", "The colleague again")
    colleague.click("[data-keep=theirs]")
    expect(colleague.locator("[name='published-documents.value']")).to_have_value("My words")


def test_what_was_typed_last_goes_along_when_one_continues(page: Page, place: str, session: Session) -> None:
    page.goto(f"{place}/sections/organisation")
    page.fill("[name='published-documents.value']", "Typed and gone.")
    page.click(".section-foot button")
    page.wait_for_url(lambda address: address.endswith("/sections/hosting"))
    assert value(session, "published-documents") == "Typed and gone."


def test_countries_are_ticked_as_they_are_recognised(page: Page, place: str, session: Session) -> None:
    page.goto(f"{place}/sections/hosting")
    field = page.locator("[name='data-countries.add']")
    field.fill("belgium, Nederlands")
    field.press("Enter")
    expect(page.locator("input[name='data-countries.value'][value=BE]")).to_be_checked()
    expect(field).to_have_value("Nederlands")
    expect(page.locator("#q-data-countries--status")).to_contain_text("Nederlands")
    field.fill("nl")
    field.press("Enter")
    saved(page)
    assert value(session, "data-countries") == ["BE", "NL"]


def test_each_exception_has_a_row_of_its_own(page: Page, place: str, session: Session) -> None:
    page.goto(f"{place}/sections/access")
    question = page.locator("#question-multi-factor")
    question.get_by_text("Holds for everything?").click()
    rows = question.locator("[data-lines] input")
    rows.nth(0).fill("The old portal, until June")
    question.locator("[data-add-line]").click()
    expect(rows.nth(1)).to_be_focused()
    rows.nth(1).fill("Two scanners")
    saved(page)
    page.reload()
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_have_value("Two scanners")
    row = session.scalars(select(AnswerRow).where(AnswerRow.question_id == "multi-factor")).one()
    assert row.exceptions == "The old portal, until June\nTwo scanners"


def test_a_document_is_added_and_removed_in_place(page: Page, place: str) -> None:
    page.goto(f"{place}/sections/access")
    question = page.locator("#question-multi-factor")
    question.get_by_text("Add proof").click()
    file = {"name": "policy.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
    question.locator("input[type=file]").set_input_files(files=[file])  # type: ignore[list-item] # a FilePayload
    question.get_by_role("button", name="Add this file").click()
    expect(question.get_by_role("link", name="policy.pdf")).to_be_visible()
    other = page.locator("#question-privileged-access, #question-access-management").first
    other.get_by_text("Use a file you already gave").click()
    other.get_by_role("button", name="Use this file").click()
    expect(other.get_by_role("link", name="policy.pdf")).to_be_visible()
    question.get_by_role("button", name="Remove policy.pdf").click()
    expect(question.get_by_role("link", name="policy.pdf")).to_have_count(0)


def test_axe_finds_nothing_in_whatever_is_folded(page: Page, place: str) -> None:
    """With all that folds open, on a telephone: tests/pages looks at the pages as they come."""
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("", "/sections/access", "/sections/hosting", "/sections/continuity"):
        page.goto(place + path)
        for summary in page.locator("details.more > summary").all():
            summary.click()
        assert not [(scheme, one["id"], [node["html"] for node in one["nodes"]]) for scheme, one in violations(page)], (
            path
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_file_that_is_dropped_on_a_question_is_its_proof(page: Page, place: str) -> None:
    page.goto(f"{place}/sections/access")
    page.evaluate(
        """() => {
            const files = new DataTransfer();
            files.items.add(new File(["%PDF-1.7\\n" + "x".repeat(300000) + "\\n%%EOF\\n"], "report.pdf"));
            const question = document.getElementById("question-multi-factor");
            for (const type of ["dragover", "drop"]) {
                question.dispatchEvent(new DragEvent(type, {dataTransfer: files, bubbles: true, cancelable: true}));
            }
        }"""
    )
    question = page.locator("#question-multi-factor")
    add = question.get_by_role("button", name="Add this file")
    page.route("**/proofs", lambda route: route.abort("connectionreset"), times=1)
    add.click()
    expect(question.get_by_role("alert")).to_contain_text("The file was not sent")
    add.click()
    expect(question.get_by_role("link", name="report.pdf")).to_be_visible()
    question.get_by_text("Add proof").click()
    question.locator("input[type=file]").set_input_files(
        files=[{"name": "page.html", "mimeType": "text/html", "buffer": b"<html>"}]  # type: ignore[list-item]
    )
    add.click()
    expect(question.locator(".proofs .error")).to_be_visible()


def test_a_proof_is_replaced_in_place_and_nothing_that_was_typed_is_lost(page: Page, place: str) -> None:
    page.goto(f"{place}/sections/access")
    question = page.locator("#question-multi-factor")
    give(question, "report.pdf")
    expect(question.get_by_role("link", name="report.pdf")).to_be_visible()
    page.check("input[name='multi-factor.value'][value=some]")
    question.get_by_role("button", name="Replace report.pdf").click()
    page.wait_for_url("**replace=multi-factor/**")
    expect(page.locator("input[name='multi-factor.value'][value=some]")).to_be_checked()
    expect(question.get_by_label("Takes the place of").locator("option:checked")).to_have_text("report.pdf")
    give(question, "later.pdf")
    expect(question.get_by_role("list", name="Replaced proof")).to_contain_text("report.pdf replaced on")
    expect(question.get_by_role("button", name="Remove later.pdf")).to_be_visible()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    assert violations(page) == []


def give(question: Locator, name: str) -> None:
    """Add a file to a question, opening the fields for it if need be."""
    if not question.locator("input[type=file]").is_visible():
        question.get_by_text("Add proof").click()
    content = f"%PDF-1.7\n{name}\n%%EOF\n".encode()
    question.locator("input[type=file]").set_input_files(
        files=[{"name": name, "mimeType": "application/pdf", "buffer": content}]  # type: ignore[list-item]
    )
    question.get_by_role("button", name="Add this file").click()
