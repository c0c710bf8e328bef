"""A vendor's person in a real browser, before the pages of a questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from tests.browsers import chromium
from tests.web.scripts.visiting import sign_in
from tests.web.sharing import share
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import User
from vendorrisk.services.work import Work

if TYPE_CHECKING:
    from werkzeug.serving import BaseWSGIServer


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def place(work: Work, people: Mapping[Role, User]) -> str:
    return f"/questionnaires/{share(work, people).id}"


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    served: BaseWSGIServer = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=served.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()
    served.server_close()


@pytest.fixture
def context(browser: Browser, server: str, people: Mapping[Role, User]) -> Iterator[BrowserContext]:
    """A browser in which the vendor's person is signed in; a fault of a script or of the policy fails the test."""
    context = browser.new_context(base_url=server)
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    sign_in(context.new_page(), people[Role.RESPONDENT])
    yield context
    context.close()
    assert not faults


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.pages[0]
