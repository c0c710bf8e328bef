"""The sealed record: made with the last signature, rendered once in each language, replayed to the same figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.services.office import Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.canonical import digest
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.record import opened
from vendorrisk.persistence.models import Assessment, Document, EventRow, OutboxRow, Record
from vendorrisk.services import records, trail
from vendorrisk.services.failures import NotFound
from vendorrisk.services.ports import FileDamaged
from vendorrisk.services.verification import replay_all, replayed
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings

REST = "encryption-at-rest"


@pytest.fixture
def decided(office: Office, buyer: Actor, lead: Actor) -> Assessment:
    """An assessment that was approved."""
    assessment, _ = office.submitted(buyer, comment="As our policy says")
    office.sign(lead, assessment)
    return assessment


@pytest.fixture
def sealed(work: Work, decided: Assessment) -> Record:
    """Its record."""
    return work.session.scalars(select(Record).where(Record.assessment_id == decided.id)).one()


def test_the_record_holds_everything_it_needs(sealed: Record, decided: Assessment, work: Work) -> None:
    found = opened(sealed.body.encode())
    assert (found.faults, found.digest) == ((), sealed.digest)
    body = found.plain
    assert body["vendor"] == {"name": "Noordzee HR B.V.", "website": "noordzee.example", "country": ""}
    assert body["engagement"]["requested_by"] == "Pia"
    assert body["attested"]["name"] == "Vera Visser"
    assert [one["name"] for one in body["decision"]["signatures"]] == ["Roos"]
    assert body["answers"][REST]["author"] == "Vera"
    assert body["answers"][REST]["comment"] == "As our policy says"
    pinned = [one["digest"] for one in body["content"]]
    assert pinned == [
        decided.intake_digest,
        decided.model_digest,
        decided.organisation_digest,
        *decided.pack_digests,
    ]
    assert all(digest(one["body"]) == one["digest"] for one in body["content"])
    head = body["trail"]
    anchored = work.session.scalars(select(EventRow).where(EventRow.position == head["position"])).one()
    assert anchored.hash == head["hash"]


def test_sealing_is_part_of_deciding(sealed: Record, work: Work) -> None:
    (event,) = work.session.scalars(select(EventRow).where(EventRow.kind == EventKind.RECORD_SEALED))
    assert (event.subject, event.data) == (sealed.id, {"digest": sealed.digest})
    renders = work.session.scalars(select(OutboxRow.payload).where(OutboxRow.kind == "render")).all()
    assert sorted(one["language"] for one in renders) == ["en", "nl"]
    assert trail.verify_chain(work).whole


def test_a_document_is_made_once(office: Office, sealed: Record, work: Work) -> None:
    for _ in range(2):
        office.do(records.render, sealed.id, "en")
    (kept,) = work.session.scalars(select(Document))
    assert work.store.get(kept.key).startswith(b"%PDF-1.7 en ")
    rendered = work.session.scalars(select(EventRow).where(EventRow.kind == EventKind.RECORD_RENDERED)).all()
    assert [event.data for event in rendered] == [{"language": "en", "sha256": kept.sha256}]


def test_two_workers_at_once_make_one_document(
    office: Office, sealed: Record, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.open_work() as slow:
        render = slow.renderer.render

        def overtaken(body: bytes, language: str) -> bytes:
            office.do(records.render, sealed.id, language)
            return render(body, language)

        monkeypatch.setattr(slow.renderer, "render", overtaken)
        records.render(slow, sealed.id, "nl")
    assert len(work.session.scalars(select(Document)).all()) == 1
    assert trail.verify_chain(work).whole


def test_a_record_that_is_not_there_is_not_rendered(work: Work) -> None:
    with pytest.raises(NotFound):
        records.render(work, "0" * 32, "en")


def test_a_document_is_given_only_unchanged(
    office: Office, sealed: Record, lead: Actor, work: Work, settings: Settings
) -> None:
    with pytest.raises(NotFound):
        office.do(records.document, lead, sealed.id, "en")
    office.do(records.render, sealed.id, "en")
    kept, data = office.do(records.document, lead, sealed.id, "en")
    assert len(data) == kept.size
    assert work.session.scalars(select(EventRow.kind).order_by(EventRow.position.desc())).first() == "record.read"
    path = Path(settings.store) / kept.key
    path.write_bytes(data[:-1] + b"x")
    with pytest.raises(FileDamaged):
        office.do(records.document, lead, sealed.id, "en")
    path.unlink()
    with pytest.raises(FileDamaged):
        office.do(records.document, lead, sealed.id, "en")


def test_the_list_shows_records_with_their_documents(office: Office, sealed: Record, buyer: Actor) -> None:
    office.do(records.render, sealed.id, "nl")
    (row,) = office.do(records.records, buyer).rows
    assert (row.id, row.vendor, row.verdict, row.languages) == (sealed.id, "Noordzee HR B.V.", "approve", ("nl",))
    view = office.do(records.record, buyer, sealed.id)
    assert (view.body, list(view.documents)) == (json.loads(sealed.body), ["nl"])


@pytest.mark.parametrize("role", [Role.RESPONDENT, Role.ADMINISTRATOR])
def test_a_record_is_not_for_everybody(office: Office, sealed: Record, role: Role) -> None:
    other = office.person(role, "Otto")
    office.do(records.render, sealed.id, "en")
    assert office.do(records.records, other).total == 0
    for act in (records.record, lambda work, who, one: records.document(work, who, one, "en")):
        with pytest.raises(NotFound):
            office.do(act, other, sealed.id)


def test_every_record_replays_to_its_figures(office: Office, sealed: Record, work: Work) -> None:
    assert [outcome for _, outcome in replay_all(work.session)] == [()]
    altered = json.loads(sealed.body)
    altered["answers"][REST]["value"] = "none"
    assert {one.figure.split(".")[0] for one in replayed(altered)} >= {"effectiveness"}


def test_only_what_is_decided_is_sealed(office: Office, buyer: Actor, work: Work) -> None:
    assessment, _ = office.submitted(buyer)
    with pytest.raises(Exception, match=r"decided|No row"):
        records.seal(work, assessment)
