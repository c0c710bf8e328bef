"""Proof behind answers: what is taken, what is refused, and what is given back."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import Clock
from tests.services.office import PDF, Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.events import EventKind
from vendorrisk.persistence.models import Assessment, EventRow, ProofFile
from vendorrisk.services import answering, casework, review
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.ports import FileDamaged, FileMissing
from vendorrisk.services.proof_checks import ProofRefused
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings

REST, TRANSIT = "encryption-at-rest", "encryption-in-transit"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def office_file(folder: str) -> bytes:
    """The least that is a Word document or a workbook."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr(f"{folder}/document.xml", "<document/>")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("Report 2026.PDF", PDF, "application/pdf"),
        ("scan.png", PNG, "image/png"),
        ("scan.jpeg", JPEG, "image/jpeg"),
        ("policy.docx", office_file("word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("list.xlsx", office_file("xl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("notes.txt", b"Checked on Monday.", "text/plain"),
        ("export.csv", b"user,mfa\nanna,yes\nbert,yes\n", "text/csv"),
        ("readme.md", b"# Policy\n\nWe encrypt.\n", "text/markdown"),
        (r"C:\Users\Vera\Desktop\scan.pdf", PDF, "application/pdf"),
    ],
)
def test_a_file_that_is_what_it_says_is_kept(
    office: Office, buyer: Actor, name: str, data: bytes, media_type: str
) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    kept = office.prove(vera, assessment, REST, data, name=name)
    assert (kept.media_type, kept.size, kept.name) == (media_type, len(data), name.rpartition("\\")[2])
    assert office.do(answering.read_proof, vera, assessment.id, kept.id)[1] == data


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"data": b""}, "proof.empty"),
        ({"data": PDF + bytes(25 * 1024 * 1024)}, "proof.too_large"),
        ({"name": "report.exe"}, "proof.type"),
        ({"name": "report.zip", "data": office_file("files")}, "proof.type"),
        ({"name": "report.pdf.html"}, "proof.type"),
        ({"name": "report"}, "proof.type"),
        ({"data": office_file("files")}, "proof.content"),
        ({"name": "policy.docx", "data": office_file("files")}, "proof.content"),
        ({"name": "scan.png"}, "proof.content"),
        ({"name": "notes.txt", "data": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"}, "proof.content"),
        ({"name": "x" * 252 + ".pdf"}, "proof.name"),
        ({"name": "a\nb.pdf"}, "proof.name"),
        ({"name": " / "}, "proof.name"),
        ({"kind": "a feeling"}, "proof.kind"),
        ({"issued": dt.date(2026, 11, 24)}, "proof.issued_later"),
        ({"issued": dt.date(2026, 1, 2), "expires": dt.date(2026, 1, 1)}, "proof.expires_before"),
    ],
)
def test_a_file_that_is_not_taken_says_why(
    office: Office, buyer: Actor, work: Work, given: dict[str, Any], code: str
) -> None:
    assessment = office.requested(buyer)
    with pytest.raises(ProofRefused) as refused:
        office.prove(office.shared(assessment), assessment, REST, **given)
    assert refused.value.reason.code == code
    assert all(refused.value.reason.to(language) for language in ("en", "nl"))
    assert work.session.scalars(select(ProofFile)).all() == []


def test_an_encrypted_pdf_is_taken(office: Office, buyer: Actor) -> None:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    assessment = office.requested(buyer)
    assert office.prove(office.shared(assessment), assessment, REST, made.getvalue()).size == len(made.getvalue())


def test_the_same_file_twice_is_kept_once_and_linked_twice(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    kept = {office.prove(vera, assessment, question).id for question in (REST, TRANSIT, REST)}
    assert len(kept) == 1
    added = work.session.scalars(select(EventRow).where(EventRow.kind == EventKind.PROOF_ADDED)).all()
    assert [event.data["question"] for event in added] == [REST, TRANSIT]


def test_a_file_is_gone_when_its_last_answer_lets_it_go(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    kept = office.prove(vera, assessment, REST)
    office.prove(vera, assessment, TRANSIT)
    office.do(answering.remove_proof, vera, assessment.id, REST, kept.id)
    assert office.do(answering.read_proof, vera, assessment.id, kept.id)[1] == PDF
    with pytest.raises(NotFound):
        office.do(answering.remove_proof, vera, assessment.id, REST, kept.id)
    office.do(answering.remove_proof, vera, assessment.id, TRANSIT, kept.id)
    with pytest.raises(NotFound):
        office.do(answering.read_proof, vera, assessment.id, kept.id)
    with pytest.raises(FileMissing):
        work.store.get(kept.key)


def test_the_same_file_of_another_vendor_stays(office: Office, buyer: Actor) -> None:
    mine, theirs = office.requested(buyer), office.requested(buyer, vendor_name="Other", website="")
    vera, otto = office.shared(mine), office.shared(theirs, "Otto")
    first, second = office.prove(vera, mine, REST), office.prove(otto, theirs, REST)
    assert first.id != second.id
    office.do(answering.remove_proof, vera, mine.id, REST, first.id)
    assert office.do(answering.read_proof, otto, theirs.id, second.id)[1] == PDF


def test_a_changed_file_is_never_given(office: Office, buyer: Actor, settings: Settings) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    kept = office.prove(vera, assessment, REST)
    path = Path(settings.store) / kept.key
    path.write_bytes(PDF.replace(b"says so", b"says no"))
    with pytest.raises(FileDamaged):
        office.do(answering.read_proof, vera, assessment.id, kept.id)


def test_who_reads_a_proof_is_noted(office: Office, buyer: Actor, lead: Actor, work: Work) -> None:
    assessment, vera = office.submitted(buyer, proof=REST)
    (kept,) = work.session.scalars(select(ProofFile))
    for reader in (lead, vera, office.person(Role.AUDITOR)):
        office.do(answering.read_proof, reader, assessment.id, kept.id)
    for other in (buyer, office.person(Role.ADMINISTRATOR), office.person(Role.RESPONDENT, "Otto")):
        with pytest.raises(NotFound):
            office.do(answering.read_proof, other, assessment.id, kept.id)
    assert len(work.session.scalars(select(EventRow).where(EventRow.kind == EventKind.PROOF_READ)).all()) == 3


def test_a_reviewer_reads_nothing_before_it_is_handed_in(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment = office.requested(buyer)
    kept = office.prove(office.shared(assessment), assessment, REST)
    with pytest.raises(NotFound):
        office.do(answering.read_proof, lead, assessment.id, kept.id)


def test_what_is_handed_in_gets_no_proof_until_asked(office: Office, buyer: Actor, lead: Actor, clock: Clock) -> None:
    assessment, vera = office.submitted(buyer, proof=REST)
    with pytest.raises(Refused, match=r"answering\.closed"):
        office.prove(vera, assessment, REST, b"%PDF-1.4\nnew")
    office.do(review.accept_rest, lead, assessment.id)
    clock.forward(hours=1)
    office.do(review.return_to_vendor, lead, assessment.id, {REST: "The newest report, please."})
    with pytest.raises(Refused, match=r"answering\.locked"):
        office.prove(vera, assessment, TRANSIT, b"%PDF-1.4\nnew")
    assert office.do(review.review, lead, assessment.id).unreviewed == 0
    office.prove(vera, assessment, REST, b"%PDF-1.4\nnew")
    view = office.do(review.review, lead, assessment.id)
    assert view.unreviewed == 1, "what stands behind the answer changed after its review"
    assert [item.question.id for item in view.items if item.stale] == [REST]


def proofs_of(office: Office, assessment: Assessment) -> tuple[ProofFile, ...]:
    """The proofs that stand behind one answer."""
    return office.do(lambda work: casework.desk_of(work, assessment).papers.proofs.get(REST, ()))


def test_one_file_stands_behind_many_answers_and_is_kept_once(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer, heavy=True)
    vera = office.shared(assessment)
    given = office.prove(vera, assessment, REST, issuer="Notified Body")
    (offered,) = office.do(answering.known_proofs, vera, assessment.id)
    again = office.do(answering.reuse_proof, vera, assessment.id, "multi-factor", offered.id)
    assert again.id == given.id
    office.do(answering.reuse_proof, vera, assessment.id, "multi-factor", offered.id)
    office.do(answering.remove_proof, vera, assessment.id, REST, given.id)
    assert office.do(answering.read_proof, vera, assessment.id, given.id)[1] == PDF


def test_a_file_of_an_earlier_questionnaire_is_offered_and_lives_on_by_itself(office: Office, buyer: Actor) -> None:
    first, later = office.requested(buyer, heavy=True), office.requested(buyer, heavy=True)
    vera = office.shared(first)
    office.join(vera, later)
    earlier = office.prove(vera, first, REST, issuer="Notified Body")
    (offered,) = office.do(answering.known_proofs, vera, later.id)
    kept = office.do(answering.reuse_proof, vera, later.id, REST, offered.id)
    assert (kept.assessment_id, kept.issuer, kept.sha256) == (later.id, "Notified Body", earlier.sha256)
    office.do(answering.remove_proof, vera, first.id, REST, earlier.id)
    assert office.do(answering.read_proof, vera, later.id, kept.id)[1] == PDF


def test_a_file_of_somebody_else_is_offered_to_nobody(office: Office, buyer: Actor) -> None:
    foreign, own = office.requested(buyer, heavy=True), office.requested(buyer, heavy=True, vendor_name="Other")
    theirs = office.prove(office.shared(foreign), foreign, REST)
    otto = office.shared(own, "Otto")
    assert office.do(answering.known_proofs, otto, own.id) == ()
    for act in (
        lambda: office.do(answering.reuse_proof, otto, own.id, REST, theirs.id),
        lambda: office.do(answering.known_proofs, otto, foreign.id),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_replaced_proof_counts_no_more_and_stays_to_be_seen(
    office: Office, buyer: Actor, lead: Actor, clock: Clock
) -> None:
    assessment, vera = office.submitted(buyer, proof=REST)
    (first,) = proofs_of(office, assessment)
    office.do(review.review_answer, lead, assessment.id, REST, review.ReviewInput())
    office.do(review.return_to_vendor, lead, assessment.id, {REST: "Is there a later one?"})
    clock.forward(days=1)
    later = office.prove(vera, assessment, REST, b"%PDF-1.4\nlater", name="later.pdf", replaces=first.id)
    assert [file.id for file in proofs_of(office, assessment)] == [later.id], "this alone is scored"
    (link,) = office.replaced(vera, assessment)[REST]
    assert (link.proof.id, link.replacer.name, link.replaced_at) == (first.id, "Vera", clock())
    item = next(one for one in office.do(review.review, lead, assessment.id).items if one.question.id == REST)
    assert [one.proof_id for one in item.replaced] == [first.id]
    assert [file.id for file in item.proofs] == [later.id]
    assert item.stale, "the review was of what stood there before"
    assert office.do(answering.read_proof, lead, assessment.id, first.id)[1] == PDF


def test_a_replaced_proof_can_be_removed_and_the_review_of_what_stands_there_stays(
    office: Office, buyer: Actor, lead: Actor, work: Work
) -> None:
    assessment, vera = office.submitted(buyer, proof=REST)
    (first,) = proofs_of(office, assessment)
    office.do(review.return_to_vendor, lead, assessment.id, {REST: "Is there a later one?"})
    later = office.prove(vera, assessment, REST, b"%PDF-1.4\nlater", replaces=first.id)
    office.submit(vera, assessment)
    office.do(review.review_answer, lead, assessment.id, REST, review.ReviewInput())
    with pytest.raises(Refused):
        office.do(answering.remove_proof, vera, assessment.id, REST, first.id)
    office.do(review.return_to_vendor, lead, assessment.id, {REST: "Does the first one still hold?"})
    office.do(answering.remove_proof, vera, assessment.id, REST, first.id)
    assert office.replaced(vera, assessment) == {}
    assert [file.id for file in proofs_of(office, assessment)] == [later.id]
    item = next(one for one in office.do(review.review, lead, assessment.id).items if one.question.id == REST)
    assert not item.stale
    with pytest.raises(FileMissing):
        work.store.get(first.key)


def test_a_proof_given_again_takes_its_place_again_and_never_its_own(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    first = office.prove(vera, assessment, REST)
    office.prove(vera, assessment, REST, replaces=first.id)
    assert office.replaced(vera, assessment) == {}
    later = office.prove(vera, assessment, REST, b"%PDF-1.4\nlater", replaces=first.id)
    office.prove(vera, assessment, REST, replaces=later.id)
    assert [link.proof_id for link in office.replaced(vera, assessment)[REST]] == [later.id]
    another = office.requested(buyer)
    office.join(vera, another)
    offered = office.do(answering.known_proofs, vera, another.id)
    assert [file.id for file in offered] == [first.id], "what was replaced is offered to nobody again"


def test_what_was_replaced_is_told_to_nobody_else(office: Office, buyer: Actor) -> None:
    foreign, own = office.requested(buyer), office.requested(buyer, vendor_name="Other")
    theirs = office.prove(office.shared(foreign), foreign, REST)
    otto = office.shared(own, "Otto")
    office.prove(otto, own, REST, replaces=theirs.id)
    assert office.replaced(otto, own) == {}
    with pytest.raises(NotFound):
        office.replaced(otto, foreign)


def test_a_file_that_is_sent_again_is_what_is_said_of_it_now(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer, heavy=True)
    vera = office.shared(assessment)
    wrong = office.prove(vera, assessment, REST, issuer="Notified Boddy", expires=dt.date(2027, 1, 1))
    office.prove(vera, assessment, TRANSIT, issuer="Notified Body", expires=dt.date(2028, 1, 1))
    (kept,) = office.do(answering.known_proofs, vera, assessment.id)
    assert (kept.id, kept.issuer, kept.expires) == (wrong.id, "Notified Body", dt.date(2028, 1, 1))
