"""A large file in a real browser: the line breaks, the page is reloaded, and it goes on where it stopped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import ProofFile, Upload, User
from vendorrisk.services.uploads import PART_BYTES
from vendorrisk.services.work import Work

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * (10 * PART_BYTES // 1024) + b"\n%%EOF\n"
PARTS = "**/uploads/*?offset=*"


def choose(page: Page, place: str, file: Path) -> None:
    page.goto(f"{place}/sections/access")
    question = page.locator("#question-multi-factor")
    question.get_by_text("Add proof").click()
    question.locator("input[type=file]").set_input_files(file)
    question.get_by_role("button", name="Add this file").click()


def test_it_goes_on_after_a_broken_line_and_after_a_reload(
    page: Page, place: str, work: Work, people: Mapping[Role, User], tmp_path: Path
) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(CONTENT)
    sent: list[int] = []

    def first_part_only(route: Route) -> None:
        if "offset=0" in route.request.url:
            route.continue_()
        else:
            route.abort("connectionreset")

    page.route(PARTS, first_part_only)
    choose(page, place, file)
    expect(page.get_by_role("alert")).to_contain_text("goes on by itself where it stopped")
    page.unroute(PARTS)
    page.on("request", lambda request: sent.append(int(request.url.partition("offset=")[2] or 0)))
    page.route(PARTS, lambda route: route.abort("connectionreset"), times=1)
    choose(page, place, file)
    expect(page.locator("#question-multi-factor").get_by_role("link", name="report.pdf")).to_be_visible(timeout=10_000)
    assert sorted({one for one in sent if one}) == [PART_BYTES, 2 * PART_BYTES]
    (kept,) = work.session.scalars(select(ProofFile))
    assert work.store.get(kept.key) == CONTENT
    assert work.session.scalars(select(Upload)).all() == []
