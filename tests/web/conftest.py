"""The portal's pages with recording edges, and somebody of each role to visit them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories import make_user
from tests.web.visitor import Visitor
from vendorrisk import web
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import User
from vendorrisk.resources import templates_directory
from vendorrisk.services.passwords import hashed
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings

PASSWORD = "a violin under the desk"
Visit: TypeAlias = Callable[[Role], Visitor]


@dataclass(frozen=True)
class PortalOfTests:
    """The portal as the web needs it, on the work of the tests."""

    settings: Settings
    work: Callable[[], Work]


def make_app(settings: Settings, open_work: Callable[[], Work]) -> Flask:
    """The application under these settings, on the work of the tests."""
    places = {
        "template_folder": str(templates_directory()),
        "static_folder": "web/static",
        "static_url_path": "/static",
    }
    app = Flask("vendorrisk", **places)
    web.init_app(app, PortalOfTests(settings, open_work))
    return app


@pytest.fixture
def app(settings: Settings, open_work: Callable[[], Work]) -> Flask:
    """The application on an empty database."""
    return make_app(settings, open_work)


@pytest.fixture
def anonymous(app: Flask) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(app)


@pytest.fixture
def people(work: Work) -> dict[Role, User]:
    """One person of each role, whose password is `PASSWORD`."""
    kept = hashed(PASSWORD)
    made = {role: make_user(work.session, role) for role in Role}
    for user in made.values():
        user.password = kept
    work.commit()
    return made


@pytest.fixture
def visit(app: Flask, people: dict[Role, User]) -> Visit:
    """Opens the portal as the person of a role, signed in."""
    return lambda role: Visitor(app, people[role])


@pytest.fixture
def session(work: Work) -> Session:
    """The database as the test sees it, beside the requests."""
    return work.session
