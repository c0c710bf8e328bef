"""Two people type for a minute in real browsers while the portal is killed, stopped and started: no word is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.browsers import chromium
from tests.crash.portal import PASSWORD, RunningPortal, descendants, invited, kill, until
from vendorrisk.app import Portal
from vendorrisk.persistence.models import AnswerRow, AnswerVersion

SECONDS: Final = 60
SHARED: Final = "encryption-at-rest.comment"
"""Where both write."""

FIELDS: Final = (SHARED, "encryption-in-transit.comment", "backup-restore.comment")

LOOK: Final = """() => ({
    saved: Boolean(document.querySelector('#saved').textContent) && !document.querySelector('#all-saved').hidden,
    told: document.querySelector('#unsaved:not([hidden])')?.textContent ?? '',
    values: Object.fromEntries(%s.map((name) => [name, document.getElementsByName(name)[0].value])),
})""" % list(FIELDS)  # noqa: UP031 - braces are the script's own

CHOOSE: Final = """(keeps) => {
    const button = document.querySelector(`[data-keep=${keeps}]`);
    const question = button?.closest('[data-question]').dataset.question;
    const field = button && document.getElementsByName(`${question}.comment`)[0];
    const given = field && [field.name, field.value];
    button?.click();
    return given;
}"""

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@dataclass
class Typist:
    """One person before one page, and what the page told them."""

    page: Page
    name: str
    own: str
    """The field in which they write alone."""
    keeps: str
    """What they choose in a conflict: mine or theirs."""
    shown_as_saved: set[tuple[str, str]] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    conflicts: int = 0
    warned: bool = False
    words: int = 0

    def type(self) -> None:
        """One word more in one of the fields, key by key; then note what the page says."""
        name = SHARED if self.words % 4 == 0 else self.own
        self.words += 1
        self.touched.add(name)
        self.page.locator(f"[name='{name}']").focus()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(f"{self.name}{self.words} ", delay=15)
        self.look()

    def look(self) -> None:
        """Note what is said to be saved; choose where a choice is offered."""
        seen = self.page.evaluate(LOOK)
        self.warned = self.warned or "kept in this browser" in seen["told"]
        if seen["saved"]:
            self.shown_as_saved |= {(name, seen["values"][name].strip()) for name in self.touched}
        else:
            self.choose()

    def choose(self) -> None:
        """Take one of two answers, by the button beside them, where that is offered."""
        answer = self.page.evaluate(CHOOSE, self.keeps)
        if not answer:
            return
        self.conflicts += 1
        if self.keeps == "theirs":
            self.touched.discard(answer[0])

    def settle(self) -> None:
        """Go on until the page says that all is saved."""
        deadline = time.monotonic() + 60
        while not self.page.evaluate(LOOK)["saved"]:
            assert time.monotonic() < deadline, self.page.evaluate(LOOK)
            self.look()
            self.page.wait_for_timeout(200)
        self.look()


def trouble(portal: RunningPortal, typing: threading.Event, over: threading.Event) -> None:
    """What happens to the portal in that minute: workers killed, all of it killed, stopped and started."""
    with portal.run():
        typing.wait()
        time.sleep(SECONDS * 0.15)
        kill(portal.pids("gunicorn"))
        time.sleep(SECONDS * 0.15)
        assert portal.process is not None
        kill([portal.process.pid, *descendants(portal.process.pid)])
    time.sleep(SECONDS * 0.1)
    with portal.run():
        time.sleep(SECONDS * 0.15)
    time.sleep(SECONDS * 0.15)
    with portal.run():
        over.wait(SECONDS * 4)


@contextmanager
def troubled(portal: RunningPortal) -> Iterator[threading.Event]:
    """The portal served by another thread, until the block ends; what happens to it begins with the event."""
    typing, over = threading.Event(), threading.Event()
    thread = threading.Thread(target=trouble, args=(portal, typing, over))
    thread.start()
    try:
        until(portal.alive)
        yield typing
    finally:
        typing.set()
        over.set()
        thread.join()


def before_the_page(browser: Browser, portal: RunningPortal, email: str, address: str) -> Page:
    page = browser.new_context(base_url=portal.url).new_page()
    page.goto("/sign-in")
    page.fill("input[type=email]", email)
    page.fill("input[type=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda at: "sign-in" not in at)
    page.goto(address)
    expect(page.locator("#answers")).to_be_visible()
    for summary in page.get_by_text("Comment", exact=True).all():
        summary.click()
    return page


def said(opened: Portal, assessment: str) -> set[tuple[str, str]]:
    """The comment of every version of the answers, by the name of its field."""
    query = (
        select(AnswerRow.question_id, AnswerVersion.body)
        .join(AnswerVersion, AnswerVersion.answer_id == AnswerRow.id)
        .where(AnswerRow.assessment_id == assessment)
    )
    with opened.work() as work:
        return {(f"{question}.comment", body["comment"]) for question, body in work.session.execute(query)}


def test_no_word_typed_in_a_minute_of_trouble_is_lost(tmp_path: Path) -> None:
    portal = RunningPortal(tmp_path, "")
    opened = portal.open()
    opened.migrate()
    assessment, emails = invited(opened, respondents=2)
    address = f"/questionnaires/{assessment}/sections/essentials-data"
    with troubled(portal) as typing, chromium() as browser:
        pages = [before_the_page(browser, portal, email, address) for email in emails]
        typists = [Typist(pages[0], "anna", FIELDS[1], "mine"), Typist(pages[1], "bert", FIELDS[2], "theirs")]
        typing.set()
        ends = time.monotonic() + SECONDS
        while time.monotonic() < ends:
            for typist in typists:
                typist.type()
                typist.page.wait_for_timeout(150)
        for typist in [*typists, *typists]:
            typist.settle()
        last = [
            (typist, {name: typist.page.evaluate(LOOK)["values"][name] for name in typist.touched})
            for typist in typists
        ]
    ever = said(opened, assessment)
    for typist, values in last:
        assert typist.words > 30
        assert typist.shown_as_saved, "nothing was ever shown as saved"
        lost = typist.shown_as_saved - ever
        assert not lost, "shown as saved, and not in the database"
        assert {(name, text.strip()) for name, text in values.items()} <= ever, "typed, and neither stored nor given up"
    # Who is being asked which of two answers to keep is not told of the line at the same time.
    assert any(typist.warned for typist in typists), "no page ever said that it could not save"
    assert sum(typist.conflicts for typist in typists), "two people wrote the same answers, and were never asked"
