"""A proof looked at inside the portal: drawn once by the worker, for whoever may read it, and gone with it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import Clock, PlainRenderer
from tests.pdf import foreign
from tests.services.office import Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.reasons import Reason
from vendorrisk.persistence.models import Assessment, EventRow, OutboxRow, Preview, PreviewPage, ProofFile
from vendorrisk.persistence.queries import files
from vendorrisk.services import answering, outbox, previews
from vendorrisk.services.failures import NotFound
from vendorrisk.services.ports import FileMissing, Picture, Pictures, Unseen
from vendorrisk.services.previews import AGAIN, LETTERS, ProofView, Shows
from vendorrisk.services.work import Work

REST, TRANSIT = "encryption-at-rest", "encryption-in-transit"
DRAWN = Pictures((Picture(b"RIFF....WEBP one", 10, 20), Picture(b"RIFF....WEBP two", 10, 20)), 40)


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A renderer that draws two pages at once, where what is drawn is not the question."""
    monkeypatch.setattr(PlainRenderer, "pictures", lambda *_: DRAWN)


@pytest.fixture
def assessment(office: Office, buyer: Actor) -> Assessment:
    return office.requested(buyer)


@pytest.fixture
def vera(office: Office, assessment: Assessment) -> Actor:
    return office.shared(assessment)


def looked(office: Office, who: Actor, proof: ProofFile) -> ProofView:
    return office.do(previews.preview, who, proof.assessment_id, proof.id)


def made(office: Office) -> list[bool]:
    """What the worker did of what it was asked: whether each row is done now."""
    tasks = {previews.KIND: lambda work, _row, payload: previews.make_preview(work, payload["proof"])}
    rows = select(OutboxRow.id).where(OutboxRow.kind == previews.KIND, OutboxRow.done_at.is_(None))
    waiting = office.do(lambda work: list(work.session.scalars(rows)))
    return [office.do(outbox.perform, row, tasks) for row in waiting]


def seen(office: Office, who: Actor, proof: ProofFile) -> Preview:
    """What is shown of a proof, once the worker has made it."""
    looked(office, who, proof)
    assert all(made(office)), "the worker survives whatever was sent"
    view = looked(office, who, proof)
    assert view.made
    return view.made


def readings(work: Work) -> list[Any]:
    return list(work.session.scalars(select(EventRow.actor_id).where(EventRow.kind == "proof.read")))


@pytest.mark.usefixtures("drawing")
def test_it_is_drawn_once_when_somebody_first_looks(office: Office, assessment: Assessment, vera: Actor) -> None:
    proof = office.prove(vera, assessment, REST)
    assert made(office) == [], "nobody looked yet"
    assert looked(office, vera, proof).made is None
    assert looked(office, vera, proof).made is None
    assert made(office) == [True]
    view = looked(office, vera, proof)
    assert view.made
    assert [page.number for page in view.made.pages] == [1, 2]
    assert (view.made.total, view.made.why) == (40, "")
    assert [one.question.id for one in view.behind] == [REST]
    for number, page in enumerate(DRAWN.pages, 1):
        assert office.do(previews.picture, vera, assessment.id, proof.id, number) == page.data
    with pytest.raises(NotFound):
        office.do(previews.picture, vera, assessment.id, proof.id, 3)
    assert made(office) == []


@pytest.mark.usefixtures("drawing")
def test_turning_its_pages_is_one_reading(office: Office, assessment: Assessment, vera: Actor, work: Work) -> None:
    proof = office.prove(vera, assessment, REST)
    looked(office, vera, proof)
    made(office)
    assert readings(work) == [], "nothing was shown yet"
    office.do(previews.picture, vera, assessment.id, proof.id, 2)
    looked(office, vera, proof)
    assert readings(work) == [vera.id], "whoever goes to a picture by itself read it too"
    looked(office, office.shared(assessment, "Piet"), proof)
    assert len(readings(work)) == 2


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("broken.pdf", b"%PDF-1.7\nA report that says so.\n%%EOF\n", Unseen.BROKEN),
        ("protected.pdf", foreign.protected(), Unseen.PROTECTED),
        ("flood.png", foreign.flood(20_000), Unseen.HUGE),
    ],
)
def test_what_cannot_be_shown_says_why(
    office: Office, assessment: Assessment, vera: Actor, name: str, data: bytes, why: Unseen
) -> None:
    shown = seen(office, vera, office.prove(vera, assessment, REST, data, name=name))
    assert (shown.why, shown.pages) == (why, [])


@pytest.mark.parametrize("why", Unseen)
def test_every_cause_has_a_sentence(why: Unseen) -> None:
    english, dutch = (Reason(f"preview.{why}").to(language) for language in ("en", "nl"))
    assert english != dutch


@pytest.fixture
def word() -> bytes:
    """A Word file of one paragraph, longer than what is shown."""
    kept = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = "<b>bold</b> ".replace("<", "&lt;") * 3000
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
        archive.writestr("word/document.xml", body)
    return kept.getvalue()


def test_of_a_document_without_pages_the_text_is_shown(
    office: Office, assessment: Assessment, vera: Actor, word: bytes
) -> None:
    proof = office.prove(vera, assessment, REST, word, name="policy.docx")
    shown = seen(office, vera, proof)
    text = looked(office, vera, proof).text
    assert (shown.shows, len(text), shown.total) == (Shows.TEXT, LETTERS, 36_000)
    assert text.startswith("<b>bold</b> ")
    with pytest.raises(NotFound):
        office.do(previews.picture, vera, assessment.id, proof.id, 1)


@pytest.mark.parametrize("data", [b'{"mfa": "yes"}', "Versleuteling à la carte".encode("cp1252")])
def test_a_plain_text_is_shown_in_whatever_encoding_it_came(
    office: Office, assessment: Assessment, vera: Actor, data: bytes
) -> None:
    proof = office.prove(vera, assessment, REST, data, name="notes.txt")
    assert seen(office, vera, proof).shows == Shows.TEXT
    assert looked(office, vera, proof).text == data.decode("cp1252")


@pytest.mark.usefixtures("drawing")
def test_what_a_worker_gave_up_is_asked_for_again(
    office: Office, assessment: Assessment, vera: Actor, work: Work, clock: Clock
) -> None:
    proof = office.prove(vera, assessment, REST)
    looked(office, vera, proof)
    for row in work.session.scalars(select(OutboxRow).where(OutboxRow.kind == previews.KIND)):
        row.failed_at = clock()
    work.commit()
    assert made(office) == [False]
    clock.forward(seconds=AGAIN.total_seconds())
    assert looked(office, vera, proof).made is None
    assert True in made(office)
    assert looked(office, vera, proof).made


@pytest.mark.usefixtures("drawing")
def test_it_is_for_whoever_may_read_the_proof(office: Office, buyer: Actor) -> None:
    assessment, vera = office.submitted(buyer, proof=REST)
    proof = office.do(lambda work: work.session.scalars(select(ProofFile)).one())
    other = office.requested(buyer, vendor_name="Other", website="other.example", contact_email="otto@other.example")
    readers = [vera, office.person(Role.RISK_LEAD), office.person(Role.AUDITOR)]
    strangers = [office.shared(other, "Otto"), office.person(Role.ADMINISTRATOR), buyer]
    seen(office, vera, proof)
    for who in readers:
        assert [one.question.id for one in looked(office, who, proof).behind] == [REST]
        assert office.do(previews.picture, who, assessment.id, proof.id, 1)
    for who in strangers:
        for place, name in ((assessment.id, proof.id), (other.id, proof.id), (assessment.id, "0" * 32)):
            with pytest.raises(NotFound):
                office.do(previews.preview, who, place, name)
            with pytest.raises(NotFound):
                office.do(previews.picture, who, place, name, 1)


@pytest.mark.usefixtures("drawing")
def test_what_a_vendor_is_still_writing_is_not_shown_to_reviewers(
    office: Office, assessment: Assessment, vera: Actor, lead: Actor
) -> None:
    proof = office.prove(vera, assessment, REST)
    seen(office, vera, proof)
    with pytest.raises(NotFound):
        looked(office, lead, proof)


@pytest.mark.usefixtures("drawing")
def test_it_is_gone_with_the_proof(office: Office, assessment: Assessment, vera: Actor, work: Work) -> None:
    proof = office.prove(vera, assessment, REST)
    office.prove(vera, assessment, TRANSIT)
    keys = [page.key for page in seen(office, vera, proof).pages]
    office.do(answering.remove_proof, vera, assessment.id, REST, proof.id)
    assert [one.question.id for one in looked(office, vera, proof).behind] == [TRANSIT]
    assert all(files.is_named(work.session, key) for key in keys)
    office.do(answering.remove_proof, vera, assessment.id, TRANSIT, proof.id)
    for key in keys:
        with pytest.raises(FileMissing):
            work.store.get(key)
    assert work.session.scalars(select(PreviewPage)).all() == []


def test_of_a_proof_that_goes_while_it_is_drawn_nothing_is_kept(
    office: Office, assessment: Assessment, vera: Actor, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = office.prove(vera, assessment, REST)
    looked(office, vera, proof)

    def draw(*_: object) -> Pictures:
        office.do(answering.remove_proof, vera, assessment.id, REST, proof.id)
        return DRAWN

    kept: list[str] = []
    put = type(work.store).put
    monkeypatch.setattr(PlainRenderer, "pictures", draw)
    monkeypatch.setattr(
        type(work.store), "put", lambda *given: kept.append((stored := put(*given)).key) or stored, raising=True
    )
    assert made(office) == [True]
    assert len(kept) == 2
    for key in kept:
        with pytest.raises(FileMissing):
            work.store.get(key)


@pytest.mark.usefixtures("drawing")
def test_a_picture_that_was_lost_is_drawn_again(
    office: Office, assessment: Assessment, vera: Actor, work: Work
) -> None:
    proof = office.prove(vera, assessment, REST)
    work.store.delete(seen(office, vera, proof).pages[0].key)
    with pytest.raises(NotFound):
        office.do(previews.picture, vera, assessment.id, proof.id, 1)
    assert looked(office, vera, proof).made is None
    assert made(office) == [True]
    assert office.do(previews.picture, vera, assessment.id, proof.id, 1) == DRAWN.pages[0].data


@pytest.mark.usefixtures("drawing")
def test_a_proof_that_comes_back_is_shown_an_hour_later(
    office: Office, assessment: Assessment, vera: Actor, work: Work, clock: Clock
) -> None:
    proof = office.prove(vera, assessment, REST)
    data = work.store.get(proof.key)
    work.store.delete(proof.key)
    assert seen(office, vera, proof).why == Unseen.LOST
    work.store.put(f"proofs/{assessment.id}", data)
    assert made(office) == []
    clock.forward(seconds=AGAIN.total_seconds())
    assert looked(office, vera, proof).made is None
    assert made(office) == [True]
    shown = looked(office, vera, proof).made
    assert shown
    assert (shown.why, len(shown.pages)) == ("", 2)
