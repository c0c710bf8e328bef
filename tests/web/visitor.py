"""A visitor of the portal's pages: every page that it is shown must be sound, whatever the test is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import lxml.html
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from vendorrisk.domain.questionnaire import LANGUAGES
from vendorrisk.persistence.models import User

UNTYPED = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form")


class Page:
    """A page as parsed from an answer."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.text = response.get_data(as_text=True)
        self.root: Element = parsed(self.text)

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element with one of these tags, in the order of the page."""
        return (element for element in self.root.iter() if _tag(element) in tags)

    def one(self, identity: str) -> Element:
        """The element with this id."""
        found = [element for element in self.root.iter() if element.get("id") == identity]
        assert len(found) == 1, f"{len(found)} elements have the id {identity}"
        return found[0]

    @property
    def heading(self) -> str:
        """The words of its h1."""
        return words(next(self.all("h1")))

    @property
    def links(self) -> dict[str, str]:
        """Where each link goes, by its words."""
        return {words(link): link.get("href", "") for link in self.all("a")}

    @property
    def words(self) -> str:
        """Everything that is written on it, with single blanks."""
        return words(next(self.all("body"), self.root))

    @property
    def csrf_token(self) -> str:
        """The token that its forms carry."""
        return next(field.get("value", "") for field in self.all("input") if field.get("name") == "csrf_token")

    def form(self, action: str | None = None) -> dict[str, str | list[str]]:
        """What the form to `action` (by default the one in the main part) would send as it stands."""
        return _sent(self._form(action))

    def _form(self, action: str | None) -> Element:
        main = next(self.all("main"), self.root)
        where = main if action is None else self.root
        forms = [form for form in where.iter("form") if form.get("method", "get").lower() == "post"]
        fitting = [form for form in forms if action is None or form.get("action") == action]
        assert fitting, f"no form to {action or 'send'} on this page"
        return fitting[0]


def parsed(markup: str) -> Element:
    """The page or the part of one that `markup` is."""
    parser = lxml.html.HTMLParser(remove_comments=True)
    root: Element = lxml.html.document_fromstring(markup or "<p>", parser, ensure_head_body=True)
    return root


def words(element: Element) -> str:
    """The words in an element, with single blanks."""
    return " ".join(" ".join(element.itertext()).split())


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _sent(form: Element) -> dict[str, str | list[str]]:
    sent: dict[str, list[str]] = {}
    for field in form.iter():
        name, kind = field.get("name"), field.get("type", "text")
        if not name or field.get("disabled") is not None or _tag(field) == "button":
            continue
        if _tag(field) == "textarea":
            sent.setdefault(name, []).append((field.text or "").removeprefix("\n"))
        elif _tag(field) == "select":
            sent.setdefault(name, []).extend(_selected(field))
        elif _tag(field) == "input" and kind not in {"submit", "file"} and _ticked(field, kind):
            sent.setdefault(name, []).append(field.get("value", "on" if kind == "checkbox" else ""))
    return {name: values[0] if len(values) == 1 else values for name, values in sent.items()}


def _ticked(field: Element, kind: str) -> bool:
    return kind not in {"radio", "checkbox"} or field.get("checked") is not None


def _selected(field: Element) -> list[str]:
    options = list(field.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and field.get("multiple") is None:
        chosen = options[:1]
    return [option.get("value", words(option)) for option in chosen]


class Visitor:
    """Somebody who visits pages, and looks at each as a careful reader would; signed in when given a user."""

    def __init__(self, app: Flask, user: User | None = None, *, language: str = "en") -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.page: Page | None = None
        self.language = language
        if user is not None:
            with self.client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = user.fs_uniquifier, True

    def get(self, path: str, status: int = 200, **given: Any) -> Page:
        """Go to `path`, which must answer with `status`."""
        return self._seen(self.client.get(path, headers=self._headers(), **given), status)

    def post(
        self, path: str, data: Mapping[str, Any] | None = None, status: int = 303, *, htmx: bool = False, **given: Any
    ) -> Page:
        """Send a form to `path`, with the token of the page that was seen last (or of the front door)."""
        if self.page is None or 'name="csrf_token"' not in self.page.text:
            self.get("/sign-in")
        assert self.page is not None
        sent = {"csrf_token": self.page.csrf_token, **(data or {})}
        headers = {**self._headers(), **({"HX-Request": "true"} if htmx else {})}
        return self._seen(self.client.post(path, data=sent, headers=headers, **given), status)

    def submit(self, changes: Mapping[str, Any] | None = None, status: int = 303, *, action: str | None = None) -> Page:
        """Send the form of the page that was seen last as it stands, with `changes` typed in."""
        assert self.page is not None
        path = action or self.page._form(action).get("action") or urlsplit(self.page.response.request.url).path
        return self.post(path, {**self.page.form(action), **(changes or {})}, status)

    def follow(self) -> Page:
        """Go where the last answer sent us."""
        assert self.page is not None
        address = urlsplit(self.page.response.headers["Location"])
        assert not address.netloc, "sent to another site"
        return self.get(f"{address.path}?{address.query}" if address.query else address.path)

    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": self.language}

    def _seen(self, response: TestResponse, status: int) -> Page:
        page = Page(response)
        self.page = page if page.text and response.mimetype == "text/html" else self.page
        assert response.status_code == status, f"{response.request.path}: {response.status}: {page.words[:400]}"
        if response.mimetype == "text/html" and 'id="main"' in page.text:
            examine(page)
        elif response.mimetype == "text/html":
            _examine_markup(page)
        return page


def examine(page: Page) -> None:
    """Everything that must hold on every whole page."""
    assert (page.root.get("lang") or "") in LANGUAGES, "the language of the page is not said"
    assert words(next(page.all("title"))).strip(" ·"), "the page has no title"
    assert len(list(page.all("h1"))) == 1, "a page has one h1"
    assert page.heading, "the h1 is empty"
    levels = [int(_tag(heading)[1]) for heading in page.all("h1", "h2", "h3", "h4")]
    inside = levels[levels.index(1) :]
    assert all(after - before <= 1 for before, after in pairwise(inside)), f"a heading skips a level: {levels}"
    _examine_markup(page)


def _examine_markup(page: Page) -> None:
    _examine_ids(page)
    _examine_controls(page)
    _examine_inline(page)
    assert not re.search(r"\{\{|\{%|%\(\w+\)", page.words), "something was not filled in"


def _examine_ids(page: Page) -> None:
    ids = Counter(element.get("id") for element in page.root.iter() if element.get("id") is not None)
    assert not [identity for identity, times in ids.items() if times > 1], ids.most_common(2)
    for element in page.root.iter():
        for name in REFERENCES:
            missing = [identity for identity in (element.get(name) or "").split() if identity not in ids]
            assert not missing, f"{name} refers to {missing}, which is not there"
        address = element.get("href") or ""
        if _tag(element) == "a" and address.startswith("#"):
            assert address[1:] in ids, f"a link to {address}, which is not there"


def _examine_controls(page: Page) -> None:
    labelled = {label.get("for") for label in page.all("label")}
    wrapped = {id(control) for label in page.all("label") for control in label.iter()}
    for control in page.all("input", "select", "textarea"):
        if control.get("type", "text") in UNTYPED and _tag(control) == "input":
            continue
        named = control.get("aria-label") or control.get("aria-labelledby")
        assert named or control.get("id") in labelled or id(control) in wrapped, f"no label for {control.attrib}"
    for control in page.all("button", "a", "summary"):
        assert words(control) or control.get("aria-label"), f"nothing says what {control.attrib} does"
    for form in page.all("form"):
        if form.get("method", "get").lower() == "post":
            assert [field for field in form.iter("input") if field.get("name") == "csrf_token"], (
                "a form without a token"
            )
    for picture in page.all("img"):
        assert picture.get("alt") is not None, "a picture without words"
    for drawing in page.all("svg"):
        told = drawing.get("aria-label") or any(_tag(child) == "title" for child in drawing)
        assert told or drawing.get("aria-hidden") == "true", "a drawing without words"


def _examine_inline(page: Page) -> None:
    for element in page.root.iter():
        assert _tag(element) != "style", "style stands in a stylesheet"
        assert element.get("style") is None, "style stands in a stylesheet"
        assert not [name for name in element.attrib if str(name).startswith("on")], "an event is bound in a script"
        assert _tag(element) != "script" or element.get("src"), "a script stands in a file of its own"
