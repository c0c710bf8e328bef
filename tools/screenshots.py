"""Makes the pictures of docs/images from a running demo: `python tools/screenshots.py [http://127.0.0.1:8000]`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from vendorrisk.services.demo import PASSWORD

FOLDER = Path(__file__).parents[1] / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PIM, ROOS, WOUTER = "pim@welkom.example", "roos@welkom.example", "wouter@tulptelefonie.example"


def open_place(*names: str) -> Callable[[Page], None]:
    """Follow these links, each by its words, or by an address that begins with a slash."""

    def follow(page: Page) -> None:
        for name in names:
            if name.startswith("/"):
                page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + name)
            else:
                page.get_by_role("link", name=name).first.click()
        page.wait_for_load_state("networkidle")

    return follow


SHOTS: tuple[tuple[str, str, Callable[[Page], None], dict[str, int], str], ...] = (
    ("queue", ROOS, open_place("/queue"), WIDE, "light"),
    ("review", ROOS, open_place("/queue", "Noordzee HR"), WIDE, "light"),
    ("review-dark", ROOS, open_place("/queue", "Noordzee HR"), WIDE, "dark"),
    ("requests", PIM, open_place("/requests"), WIDE, "light"),
    ("request", PIM, open_place("/requests", "Polder Analytics"), WIDE, "light"),
    ("new-request", PIM, open_place("/requests/new"), WIDE, "light"),
    ("record", PIM, open_place("/records", "Polder Analytics"), WIDE, "light"),
    ("tasks", WOUTER, open_place("/questionnaires", "Telephone exchange"), WIDE, "light"),
    ("answering", WOUTER, open_place("/questionnaires", "Telephone exchange", "Access"), WIDE, "light"),
    ("answering-phone", WOUTER, open_place("/questionnaires", "Telephone exchange", "Access"), PHONE, "dark"),
)
"""Each picture: its name, who looks, where, at which size, light or dark."""


def signed_in(browser: Browser, portal: str, email: str, size: dict[str, int], scheme: str) -> Page:
    """A page of this person, signed in, in English."""
    page = browser.new_context(viewport=size, color_scheme=scheme, locale="en-GB").new_page()
    page.goto(f"{portal}/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    if page.locator("html").get_attribute("lang") != "en":
        page.locator("details.menu summary").click()
        page.locator("button[value=en]").click()
    return page


def main() -> None:
    portal = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, email, follow, size, scheme in SHOTS:
            page = signed_in(browser, portal, email, size, scheme)
            follow(page)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
