"""The front door, and what machines ask about our health."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.factories import Clock
from tests.web.conftest import Visit
from tests.web.visitor import Visitor
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import OutboxRow, User
from vendorrisk.web.navigation import PLACES, places

FIRST = {
    Role.PROCUREMENT: "intake.index",
    Role.RESPONDENT: "answering.index",
    Role.RISK_LEAD: "review.queue",
    Role.ADMINISTRATOR: "admin.users",
    Role.AUDITOR: "review.queue",
}


def test_a_stranger_reads_what_this_is_and_may_sign_in(anonymous: Visitor) -> None:
    page = anonymous.get("/")
    assert page.links["Sign in"] == "/sign-in"
    assert "Know a vendor" in page.heading


@pytest.mark.parametrize("role", Role)
def test_each_role_lands_at_its_own_first_place(app: Flask, visit: Visit, role: Role) -> None:
    answer = visit(role).get("/", 303).response
    with app.test_request_context():
        assert answer.headers["Location"] == app.url_for(FIRST[role])


def test_the_header_shows_exactly_the_places_of_ones_roles(visit: Visit, people: dict[Role, User]) -> None:
    from tests.factories import actor_of

    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        page = visit(role).get("/change-password")
        shown = {str(place.name) for place in PLACES} & set(page.links)
        assert shown == {str(place.name) for place in places(actor_of(people[role]))}


def test_somebody_without_a_role_is_told_so(visit: Visit, people: dict[Role, User], session: Session) -> None:
    people[Role.AUDITOR].roles.clear()
    session.commit()
    assert visit(Role.AUDITOR).get("/").heading == "Nothing here yet"


def test_health_is_ready_when_everything_is_there(anonymous: Visitor) -> None:
    assert anonymous.client.get("/health/live").json == {"status": "ok"}
    ready = anonymous.client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json == {
        "status": "ok",
        "checks": {"database": True, "tables": True, "store": True, "worker": True},
    }


def test_health_is_not_ready_on_tables_of_another_version(anonymous: Visitor, session: Session) -> None:
    present = session.scalar(text("SELECT version_num FROM alembic_version"))
    session.execute(text("UPDATE alembic_version SET version_num = 'another'"))
    session.commit()
    ready = anonymous.client.get("/health/ready")
    assert ready.status_code == 503
    assert ready.json is not None
    assert ready.json["checks"]["tables"] is False
    session.execute(text("UPDATE alembic_version SET version_num = :present"), {"present": present})
    session.commit()


def test_a_worker_that_is_behind_is_told_but_stops_no_pages(anonymous: Visitor, session: Session, clock: Clock) -> None:
    due = clock() - dt.timedelta(hours=1)
    session.add(OutboxRow(kind="mail", payload={}, created_at=due, due_at=due))
    session.commit()
    ready = anonymous.client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json is not None
    assert ready.json["checks"]["worker"] is False
