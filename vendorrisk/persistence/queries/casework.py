"""The rows behind an assessment: its answers, proofs, reviews and messages, and the content it pins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from vendorrisk.persistence.models import (
    AnswerReview,
    AnswerRow,
    Assessment,
    Content,
    Message,
    PreviewPage,
    ProofFile,
    ProofLink,
    User,
)


def locked(query: Select[Assessment]) -> Select[Assessment]:
    """`query` for one assessment, waiting for its turn and holding it until the transaction ends.

    Everybody who changes something about an assessment takes its row first, so that no two change it at once.
    """
    # The lock leaves the key alone: rows that point at the assessment can still be written by others.
    return query.with_for_update(of=Assessment, key_share=True).execution_options(populate_existing=True)


def one(assessment_id: str) -> Select[Assessment]:
    """One assessment, for the portal itself: whoever acts for a person asks for what that person may see."""
    return select(Assessment).where(Assessment.id == assessment_id)


def pinned_packs(session: Session, states: Collection[str]) -> list[list[str]]:
    """The digests of the packs that each assessment in one of these states pins."""
    return list(session.scalars(select(Assessment.pack_digests).where(Assessment.state.in_(states))))


def answers(session: Session, assessment_ids: Collection[str]) -> Mapping[str, dict[str, AnswerRow]]:
    """The current answers by question, of each of the assessments."""
    found: dict[str, dict[str, AnswerRow]] = defaultdict(dict)
    query = select(AnswerRow).where(AnswerRow.assessment_id.in_(assessment_ids))
    for row in session.scalars(query.execution_options(populate_existing=True)):
        found[row.assessment_id][row.question_id] = row
    return found


def proofs(session: Session, assessment_ids: Collection[str]) -> Mapping[str, dict[str, tuple[ProofFile, ...]]]:
    """The proofs by question, in the order they were added, of each of the assessments."""
    found: dict[str, dict[str, tuple[ProofFile, ...]]] = defaultdict(dict)
    query = (
        select(ProofLink.question_id, ProofFile)
        .join(ProofFile, ProofFile.id == ProofLink.proof_id)
        .where(ProofFile.assessment_id.in_(assessment_ids), ProofLink.replaced_at.is_(None))
        .order_by(ProofFile.added_at, ProofFile.id)
    )
    for question, file in session.execute(query):
        of_assessment = found[file.assessment_id]
        of_assessment[question] = (*of_assessment.get(question, ()), file)
    return found


def replaced(session: Session, assessment_id: str) -> Mapping[str, tuple[ProofLink, ...]]:
    """The proofs by question that newer ones took the place of, latest first."""
    found: dict[str, tuple[ProofLink, ...]] = {}
    query = (
        select(ProofLink)
        .join(ProofFile, ProofFile.id == ProofLink.proof_id)
        .where(ProofFile.assessment_id == assessment_id, ProofLink.replaced_at.is_not(None))
        .order_by(ProofLink.replaced_at.desc(), ProofLink.proof_id)
    )
    for link in session.scalars(query):
        found[link.question_id] = (*found.get(link.question_id, ()), link)
    return found


def shown(session: Session, proof_id: str) -> list[str]:
    """The keys of the files in which pages of a proof are kept as pictures, or its text."""
    return list(session.scalars(select(PreviewPage.key).where(PreviewPage.proof_id == proof_id)))


def reviews(session: Session, assessment_ids: Collection[str]) -> Mapping[str, dict[str, AnswerReview]]:
    """The reviews by question, of each of the assessments."""
    found: dict[str, dict[str, AnswerReview]] = defaultdict(dict)
    if not assessment_ids:
        return found
    query = select(AnswerReview).where(AnswerReview.assessment_id.in_(assessment_ids))
    for row in session.scalars(query.execution_options(populate_existing=True)):
        found[row.assessment_id][row.question_id] = row
    return found


def clarifications(session: Session, assessment_id: str) -> list[Message]:
    """The messages that opened an answer again and wait for the vendor, in the order they were written."""
    query = select(Message).where(
        Message.assessment_id == assessment_id, Message.reopens.is_(True), Message.answered_at.is_(None)
    )
    return list(session.scalars(query.order_by(Message.written_at, Message.question_id)))


def contents(session: Session, digests: Collection[str]) -> dict[str, Content]:
    """The pinned content by digest."""
    return {row.digest: row for row in session.scalars(select(Content).where(Content.digest.in_(digests)))}


def names(session: Session, user_ids: Collection[str]) -> dict[str, str]:
    """The names of people by id."""
    query = select(User.id, User.name).where(User.id.in_(user_ids))
    return dict(iter(session.execute(query)))
