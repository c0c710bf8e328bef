"""What a person does in the browser, and what the database then says."""

from __future__ import annotations

from typing import Any, Final

from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.web.conftest import PASSWORD
from vendorrisk.persistence.models import AnswerRow, User

QUICK: Final = 4000
"""Milliseconds: longer than a pause of typing and the first retry."""


def sign_in(page: Page, user: User) -> None:
    page.goto("/sign-in")
    page.fill("input[type=email]", user.email)
    page.fill("input[type=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda address: "sign-in" not in address)


def value(session: Session, question: str) -> Any:
    session.expire_all()
    row = session.scalars(select(AnswerRow).where(AnswerRow.question_id == question)).one_or_none()
    return row.value if row else None


def saved(page: Page) -> None:
    """Wait until the page says that everything is saved."""
    expect(page.locator("#all-saved:visible")).to_contain_text("Saved", timeout=QUICK)
    expect(page.locator("#unsaved")).to_be_hidden(timeout=QUICK)
