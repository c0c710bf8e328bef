"""The page on which a vendor uses what it has: nothing is saved unseen, and nothing that was brought is lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from weasyprint import HTML

from tests.sheets.filling import cell, grids, resaved
from tests.web.conftest import Visit
from tests.web.sharing import share
from tests.web.visitor import Page, Visitor, words
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import AnswerRow, Assessment, Proposal, User
from vendorrisk.services.work import Work

STATEMENT = (Path(__file__).parents[1] / "samples" / "statements" / "en-trust-page.txt").read_text()


@pytest.fixture
def assessment(work: Work, people: Mapping[Role, User]) -> Assessment:
    return share(work, people)


@pytest.fixture
def place(assessment: Assessment) -> str:
    return f"/questionnaires/{assessment.id}/reuse"


@pytest.fixture
def vera(visit: Visit) -> Visitor:
    return visit(Role.RESPONDENT)


def answers(session: Session) -> list[AnswerRow]:
    session.expire_all()
    return list(session.scalars(select(AnswerRow)))


def pasted(vera: Visitor, place: str, text: str = STATEMENT) -> Page:
    vera.get(place)
    vera.submit({"text": text}, action=f"{place}/statement")
    return vera.follow()


def test_the_page_says_what_can_be_brought(vera: Visitor, place: str) -> None:
    page = vera.get(place)
    for heading in ("A security statement", "A workbook"):
        assert heading in page.words
    assert "proposals" not in page.words
    assert page.links["Download the workbook"].endswith("/questionnaire.xlsx")
    assert "Your earlier answers" not in page.words


def test_a_pasted_statement_becomes_cards_with_quotations(vera: Visitor, place: str, session: Session) -> None:
    page = pasted(vera, place)
    kept = list(session.scalars(select(Proposal)))
    assert len(kept) >= 20
    assert f"We found {len(kept)} answers in it." in page.words
    cards = [words(card) for card in page.all("section") if (card.get("id") or "").startswith("proposal-")]
    assert cards
    assert all("From your statement" in card for card in cards)
    hedged = [hedge["words"] for one in kept for hedge in one.hedges]
    assert hedged
    assert any(f"“{one}” says" in card for one in hedged for card in cards)
    assert answers(session) == []


def test_accepting_saves_what_is_ticked_and_what_was_chosen(vera: Visitor, place: str, session: Session) -> None:
    pasted(vera, place)
    unclear = next(name for name in vera.page.form(f"{place}/settle") if name.startswith("answer-"))  # type: ignore[union-attr]
    proposal = session.get_one(Proposal, unclear.removeprefix("answer-"))
    select_box = next(box for box in vera.page.all("select") if box.get("name") == unclear)  # type: ignore[union-attr]
    option = [one.get("value") for one in select_box.iter("option")][2]
    ticked = f"{proposal.id}:0"
    vera.submit({"proposal": [ticked], unclear: option, "act": "accept"}, action=f"{place}/settle")
    page = vera.follow()
    (row,) = answers(session)
    assert (row.question_id, row.value) == (proposal.question_id, option)
    assert "One answer is saved." in page.words
    assert f"proposal-{proposal.id}" not in page.text


def test_dropping_takes_them_away_and_saves_nothing(vera: Visitor, place: str, session: Session) -> None:
    page = pasted(vera, place)
    boxes = [box.get("value") for box in page.all("input") if box.get("name") == "proposal"]
    vera.submit({"proposal": boxes, "act": "drop"}, action=f"{place}/settle")
    page = vera.follow()
    assert f"{len(boxes)} proposals are dropped." in page.words
    assert "From your statement" not in page.words
    assert answers(session) == []


def test_what_was_pasted_is_kept_when_it_cannot_be_taken(vera: Visitor, place: str) -> None:
    vera.get(place)
    page = vera.submit({"text": "   "}, 422, action=f"{place}/statement")
    assert "Paste the text of your statement, or choose its file." in page.words
    long = "We encrypt everything. " * 30_000
    page = vera.submit({"text": long}, 422, action=f"{place}/statement")
    assert "too long to be read" in page.words
    assert page.form(f"{place}/statement")["text"] == long


OPENING = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def word(text: str) -> bytes:
    """A small Word file of these lines."""
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    body = f"{OPENING}{lines}</w:body></w:document>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return content.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of these lines."""
    content: bytes = HTML(string="".join(f"<p>{line}</p>" for line in text.splitlines())).write_pdf()
    return content


@pytest.mark.parametrize("name", ["statement.docx", "statement.txt", "statement.pdf"])
def test_a_file_is_read_as_well(vera: Visitor, place: str, session: Session, name: str) -> None:
    vera.get(place)
    text = "Encryption\nAll databases are encrypted at rest with AES-256."
    content = {"docx": word, "pdf": pdf, "txt": str.encode}[name.rpartition(".")[2]](text)
    vera.submit({"document": (io.BytesIO(content), name)}, action=f"{place}/statement")
    page = vera.follow()
    assert "All databases are encrypted at rest with AES-256." in page.words
    assert name in page.words


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.docx", b"PK\x03\x04 broken"),
        ("x.pdf", b"%PDF-1.7 broken"),
        ("x.txt", b"\x00\x01\x02\xff" * 900),
        ("x.docx", word("<!-- -->").replace(b"word/document.xml", b"word/otherthing.x")),
    ],
)
def test_a_file_without_text_is_refused_with_what_to_do(vera: Visitor, place: str, name: str, content: bytes) -> None:
    vera.get(place)
    page = vera.submit({"document": (io.BytesIO(content), name)}, 422, action=f"{place}/statement")
    assert "No text could be read from this file." in page.words


def test_entities_in_a_file_are_not_looked_up(vera: Visitor, place: str) -> None:
    entity = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    evil = f"{entity}{OPENING}<w:p><w:r><w:t>We encrypt all data at rest. &x;</w:t></w:r></w:p></w:body></w:document>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", evil)
    vera.get(place)
    response = vera.client.post(
        f"{place}/statement",
        data={"csrf_token": vera.page.csrf_token, "document": (io.BytesIO(content.getvalue()), "x.docx")},  # type: ignore[union-attr]
    )
    assert response.status_code in {303, 422}
    assert "root:" not in vera.get(place).words


def test_a_workbook_goes_out_and_comes_back_as_proposals(vera: Visitor, place: str, session: Session) -> None:
    address = vera.get(place).links["Download the workbook"]
    answer = vera.client.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=questionnaire.xlsx")
    pages = grids(answer.data)
    for row, said in (("encryption-at-rest", "All databases are encrypted"), ("incident-count", "many")):
        line, column = cell(pages["Answers"], row, "Answer")
        pages["Answers"][line][column] = said
    page = vera.submit({"workbook": (io.BytesIO(resaved(pages)), "done.xlsx")}, 200, action=f"{place}/workbook")
    said = words(page.one("workbook-said"))
    assert "1 changed" in said
    assert "1 refused" in said
    assert "Enter a whole number, in digits." in said
    assert answers(session) == []
    vera.submit({"act": "accept"}, action=f"{place}/settle")
    (row,) = answers(session)
    assert (row.question_id, row.value) == ("encryption-at-rest", "databases")


def test_what_is_no_workbook_is_refused_with_what_to_do(vera: Visitor, place: str) -> None:
    vera.get(place)
    page = vera.submit({"workbook": (io.BytesIO(b"not at all"), "done.xlsx")}, 422, action=f"{place}/workbook")
    assert "This is not an Excel workbook (.xlsx), or it is damaged." in page.words
    page = vera.submit({}, 422, action=f"{place}/workbook")
    assert "Choose the workbook that you filled in." in page.words


def test_nothing_ticked_is_said(vera: Visitor, place: str, session: Session) -> None:
    pasted(vera, place)
    vera.submit({"proposal": [], "act": "drop"}, action=f"{place}/settle")
    assert "Tick the proposals first" in vera.follow().words
    assert answers(session) == []


@pytest.mark.parametrize("ticked", ["", "x", "x:", ":1", "0" * 32 + ":99999999999999999999", "x:-1"])
def test_a_forged_tick_does_nothing(vera: Visitor, place: str, session: Session, ticked: str) -> None:
    pasted(vera, place)
    vera.submit({"proposal": [ticked], "act": "accept"}, action=f"{place}/settle")
    assert vera.follow().status == 200
    assert answers(session) == []
