"""The portal's pages with recording edges, and somebody of each role to visit them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
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


class Kept(BytecodeCache):
    """Templates that were compiled stay so, for the applications of all tests."""

    compiled: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


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
    app.jinja_env.bytecode_cache = Kept()
    web.init_app(app, PortalOfTests(settings, open_work))
    return app


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest) -> str:
    """Pages are tested on one engine: they see the database through use cases alone, which are tested on both."""
    return str(request.param)


@pytest.fixture
def app(settings: Settings, open_work: Callable[[], Work]) -> Flask:
    """The application on an empty database."""
    return make_app(settings, open_work)


@pytest.fixture
def anonymous(app: Flask) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(app)


@pytest.fixture(scope="session")
def kept() -> str:
    """`PASSWORD` as it is kept; made once, because it is made to cost time."""
    return hashed(PASSWORD)


@pytest.fixture
def people(work: Work, kept: str) -> dict[Role, User]:
    """One person of each role, whose password is `PASSWORD`."""
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
