"""Proof behind answers: kept once under its digest, linked to whatever it shows, and read back checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from vendorrisk.domain.access import Actor
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import checked_text
from vendorrisk.persistence.models import Assessment, ProofFile, ProofLink, new_id
from vendorrisk.persistence.queries import answering as queries
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.services import trail
from vendorrisk.services.answering.items import Sheet, sheet_in_part, sheet_of
from vendorrisk.services.answering.opening import held_in_part
from vendorrisk.services.answering.views import SectionPage
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.moves import take_turn
from vendorrisk.services.ports import FileMissing, StoredFile
from vendorrisk.services.proof_checks import ProofInput, check_said, checked_file, checked_name
from vendorrisk.services.work import Work

ISSUER_LIMIT: Final = 200
SAID: Final = ("name", "kind", "issuer", "issued", "expires", "media_type", "size")
"""What is said of a file, and goes with it to another questionnaire."""


def add_proof(work: Work, actor: Actor, assessment_id: str, question_id: str, given: ProofInput) -> ProofFile:
    """Keep a file as proof behind an answer; the same bytes again are linked, not kept twice. The proof that it
    replaces no longer counts; one that stands there no more has no place to be taken.

    Raises NotFound for a question that is not asked, ProofRefused for a file that is not taken, BadValue for an
    issuer that cannot be read, and Refused when the answer cannot be changed now.
    """
    checked = checked_proof(work, given)
    assessment = held_in_part(work, actor, assessment_id)
    sheet = changeable(work, actor, assessment, question_id)
    kept, is_new = keep_once(work, actor, assessment, checked)
    if sheet.sight.whole and not is_new:
        _correct(work, sheet, kept, checked.said)
    _link(work, actor, sheet, kept, question_id)
    _replace(work, actor, sheet, question_id, given.replaces, kept)
    work.commit()
    return kept


@dataclass(frozen=True, slots=True)
class CheckedProof:
    """A file that is taken: its digest, what it is, and what was `said` of it."""

    sha256: str
    file: Mapping[str, Any]
    said: Mapping[str, Any]
    stream: BinaryIO


def checked_proof(work: Work, given: ProofInput) -> CheckedProof:
    """What is to be kept of a file. Raises ProofRefused and BadValue."""
    name, issuer = checked_name(given.name), checked_text(given.issuer, ISSUER_LIMIT)
    check_said(work, given)
    sha256, size, media_type = checked_file(work, name, given.stream)
    said = {"kind": given.kind, "issuer": issuer, "issued": given.issued, "expires": given.expires}
    return CheckedProof(sha256, {"name": name, "media_type": media_type, "size": size}, said, given.stream)


def keep_once(work: Work, actor: Actor, assessment: Assessment, checked: CheckedProof) -> tuple[ProofFile, bool]:
    """The file among those of an assessment that the caller holds, and whether it is new there: same bytes, one file.

    Part of a use case: it does not commit.
    """
    kept = work.session.scalars(queries.same_file(assessment.id, checked.sha256)).one_or_none()
    if kept is not None:
        return kept, False
    # Durable before the row that names it: a crash in between leaves a file that nothing names, never a lost one.
    stored = work.store.put(f"proofs/{assessment.id}", checked.stream)
    return _keep(work, actor, assessment, stored, **checked.file, **checked.said), True


def _correct(work: Work, sheet: Sheet, kept: ProofFile, said: Mapping[str, Any]) -> None:
    """Let a file that is sent again be what is said of it now, behind every answer that it stands behind.

    Only for who has the whole questionnaire: a colleague would change what stands behind answers they do not see.
    """
    if all(getattr(kept, name) == value for name, value in said.items()):
        return
    for name, value in said.items():
        setattr(kept, name, value)
    for link in work.session.scalars(queries.links(kept.id)):
        _unsettle(sheet, link.question_id)


def _replace(work: Work, actor: Actor, sheet: Sheet, question_id: str, proof_id: str, successor: ProofFile) -> None:
    """Let `successor` take the place of a proof, which stays to be seen."""
    behind = sheet.desk.papers.proofs.get(question_id, ())
    earlier = next((file for file in behind if file.id == proof_id and file.id != successor.id), None)
    if earlier is None:
        return
    link = work.session.get_one(ProofLink, (earlier.id, question_id))
    link.replaced_at, link.replaced_by = work.now(), actor.id
    _unsettle(sheet, question_id)
    said = {"sha256": earlier.sha256, "successor": successor.sha256, "question": question_id}
    trail.note(work, actor, EventKind.PROOF_REPLACED, earlier.assessment_id, **said)


def _keep(work: Work, actor: Actor, assessment: Assessment, stored: StoredFile, **said: Any) -> ProofFile:
    kept = ProofFile(
        id=new_id(),
        assessment_id=assessment.id,
        sha256=stored.sha256,
        key=stored.key,
        added_by=str(actor.id),
        added_at=work.now(),
        **said,
    )
    work.session.add(kept)
    work.session.flush()
    return kept


@dataclass(frozen=True, slots=True)
class FilesBeside:
    """What a page offers beside its answers: the files that can be used again, and by question the replaced ones."""

    known: tuple[ProofFile, ...]
    replaced: Mapping[str, tuple[ProofLink, ...]]


def files_beside(work: Work, actor: Actor, page: SectionPage) -> FilesBeside:
    """The files beside the answers on a page of `actor`, replaced ones latest first."""
    shown = {item.question.id for item in page.items}
    found = papers.replaced(work.session, page.assessment.id)
    return FilesBeside(
        known=_known(work, actor, page.assessment, page.given) if page.editable else (),
        replaced={question: links for question, links in found.items() if question in shown},
    )


def known_proofs(work: Work, actor: Actor, assessment_id: str) -> tuple[ProofFile, ...]:
    """The files that `actor` can use again: those behind what they see of this questionnaire, and those of the earlier
    ones of the same vendor that they have the whole of; each file once, latest first. Raises NotFound.
    """
    sheet = sheet_in_part(work, actor, assessment_id)
    return _known(work, actor, sheet.desk.assessment, sheet.given)


def _known(work: Work, actor: Actor, assessment: Assessment, given: Iterable[ProofFile]) -> tuple[ProofFile, ...]:
    earlier = work.session.scalars(queries.earlier_proofs(actor, assessment)).all()
    once = {file.sha256: file for file in (*earlier, *given)}
    return tuple(sorted(once.values(), key=lambda file: (file.added_at, file.id), reverse=True))


def reuse_proof(work: Work, actor: Actor, assessment_id: str, question_id: str, proof_id: str) -> ProofFile:
    """Let a file that was given before stand behind this answer too; one of an earlier questionnaire is kept with this
    one from now on. Raises NotFound for a file that is not offered, and Refused when the answer cannot be changed now.
    """
    assessment = held_in_part(work, actor, assessment_id)
    sheet = changeable(work, actor, assessment, question_id)
    known = _known(work, actor, assessment, sheet.given)
    kept = next((file for file in known if file.id == proof_id), None)
    if kept is None:
        raise NotFound(proof_id)
    if kept.assessment_id != assessment.id:
        stored = work.store.put(f"proofs/{assessment.id}", _bytes_of(work, kept))
        said = {name: getattr(kept, name) for name in SAID}
        kept = _keep(work, actor, assessment, stored, **said)
    _link(work, actor, sheet, kept, question_id)
    work.commit()
    return kept


def remove_proof(work: Work, actor: Actor, assessment_id: str, question_id: str, proof_id: str) -> None:
    """Take a proof away from an answer, also one that was replaced; one that stands behind no other answer is gone, its
    file and what was shown of it too.

    Raises NotFound, and Refused when the answer cannot be changed now.
    """
    assessment = held_in_part(work, actor, assessment_id)
    sheet = changeable(work, actor, assessment, question_id)
    link = work.session.get(ProofLink, (proof_id, question_id))
    if link is None or link.proof.assessment_id != assessment.id:
        raise NotFound(proof_id)
    kept, counted = link.proof, link.replaced_at is None
    work.session.delete(link)
    work.session.flush()
    last, shown = not work.session.scalars(queries.links(proof_id)).first(), papers.shown(work.session, proof_id)
    if last:
        work.session.delete(kept)
    if counted:
        _unsettle(sheet, question_id)
    trail.note(work, actor, EventKind.PROOF_REMOVED, assessment.id, sha256=kept.sha256, question=question_id)
    work.commit()
    if last:
        _delete_file(work, actor, kept)
        for key in shown:
            work.store.delete(key)


def read_proof(work: Work, actor: Actor, assessment_id: str, proof_id: str) -> tuple[ProofFile, bytes]:
    """A proof and its bytes, checked against their digest; that it was read is noted.

    Raises NotFound, and FileDamaged when the bytes are no longer those that were sent.
    """
    kept = find_proof(work, actor, assessment_id, proof_id)
    data = _bytes_of(work, kept)
    trail.note(work, actor, EventKind.PROOF_READ, assessment_id, sha256=kept.sha256)
    work.commit()
    return kept, data


def find_proof(work: Work, actor: Actor, assessment_id: str, proof_id: str) -> ProofFile:
    """A proof that `actor` may read: as a member or a reviewer, or behind what was delegated. Raises NotFound."""
    kept = work.session.scalars(queries.proof(actor, assessment_id, proof_id)).one_or_none()
    return kept or _delegated_proof(work, actor, assessment_id, proof_id)


def _bytes_of(work: Work, kept: ProofFile) -> bytes:
    """The bytes of a proof. Raises NotFound when the store has them no more, and FileDamaged."""
    try:
        return work.store.get(kept.key)
    except FileMissing:
        raise NotFound(kept.id) from None


def _delegated_proof(work: Work, actor: Actor, assessment_id: str, proof_id: str) -> ProofFile:
    """A proof behind a question that was delegated to `actor`. Raises NotFound."""
    sheet = sheet_in_part(work, actor, assessment_id)
    earlier = papers.replaced(work.session, assessment_id)
    for name in sheet.lines:
        for file in (*sheet.desk.papers.proofs.get(name, ()), *(link.proof for link in earlier.get(name, ()))):
            if file.id == proof_id:
                return file
    raise NotFound(proof_id)


def _delete_file(work: Work, actor: Actor, removed: ProofFile) -> None:
    """Delete the bytes, after the row that named them; not when somebody just sent them again."""
    take_turn(work, queries.one_in_part(actor, removed.assessment_id))
    if work.session.scalars(queries.same_file(removed.assessment_id, removed.sha256)).first() is None:
        work.store.delete(removed.key)
    work.commit()


def changeable(work: Work, actor: Actor, assessment: Assessment, question_id: str) -> Sheet:
    """The sheet on which `actor` can change the answer to a question now. Raises NotFound and Refused."""
    sheet = sheet_of(work, actor, assessment)
    line = sheet.lines.get(question_id)
    if line is None:
        raise NotFound(question_id)
    if not sheet.changeable(line):
        raise Refused(Reason("answering.locked"))
    return sheet


def _link(work: Work, actor: Actor, sheet: Sheet, kept: ProofFile, question_id: str) -> None:
    if kept in sheet.desk.papers.proofs.get(question_id, ()):
        return
    # One that was replaced and is given again takes its place again.
    work.session.merge(ProofLink(proof_id=kept.id, question_id=question_id, replaced_at=None, replaced_by=None))
    _unsettle(sheet, question_id)
    said = {"sha256": kept.sha256, "kind": kept.kind, "question": question_id}
    trail.note(work, actor, EventKind.PROOF_ADDED, kept.assessment_id, **said)


def _unsettle(sheet: Sheet, question_id: str) -> None:
    """What stands behind the answer changed, so an earlier review of it no longer counts."""
    review = sheet.desk.papers.reviews.get(question_id)
    if review:
        review.answer_version = 0
