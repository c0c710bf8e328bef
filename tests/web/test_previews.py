"""A proof on a page of the portal: pictures that we drew, beside the answer that it is to show."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import PlainRenderer, actor_of, make_user
from tests.web.conftest import Visit
from tests.web.reviewing import PROVEN, submit
from tests.web.sharing import share
from tests.web.visitor import Visitor, words
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import Assessment, ProofFile, ProofLink, User
from vendorrisk.services import answering, previews
from vendorrisk.services.answering import ProofInput
from vendorrisk.services.ports import Picture, Pictures, Unseen
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings

WEBP = b"RIFF....WEBP drawn by us"


@pytest.fixture(autouse=True)
def drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of five pages are drawn, whatever the proof."""
    drawn = Pictures(tuple(Picture(WEBP + b"%d" % number, 700, 990) for number in (1, 2, 3)), 5)
    monkeypatch.setattr(PlainRenderer, "pictures", lambda *_: drawn)


@pytest.fixture
def assessment(work: Work, people: Mapping[Role, User]) -> Assessment:
    return submit(work, people)


@pytest.fixture
def proof(work: Work, assessment: Assessment) -> ProofFile:
    return work.session.scalars(select(ProofFile)).one()


@pytest.fixture
def place(proof: ProofFile) -> str:
    return f"/questionnaires/{proof.assessment_id}/proofs/{proof.id}/preview"


@pytest.fixture
def lead(visit: Visit) -> Visitor:
    return visit(Role.RISK_LEAD)


def shown(visitor: Visitor, work: Work, place: str) -> None:
    """Let the worker make what is shown."""
    visitor.get(place, 202)
    previews.make_preview(work, place.split("/")[-2])


def test_from_an_answer_to_its_proof_and_back(lead: Visitor, work: Work, assessment: Assessment, place: str) -> None:
    review = f"/reviews/{assessment.id}"
    address = lead.get(review).links["SOC 2 report.pdf"]
    assert address == f"{place}?question={PROVEN}"
    waiting = lead.get(address, 202)
    assert "The preview is being made" in waiting.words
    assert waiting.response.headers["Refresh"] == "2"
    previews.make_preview(work, place.split("/")[-2])
    page = lead.get(address)
    assert "Refresh" not in page.response.headers
    assert "SOC 2 type II report · Audit BV · issued 23 November 2026" in page.words
    assert "Programme certified or attested by an independent auditor" in page.words
    assert page.links["Back to the answer"] == f"{review}#question-{PROVEN}"
    assert "The first 3 of 5 pages are shown" in page.words


def test_a_page_is_a_picture_of_ours_that_can_do_nothing(lead: Visitor, work: Work, place: str) -> None:
    shown(lead, work, place)
    page = lead.get(f"{place}?page=2")
    for absent in (0, 4, 10**30):
        assert lead.client.get(place.replace("/preview", f"/pages/{absent}")).status_code == 404
    (image,) = page.all("img")
    assert image.get("alt") == "Page 2 of SOC 2 report.pdf"
    assert (image.get("width"), image.get("height")) == ("700", "990")
    answer = lead.client.get(image.get("src", ""))
    assert answer.data == WEBP + b"2"
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("0", 1), ("99", 3), ("-1", 1), ("x", 1), ("9" * 99, 1)])
def test_whatever_page_is_asked_for_one_is_shown(
    lead: Visitor, work: Work, place: str, asked: str, number: int
) -> None:
    shown(lead, work, place)
    page = lead.get(f"{place}?page={asked}&size=150&question={PROVEN}")
    assert f"Page {number} of 3" in page.words
    ways = {link.get("rel"): link.get("href") for link in page.all("a")}
    assert ("prev" in ways, "next" in ways) == (number > 1, number < 3)
    if number < 3:
        assert ways["next"] == f"{place}?page={number + 1}&size=150&question={PROVEN}#page", (
            "as large, for the same answer"
        )


def test_the_vendor_goes_back_to_where_it_answers(visit: Visit, work: Work, assessment: Assessment, place: str) -> None:
    vera = visit(Role.RESPONDENT)
    shown(vera, work, place)
    assert vera.get(place).links["Back to the answer"] == (
        f"/questionnaires/{assessment.id}/sections/organisation#question-{PROVEN}"
    )


def test_who_may_not_read_it_sees_neither_page_nor_picture(
    app: Flask, visit: Visit, lead: Visitor, work: Work, place: str
) -> None:
    shown(lead, work, place)
    picture = place.replace("/preview", "/pages/1")
    other = make_user(work.session, Role.RESPONDENT, email="otto@other.example", name="Otto Other")
    work.commit()
    for address in (place, picture):
        assert visit(Role.AUDITOR).client.get(address).status_code == 200
        assert Visitor(app, other).client.get(address).status_code == 404
        assert visit(Role.PROCUREMENT).client.get(address).status_code == 403
        assert visit(Role.ADMINISTRATOR).client.get(address).status_code == 403
        assert Visitor(app).client.get(address).status_code == 303


def test_a_text_is_shown_as_text(visit: Visit, work: Work, people: Mapping[Role, User]) -> None:
    made = share(work, people)
    said = ProofInput(
        name="<i>notes.txt", kind="policy", stream=BytesIO(b"<script>alert(1)</script> we <b>encrypt</b>")
    )
    vera = actor_of(people[Role.RESPONDENT])
    kept = answering.add_proof(work, vera, made.id, PROVEN, said)
    place = f"/questionnaires/{made.id}/proofs/{kept.id}/preview"
    shown(visit(Role.RESPONDENT), work, place)
    page = visit(Role.RESPONDENT).get(place)
    assert "<script>alert(1)</script> we <b>encrypt</b>" in page.words
    assert page.heading == "<i>notes.txt"


def test_what_cannot_be_shown_can_be_downloaded(
    lead: Visitor, work: Work, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlainRenderer, "pictures", lambda *_: Pictures(why=Unseen.PROTECTED))
    shown(lead, work, place)
    page = lead.get(place)
    assert "This file asks for a password" in page.words
    assert lead.client.get(page.links["Download"]).headers["Content-Disposition"].startswith("attachment")


def test_a_replaced_proof_is_said_to_count_for_nothing(lead: Visitor, work: Work, proof: ProofFile, place: str) -> None:
    link = work.session.scalars(select(ProofLink)).one()
    link.replaced_at, link.replaced_by = proof.added_at, proof.added_by
    work.commit()
    assert "this one counts for nothing" in lead.get(place, 202).words


def test_a_damaged_proof_says_so(lead: Visitor, proof: ProofFile, settings: Settings) -> None:
    path = Path(settings.store) / proof.key
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    page = lead.get(f"/questionnaires/{proof.assessment_id}/proofs/{proof.id}", 500)
    assert page.heading == "This file is damaged"
    assert "An administrator can restore a backup." in page.words


def test_a_vendor_removes_what_was_replaced_by_its_button(
    visit: Visit, work: Work, people: Mapping[Role, User], session: Session
) -> None:
    made, vera = share(work, people), visit(Role.RESPONDENT)
    who = actor_of(people[Role.RESPONDENT])
    given = ProofInput(name="old.txt", kind="policy", stream=BytesIO(b"old words"))
    old = answering.add_proof(work, who, made.id, PROVEN, given)
    newer = ProofInput(name="new.txt", kind="policy", stream=BytesIO(b"new words"), replaces=old.id)
    answering.add_proof(work, who, made.id, PROVEN, newer)
    here = f"/questionnaires/{made.id}/sections/organisation"
    button = next(one for one in vera.get(here).all("button") if one.get("aria-label") == "Remove old.txt")
    vera.submit({"remove": button.get("value")})
    page = words(vera.get(here).one("main"))
    assert "new.txt" in page
    assert "old.txt" not in page
