"""Large files arrive in parts, go on where they stopped, and are proof only when they are whole and checked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.services.office import PDF, Office
from vendorrisk.domain.access import Actor
from vendorrisk.persistence.models import Assessment, OutboxRow, Upload, UploadPart
from vendorrisk.services import uploads
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.ports import FileMissing
from vendorrisk.services.proof_checks import ProofRefused
from vendorrisk.services.uploads import Elsewhere

REST = "encryption-at-rest"


@pytest.fixture
def assessment(office: Office, buyer: Actor) -> Assessment:
    return office.requested(buyer)


@pytest.fixture
def vera(office: Office, assessment: Assessment) -> Actor:
    return office.shared(assessment)


def begun(office: Office, who: Actor, assessment: Assessment, **given: object) -> Upload:
    said = {"name": "report.pdf", "size": len(PDF), "mark": "1-2", **given}
    return office.do(uploads.begin, who, assessment.id, REST, **said)  # type: ignore[arg-type]


def keys(office: Office) -> list[str]:
    return office.do(lambda work: list(work.session.scalars(select(UploadPart.key))))


def test_it_goes_on_where_it_stopped_and_is_what_was_sent(office: Office, assessment: Assessment, vera: Actor) -> None:
    upload = begun(office, vera, assessment)
    assert office.do(uploads.append, vera, upload.id, 0, PDF[:10]) == 10
    again = begun(office, vera, assessment)
    assert (again.id, again.received) == (upload.id, 10)
    with pytest.raises(Refused):
        office.do(uploads.whole, vera, upload.id)
    office.do(uploads.append, vera, upload.id, 10, PDF[10:])
    name, stream = office.do(uploads.whole, vera, upload.id)
    stream.seek(0)
    assert (name, stream.read()) == ("report.pdf", PDF)


def test_a_part_counts_once_and_only_where_it_belongs(office: Office, assessment: Assessment, vera: Actor) -> None:
    upload = begun(office, vera, assessment)
    office.do(uploads.append, vera, upload.id, 0, PDF[:10])
    for offset in (0, 5, 11, -1):
        with pytest.raises(Elsewhere) as elsewhere:
            office.do(uploads.append, vera, upload.id, offset, PDF[:10])
        assert elsewhere.value.received == 10
    for data in (b"", PDF, b"x" * (uploads.PART_BYTES + 1)):
        with pytest.raises(Refused):
            office.do(uploads.append, vera, upload.id, 10, data)
    assert len(keys(office)) == 1


@pytest.mark.parametrize(
    "given", [{"name": "tool.exe"}, {"size": 0}, {"size": -1}, {"size": 1 << 40}, {"name": "a\x00.pdf"}]
)
def test_what_will_not_be_taken_is_refused_before_a_byte(
    office: Office, assessment: Assessment, vera: Actor, given: dict[str, object]
) -> None:
    with pytest.raises(ProofRefused):
        begun(office, vera, assessment, **given)


def test_it_is_nobody_else_s(office: Office, assessment: Assessment, vera: Actor) -> None:
    upload = begun(office, vera, assessment)
    office.do(uploads.append, vera, upload.id, 0, PDF)
    colleague = office.shared(assessment, "Anna")
    for act in (
        lambda: office.do(uploads.append, colleague, upload.id, 0, PDF),
        lambda: office.do(uploads.whole, colleague, upload.id),
    ):
        with pytest.raises(NotFound):
            act()
    office.do(uploads.finish, colleague, upload.id)
    assert len(keys(office)) == 1
    assert begun(office, colleague, assessment).id != upload.id


def test_finished_or_forgotten_nothing_is_kept(office: Office, assessment: Assessment, vera: Actor) -> None:
    finished, forgotten = begun(office, vera, assessment), begun(office, vera, assessment, mark="3-4")
    for one in (finished, forgotten):
        office.do(uploads.append, vera, one.id, 0, PDF)
    kept = keys(office)
    office.do(uploads.finish, vera, finished.id)
    row = select(OutboxRow).where(OutboxRow.kind == uploads.KIND).order_by(OutboxRow.due_at.desc())
    due = office.do(lambda work: work.session.scalars(row).first())
    assert due is not None
    assert due.due_at - office.clock() == uploads.KEPT
    for _ in range(2):
        office.do(uploads.expire, forgotten.id)
    assert keys(office) == []
    for key in kept:
        with pytest.raises(FileMissing):
            office.do(lambda work, key=key: work.store.get(key))


def test_a_further_one_takes_the_place_of_the_oldest(office: Office, assessment: Assessment, vera: Actor) -> None:
    first = begun(office, vera, assessment, mark="0")
    for number in range(uploads.AT_ONCE):
        office.clock.forward(minutes=1)
        begun(office, vera, assessment, mark=str(number + 1))
    with pytest.raises(NotFound):
        office.do(uploads.append, vera, first.id, 0, PDF)
    assert office.do(lambda work: len(work.session.scalars(select(Upload)).all())) == uploads.AT_ONCE
