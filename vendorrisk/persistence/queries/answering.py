"""Assessments, as the people of a vendor see them: those that were shared with them, and no others.

`one` and whatever uses `visible_to` is for who has the whole assessment; what a colleague may open too, of which the
rule is in `domain.delegation`, says so by its name (`in_part`).
"""

from __future__ import annotations

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, Select, exists, or_, select, union

from vendorrisk.domain.access import Actor, Permission
from vendorrisk.domain.lifecycle import EDITABLE
from vendorrisk.domain.reuse import ProposalState
from vendorrisk.persistence.models import (
    AnswerRow,
    AnswerVersion,
    Assessment,
    AssessmentMember,
    Delegation,
    Engagement,
    ProofFile,
    ProofLink,
    Proposal,
    User,
)
from vendorrisk.persistence.queries import review


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Which assessments are wholly shared with `actor`: those of which they are a member, whatever their roles."""
    return whole_of(actor.id or "")


def visible_in_part(actor: Actor) -> ColumnElement[bool]:
    """Which assessments `actor` sees at least a part of: a member, or somebody to whom a part was delegated."""
    return in_part_of(actor.id or "")


def whole_of(user_id: str | BindParameter[str]) -> ColumnElement[bool]:
    """`visible_to` by the id of a person, also for a statement that is made before anybody asks."""
    return exists().where(AssessmentMember.assessment_id == Assessment.id, AssessmentMember.user_id == user_id)


def in_part_of(user_id: str | BindParameter[str]) -> ColumnElement[bool]:
    """`visible_in_part` in the same way."""
    holds = exists().where(
        Delegation.assessment_id == Assessment.id, Delegation.holder_id == user_id, Delegation.ended_at.is_(None)
    )
    return or_(whole_of(user_id), holds)


def rows_in_part(actor: Actor) -> Select[Assessment]:
    """The assessments of which `actor` sees at least a part: those to be answered first, by due date."""
    editable = Assessment.state.in_([state.value for state in EDITABLE])
    return select(Assessment).where(visible_in_part(actor)).order_by(editable.desc(), Assessment.due_on, Assessment.id)


def whole(actor: Actor) -> Select[str]:
    """The ids of the assessments that are wholly shared with `actor`."""
    return select(AssessmentMember.assessment_id).where(AssessmentMember.user_id == (actor.id or ""))


def one(actor: Actor, assessment_id: str) -> Select[Assessment]:
    """One assessment wholly shared with `actor`."""
    return select(Assessment).where(Assessment.id == assessment_id, visible_to(actor))


def one_in_part(actor: Actor, assessment_id: str) -> Select[Assessment]:
    """One assessment of which `actor` sees at least a part; which part, `domain.delegation.sight` says."""
    return select(Assessment).where(Assessment.id == assessment_id, visible_in_part(actor))


def proof(actor: Actor, assessment_id: str, proof_id: str) -> Select[ProofFile]:
    """A proof of an assessment that is shared with `actor`, or that `actor` reviews."""
    reviewed = review.visible_to(actor) if actor.may(Permission.SEE_ANSWERS) else visible_to(actor)
    return (
        select(ProofFile)
        .join(Assessment, Assessment.id == ProofFile.assessment_id)
        .where(ProofFile.id == proof_id, Assessment.id == assessment_id, or_(visible_to(actor), reviewed))
    )


def same_file(assessment_id: str, sha256: str) -> Select[ProofFile]:
    """The proof of this assessment with these very bytes, if there is one."""
    return select(ProofFile).where(ProofFile.assessment_id == assessment_id, ProofFile.sha256 == sha256)


def links(proof_id: str) -> Select[ProofLink]:
    """The answers that a proof stands behind."""
    return select(ProofLink).where(ProofLink.proof_id == proof_id)


def proposals(assessment_id: str, state: ProposalState) -> Select[Proposal]:
    """The proposals of an assessment that stand so, oldest first."""
    return (
        select(Proposal)
        .where(Proposal.assessment_id == assessment_id, Proposal.state == state.value)
        .order_by(Proposal.made_at, Proposal.id)
    )


def earlier(actor: Actor, assessment: Assessment) -> Select[Assessment]:
    """The other assessments of the same vendor that `actor` sees and that were handed in, latest first."""
    same = Engagement.vendor_id == assessment.engagement.vendor_id
    return (
        select(Assessment)
        .join(Engagement, Engagement.id == Assessment.engagement_id)
        .where(visible_to(actor), same, Assessment.id != assessment.id, Assessment.submitted_at.is_not(None))
        .order_by(Assessment.submitted_at.desc())
    )


def earlier_proofs(actor: Actor, assessment: Assessment) -> Select[ProofFile]:
    """The files behind answers of the other assessments of the same vendor that `actor` has the whole of."""
    same = Engagement.vendor_id == assessment.engagement.vendor_id
    standing = select(ProofLink.proof_id).where(ProofLink.replaced_at.is_(None))
    return (
        select(ProofFile)
        .join(Assessment, Assessment.id == ProofFile.assessment_id)
        .join(Engagement, Engagement.id == Assessment.engagement_id)
        .where(visible_to(actor), same, Assessment.id != assessment.id, ProofFile.id.in_(standing))
        .order_by(ProofFile.added_at)
    )


def members(assessment_id: str) -> Select[User]:
    """The people of the vendor with whom an assessment is shared and who may still sign in."""
    return (
        select(User)
        .join(AssessmentMember, AssessmentMember.user_id == User.id)
        .where(AssessmentMember.assessment_id == assessment_id, User.active.is_(True))
        .order_by(User.email)
    )


def hands(assessment_id: str) -> CompoundSelect[str]:
    """The ids of everybody who ever answered something in an assessment, or added proof to it."""
    answered = (
        select(AnswerVersion.author_id)
        .join(AnswerRow, AnswerRow.id == AnswerVersion.answer_id)
        .where(AnswerRow.assessment_id == assessment_id)
    )
    return union(answered, select(ProofFile.added_by).where(ProofFile.assessment_id == assessment_id))


def member_ids(assessment_id: str) -> CompoundSelect[str]:
    """The ids of everybody with whom an assessment, or a part of it, is shared."""
    holding = select(Delegation.holder_id).where(
        Delegation.assessment_id == assessment_id, Delegation.holder_id.is_not(None), Delegation.ended_at.is_(None)
    )
    return union(select(AssessmentMember.user_id).where(AssessmentMember.assessment_id == assessment_id), holding)
