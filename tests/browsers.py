"""The real browser of the tests: a headless Chromium that calls nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.databases import need

CHROMIUM: Final = Path("/usr/bin/chromium")
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

SCHEMES: Final[Mapping[Literal["light", "dark"], tuple[Axe, dict[str, object]]]] = {
    "light": (Axe(), {"resultTypes": ["violations"]}),
    "dark": (Axe("null"), {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}),
}
"""The schemes, with axe and its rules: all, and then those on colours, with the script that is on the page already."""


def violations(page: Page) -> list[tuple[str, dict[str, Any]]]:
    """What axe has against the page in either scheme: the scheme, and what it found."""
    found = []
    for scheme, (axe, rules) in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        found += [(scheme, one) for one in axe.run(page, options=rules).response["violations"]]
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser until the block ends; without one installed the test is skipped, or fails where nothing may be."""
    need("Chromium", CHROMIUM.exists())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield browser
        browser.close()
