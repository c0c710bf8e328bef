"""Makes the pictures of docs/images from a running demo: `python tools/screenshots.py [http://127.0.0.1:8000]`.

The pages of one record too, in both languages, with the page of docs/ that shows them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from vendorrisk.services.demo import PASSWORD

DOCS = Path(__file__).parents[1] / "docs"
FOLDER = DOCS / "images"
RECORD, SHOWN = FOLDER / "record", DOCS / "record.md"
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


def record_pages(page: Page, vendor: str) -> dict[str, int]:
    """Draws every page of the record of `vendor` in each language; how many there are."""
    open_place("/records", vendor)(page)
    RECORD.mkdir(parents=True, exist_ok=True)
    for old in RECORD.glob("*.png"):
        old.unlink()
    pages = {}
    for language in ("en", "nl"):
        document = page.request.get(f"{page.url.rstrip('/')}/{language}.pdf")
        with TemporaryDirectory() as folder:
            path = Path(folder) / "record.pdf"
            path.write_bytes(document.body())
            draw = ["/usr/bin/pdftoppm", "-r", "72", "-png", str(path), f"{folder}/{language}"]
            subprocess.run(draw, check=True)  # noqa: S603 - a command of our own
            drawn = sorted(Path(folder).glob("*.png"))
            for number, picture in enumerate(drawn, start=1):
                # Few colours, for a small file: the pages are text and flat shapes.
                few = Image.open(picture).convert("RGB").quantize(48)
                few.save(RECORD / f"{language}-{number:02}.png", optimize=True)
        pages[language] = len(drawn)
    return pages


def shown(vendor: str, pages: dict[str, int]) -> str:
    """The page of docs/ with the record, page beside page."""
    rows = "\n".join(
        "| " + " | ".join(f"![{number}](images/record/{language}-{number:02}.png)" for language in pages) + " |"
        for number in range(1, max(pages.values()) + 1)
    )
    return f"""# A record, page by page

The record of {vendor} in the demo company, as it is sealed in both languages. `make screenshots` draws it anew from a
running demo. What is printed is all in the record's JSON, which is attached to the PDF, and from which
`vendorrisk verify FILE` scores it again. The PDF is PDF/A-3b, signed with the organisation's key, with bookmarks and a
table of contents.

| English | Nederlands |
|---|---|
{rows}
"""


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
        page = signed_in(browser, portal, PIM, WIDE, "light")
        SHOWN.write_text(shown("Parkwijzer", record_pages(page, "Parkwijzer")))
        browser.close()


if __name__ == "__main__":
    main()
