"""A proof in a real browser: its pages are seen, and the arrow keys turn them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect

from tests.factories import actor_of
from tests.pdf import foreign
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import User
from vendorrisk.services import answering, previews
from vendorrisk.services.answering import ProofInput
from vendorrisk.services.work import Work

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def test_the_arrow_keys_turn_the_pages(page: Page, place: str, work: Work, people: Mapping[Role, User]) -> None:
    vera, assessment = actor_of(people[Role.RESPONDENT]), place.split("/")[-1]
    given = ProofInput(name="soc2.pdf", kind="soc2-type2", stream=BytesIO(foreign.pdf(3)))
    kept = answering.add_proof(work, vera, assessment, "security-programme", given)
    previews.preview(work, vera, assessment, kept.id)
    previews.make_preview(work, kept.id)
    page.goto(f"{place}/proofs/{kept.id}/preview")
    picture = page.get_by_role("img", name="Page 1 of soc2.pdf")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000, "it is seen"
    for key, now in (("ArrowLeft", 1), ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2)):
        page.keyboard.press(key)
        expect(page.get_by_text(f"Page {now} of 3")).to_be_visible()
    page.get_by_label("Show it 200% wide").click()
    frame = page.locator(".preview-frame")
    frame.press("ArrowRight")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    expect(page.get_by_text("Page 2 of 3")).to_be_visible()
