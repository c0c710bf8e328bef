"""The records: what was decided, for everybody of the house who needs it, and its files to keep."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import make_user
from tests.web.conftest import Visit
from tests.web.reviewing import submit
from tests.web.visitor import Visitor, words
from vendorrisk.domain.access import Role
from vendorrisk.domain.events import EventKind
from vendorrisk.persistence.models import EventRow, Record, User, Vendor
from vendorrisk.services import records
from vendorrisk.services.work import Work

NASTY = 'Noord/zee "HR"\r\n日本'
"""A name with everything that a file's name or a header cannot hold."""


@pytest.fixture
def record(app: Flask, work: Work, people: Mapping[Role, User]) -> Record:
    """A record that two people have just signed; its documents are not made yet."""
    place = f"/reviews/{submit(work, people).id}"
    work.session.scalars(select(Vendor)).one().name = NASTY
    colleague = make_user(work.session, Role.RISK_LEAD, email="joris@example.com", name="Joris Kuiper")
    work.commit()
    for user in (people[Role.RISK_LEAD], colleague):
        visitor = Visitor(app, user)
        visitor.get(place)
        if user is not colleague:
            visitor.post(f"{place}/accept")
        visitor.get(f"{place}/decision")
        visitor.submit(action=None if user is not colleague else f"{place}/decision")
    return work.session.scalars(select(Record)).one()


@pytest.fixture
def rendered(work: Work, record: Record) -> Record:
    """The record once the worker has made its documents."""
    for language in ("en", "nl"):
        records.render(work, record.id, language)
    return record


def test_without_records_the_page_says_how_one_is_made(visit: Visit) -> None:
    assert "No records yet" in visit(Role.PROCUREMENT).get("/records").words


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.RISK_LEAD, Role.AUDITOR])
def test_records_are_for_the_house(visit: Visit, rendered: Record, role: Role) -> None:
    visitor = visit(role)
    assert rendered.digest[:12] in visitor.get("/records").words
    page = visitor.get(f"/records/{rendered.id}")
    assert "is approved, on" in page.words
    assert rendered.digest in page.words
    assert "Joris Kuiper" in page.words
    assert "vendorrisk verify" in page.words
    assert ("Open the review" in page.links) is (role is not Role.PROCUREMENT)


@pytest.mark.parametrize("role", [Role.RESPONDENT, Role.ADMINISTRATOR])
def test_records_are_for_nobody_else(visit: Visit, rendered: Record, role: Role) -> None:
    visitor = visit(role)
    for path in (
        "/records",
        f"/records/{rendered.id}",
        f"/records/{rendered.id}/en.pdf",
        f"/records/{rendered.id}.json",
    ):
        visitor.get(path, 403)


def test_what_is_not_there_is_not_here(visit: Visit, rendered: Record) -> None:
    lead = visit(Role.RISK_LEAD)
    for path in (f"{'0' * 32}", f"{'0' * 32}.json", f"{'0' * 32}/en.pdf", f"{rendered.id}/fr.pdf"):
        lead.get(f"/records/{path}", 404)


def test_a_document_that_is_being_made_is_asked_for_again(visit: Visit, record: Record, work: Work) -> None:
    lead = visit(Role.RISK_LEAD)
    waiting = lead.get(f"/records/{record.id}").one("documents")
    assert "being made" in words(waiting)
    assert waiting.get("hx-get") == f"/records/{record.id}"
    lead.get(f"/records/{record.id}/en.pdf", 404)
    for language in ("en", "nl"):
        records.render(work, record.id, language)
    part = lead.client.get(f"/records/{record.id}", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "<html" not in part, "only the part that waits"
    assert "hx-get" not in part, "nothing is left to wait for"
    assert f"/records/{record.id}/en.pdf" in part


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_document_is_kept_under_a_name_that_every_system_takes(
    visit: Visit, rendered: Record, session: Session, language: str
) -> None:
    lead = visit(Role.RISK_LEAD)
    answer = lead.client.get(f"/records/{rendered.id}/{language}.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=")
    name = f"Noord%20zee%20HR%20%E6%97%A5%E6%9C%AC%20-%20Payroll%20{rendered.digest[:8]}.{language}.pdf"
    assert f"filename*=UTF-8''{name}" in disposition
    read = session.scalars(select(EventRow).where(EventRow.kind == EventKind.RECORD_READ.value)).all()
    assert [event.data for event in read] == [{"language": language}]


def test_the_record_itself_is_given_byte_for_byte(visit: Visit, rendered: Record, session: Session) -> None:
    answer = visit(Role.PROCUREMENT).client.get(f"/records/{rendered.id}.json")
    assert answer.data == rendered.body.encode()
    assert answer.headers["Content-Type"] == "application/json"
    assert ".json" in answer.headers["Content-Disposition"]
    read = session.scalars(select(EventRow).where(EventRow.kind == EventKind.RECORD_READ.value)).all()
    assert [event.data for event in read] == [{"language": "json"}]


def test_the_page_says_what_the_record_says(visit: Visit, rendered: Record, session: Session) -> None:
    session.scalars(select(Vendor)).one().name = "Renamed since"
    session.commit()
    page = visit(Role.AUDITOR).get(f"/records/{rendered.id}")
    assert "Renamed since" not in page.words
    assert "Noord/zee" in page.heading
