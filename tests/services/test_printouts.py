"""A questionnaire as PDF is made by the worker, and again only when it would show something else."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pytest
from sqlalchemy import select

from tests.services.office import Office
from tests.services.test_sheets import REST, Desk
from vendorrisk.domain.access import Actor
from vendorrisk.domain.canonical import digest
from vendorrisk.pdf.renderer import ChildRenderer
from vendorrisk.persistence.models import OutboxRow, Printout
from vendorrisk.services import answering
from vendorrisk.services.answering import PrintoutKind
from vendorrisk.services.failures import NotFound
from vendorrisk.services.ports import FileMissing


@pytest.fixture
def desk(office: Office, buyer: Actor) -> Desk:
    return Desk(office, buyer)


def asked(desk: Desk, kind: PrintoutKind, language: str = "en") -> bytes | None:
    return desk.office.do(answering.printout, desk.vera, desk.assessment.id, kind, language)


def waiting(desk: Desk) -> list[str]:
    rows = select(OutboxRow.payload).where(OutboxRow.kind == "printout")
    return desk.office.do(lambda work: [payload["printout"] for payload in work.session.scalars(rows)])


def made(desk: Desk) -> None:
    for one in waiting(desk):
        desk.office.do(answering.make_printout, one)


def body(desk: Desk, kind: PrintoutKind) -> bytes:
    rows = select(Printout.body).where(Printout.kind == kind.value)
    return desk.office.do(lambda work: work.session.scalars(rows).one().encode())


def test_it_is_there_once_the_worker_has_made_it(desk: Desk) -> None:
    assert asked(desk, PrintoutKind.QUESTIONS) is None
    assert asked(desk, PrintoutKind.QUESTIONS) is None
    assert len(waiting(desk)) == 1, "who looks again asks for nothing more"
    made(desk)
    assert (asked(desk, PrintoutKind.QUESTIONS) or b"").startswith(b"%PDF")
    assert asked(desk, PrintoutKind.QUESTIONS, "nl") is None


def test_answers_that_changed_are_printed_anew_in_the_place_of_the_old(desk: Desk) -> None:
    with pytest.raises(NotFound):
        asked(desk, PrintoutKind.ANSWERS)
    desk.save(REST, "databases", comment="Since May")
    asked(desk, PrintoutKind.ANSWERS)
    made(desk)
    assert asked(desk, PrintoutKind.ANSWERS)
    desk.save(REST, "all", version=1)
    assert asked(desk, PrintoutKind.ANSWERS) is None
    made(desk)
    assert asked(desk, PrintoutKind.ANSWERS)
    assert len(desk.office.do(lambda work: work.session.scalars(select(Printout)).all())) == 1


def test_what_was_printed_before_is_no_longer_kept(desk: Desk) -> None:
    desk.save(REST, "databases")
    asked(desk, PrintoutKind.ANSWERS)
    made(desk)
    key = desk.office.do(lambda work: str(work.session.scalars(select(Printout.key)).one()))
    desk.save(REST, "all", version=1)
    asked(desk, PrintoutKind.ANSWERS)
    with pytest.raises(FileMissing):
        desk.office.do(lambda work: work.store.get(key))


def test_a_file_that_was_lost_is_made_again(desk: Desk) -> None:
    asked(desk, PrintoutKind.QUESTIONS)
    made(desk)
    desk.office.do(lambda work: work.store.delete(work.session.scalars(select(Printout.key)).one()))
    assert asked(desk, PrintoutKind.QUESTIONS) is None
    made(desk)
    assert asked(desk, PrintoutKind.QUESTIONS)


def test_on_paper_stand_every_question_and_every_answer(office: Office, buyer: Actor, tmp_path: Path) -> None:
    desk = Desk(office, buyer, heavy=False)
    desk.office.answer_all(desk.vera, desk.assessment, comment="As always\nand ever")
    for kind in PrintoutKind:
        asked(desk, kind)
    sheet = answering.everything
    questions = desk.office.do(lambda work: sheet(work, desk.vera, desk.assessment.id).questionnaire.questions)
    blank = text_of(ChildRenderer().render_printout(body(desk, PrintoutKind.QUESTIONS), "nl"), tmp_path)
    for question in questions:
        assert squeezed(question.ask.to("nl")) in blank
        assert all(squeezed(option.label.to("nl")) in blank for option in question.options)
    pdf = ChildRenderer().render_printout(body(desk, PrintoutKind.ANSWERS), "en")
    assert not pikepdf.pdfa.validate_written(io.BytesIO(pdf), "3b").findings
    written = text_of(pdf, tmp_path)
    for question in questions:
        assert squeezed(question.ask.to("en")) in written
    assert written.count(squeezed("As always and ever")) > 5
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        inside = opened.attachments["answers.json"].get_file().read_bytes()
    given = desk.office.do(answering.receipt, desk.vera, desk.assessment.id)
    assert inside == given
    assert len(digest(json.loads(inside))) == 64


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "printout.pdf").write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-raw", folder / "printout.pdf", "-"], capture_output=True, check=True)
    return squeezed(told.stdout.decode())


def squeezed(text: str) -> str:
    """Without blanks: where a line breaks on paper says nothing."""
    return "".join(text.split()).replace("-", "")
