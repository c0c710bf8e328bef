"""People at their browsers: each has one of their own, a language, and finds things by the words on the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from babel.support import NullTranslations, Translations
from playwright.sync_api import Browser, Locator, Page, Response, expect

from vendorrisk.domain.questionnaire import Text
from vendorrisk.resources import translations_directory

# A busy machine is slow, not wrong.
expect.set_options(timeout=30_000)

LOCALES = {"en": "en-GB", "nl": "nl-NL"}


class Person:
    """Somebody in front of a browser of their own; what the portal does wrong there is kept in `faults`."""

    def __init__(self, browser: Browser, url: str, language: str, *, scripts: bool = True) -> None:
        context = browser.new_context(
            base_url=url, locale=LOCALES[language], java_script_enabled=scripts, accept_downloads=True
        )
        self.faults: list[str] = []
        self.language, self.scripts = language, scripts
        self.page: Page = context.new_page()
        self._words: NullTranslations = Translations.load(translations_directory(), [language])
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        context.on("response", self._look_at)

    def _look_at(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")

    def said(self, english: str, **values: object) -> str:
        """The portal's own sentence in this person's language."""
        return self._words.gettext(english) % values if values else self._words.gettext(english)

    def leaves(self) -> None:
        """Closes the browser, whose pages would go on asking the portal."""
        self.page.context.close()

    def goes_to(self, path: str) -> None:
        self.page.goto(path)

    def fills_in(self, label: str, value: str, within: Locator | None = None) -> None:
        """Types into the field with this label of the portal."""
        (within or self.page.locator("main")).get_by_label(_label(self.said(label))).first.fill(value)

    def picks(self, question: Text, answer: Text) -> None:
        """Chooses an option of a question of the content, where the question is on the page."""
        self.group(question).get_by_label(answer.to(self.language), exact=True).check()

    def group(self, question: Text) -> Locator:
        return self.page.get_by_role("group", name=_label(question.to(self.language)))

    def presses(self, button: str | re.Pattern[str]) -> None:
        words = self.said(button) if isinstance(button, str) else button
        self.page.locator("main").get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()

    def follows(self, link: str | re.Pattern[str]) -> None:
        words = self.said(link) if isinstance(link, str) else link
        self.page.locator("main").get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state()

    def signs_in(self, email: str, password: str) -> None:
        self.goes_to("/sign-in")
        self.fills_in("Email address", email)
        self.fills_in("Password", password)
        self.presses("Sign in")

    def downloads(self, act: Callable[[], None], into: Path) -> bytes:
        """The file that `act` brings."""
        with self.page.expect_download() as found:
            act()
        path = into / f"{self.language}.pdf"
        found.value.save_as(path)
        return path.read_bytes()


def _label(words: str) -> re.Pattern[str]:
    """The whole label, which may end in "(optional)"."""
    return re.compile(rf"^\s*{re.escape(words)}\s*(\(\w+\))?\s*$")
