"""The tables. Times are UTC and aware; ids seen in a URL are 128 random bits in hex."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any, ClassVar

from flask_security import RoleMixin, UserMixin
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware UTC time on every engine; SQLite alone would hand back a naive one. A naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone reached the database")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dt.datetime: UtcDateTime,
        dt.date: Date,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def new_id() -> str:
    """128 random bits in hex: an id that cannot be guessed."""
    return secrets.token_hex(16)


def _id() -> Mapped[str]:
    return mapped_column(String(32), primary_key=True, default=new_id)


# accounts


class UserRole(Base):
    __tablename__ = "user_role"
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id", ondelete="CASCADE"), primary_key=True)


class Role(Base, RoleMixin):
    """A role by name (`domain.access.Role`); what it may do stands in `domain.access.GRANTS`, not here."""

    __tablename__ = "role"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)


class User(Base, UserMixin):
    """A person who signs in. `fs_uniquifier` ends every session when it changes (Flask-Security)."""

    __tablename__ = "user_account"
    id: Mapped[str] = _id()  # type: ignore[assignment]  # the mixin assumes a number
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2), default="en")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=new_id)
    created_at: Mapped[dt.datetime]
    last_login_at: Mapped[dt.datetime | None]  # type: ignore[assignment]
    # When they said that they want only mails that ask something of them.
    unsubscribed_at: Mapped[dt.datetime | None]
    roles: Mapped[list[Role]] = relationship(secondary="user_role", lazy="selectin")  # type: ignore[assignment]


class Invitation(Base):
    """A single-use link by mail. Its token is the id and a keyed hash of it, so no token is ever stored.

    For a respondent it opens one assessment, or, `in_part`, what of it was delegated to that address; for staff it
    makes the account.
    """

    __tablename__ = "invitation"
    id: Mapped[str] = _id()
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2))
    role: Mapped[str] = mapped_column(String(40))
    assessment_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id"), index=True)
    in_part: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    invited_by: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]


# content


class Content(Base):
    """A published version of a content file, kept whole so that what an assessment pinned never goes away."""

    __tablename__ = "content"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(40))
    body: Mapped[dict[str, Any]]
    first_used_at: Mapped[dt.datetime]


# intake


class Vendor(Base):
    """A company. Its engagements are assessed, not the company itself."""

    __tablename__ = "vendor"
    id: Mapped[str] = _id()
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    website: Mapped[str] = mapped_column(String(253), default="", index=True)
    country: Mapped[str] = mapped_column(String(2), default="")
    created_at: Mapped[dt.datetime]
    engagements: Mapped[list[Engagement]] = relationship(back_populates="vendor")


class Engagement(Base):
    """What one vendor is to do for us: the intake facts and the exposure that follows from them."""

    __tablename__ = "engagement"
    id: Mapped[str] = _id()
    vendor_id: Mapped[str] = mapped_column(ForeignKey("vendor.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]]
    tier: Mapped[str] = mapped_column(String(20), index=True)
    exposure: Mapped[dict[str, Any]]
    requester_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), index=True)
    contact_name: Mapped[str] = mapped_column(String(120))
    contact_email: Mapped[str] = mapped_column(String(254))
    needed_by: Mapped[dt.date | None]
    created_at: Mapped[dt.datetime]
    # When the invited person declined to answer, and why; another contact makes it open again.
    declined_at: Mapped[dt.datetime | None]
    declined_because: Mapped[str | None] = mapped_column(Text)
    vendor: Mapped[Vendor] = relationship(back_populates="engagements", lazy="joined")
    requester: Mapped[User] = relationship()
    assessments: Mapped[list[Assessment]] = relationship(back_populates="engagement", order_by="Assessment.created_at")


class Assessment(Base):
    """One assessment along the one line. It pins intake, packs, model and organisation by digest (`content`)."""

    __tablename__ = "assessment"
    __table_args__ = (Index("ix_assessment_state_due_on", "state", "due_on"),)
    id: Mapped[str] = _id()
    engagement_id: Mapped[str] = mapped_column(ForeignKey("engagement.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    pack_digests: Mapped[list[Any]]
    intake_digest: Mapped[str] = mapped_column(ForeignKey("content.digest"))
    model_digest: Mapped[str] = mapped_column(ForeignKey("content.digest"))
    organisation_digest: Mapped[str] = mapped_column(ForeignKey("content.digest"))
    due_on: Mapped[dt.date]
    # The risk lead who reviews it; a decision is anybody's who may sign.
    reviewer_id: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    created_at: Mapped[dt.datetime]
    # Why it was begun (domain.reassessment.Cause) and in whose place it comes; when, once decided, the next is due.
    cause: Mapped[str] = mapped_column(String(20), default="request", server_default="request")
    cause_note: Mapped[str | None] = mapped_column(Text)
    follows_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id"), unique=True)
    next_on: Mapped[dt.date | None]
    next_cause: Mapped[str | None] = mapped_column(String(20))
    opened_at: Mapped[dt.datetime | None]
    submitted_at: Mapped[dt.datetime | None]
    decided_at: Mapped[dt.datetime | None]
    attested_by: Mapped[str | None] = mapped_column(String(120))
    attested_title: Mapped[str | None] = mapped_column(String(120))
    # The digest of the answers as submitted or last reviewed; a decision names the one it was taken on.
    answers_digest: Mapped[str | None] = mapped_column(String(64))
    # The figures of the last scoring, so that lists need no scoring: effectiveness in basis points, residual a year.
    recommendation: Mapped[str | None] = mapped_column(String(30))
    proven: Mapped[int | None]
    claimed: Mapped[int | None]
    residual: Mapped[int | None]
    engagement: Mapped[Engagement] = relationship(back_populates="assessments", lazy="joined")
    members: Mapped[list[User]] = relationship(secondary="assessment_member")
    reviewer: Mapped[User | None] = relationship()
    decision: Mapped[Decision | None] = relationship(back_populates="assessment", uselist=False)
    record: Mapped[Record | None] = relationship(back_populates="assessment", uselist=False)


class AssessmentMember(Base):
    """A respondent to whom a whole assessment is shown; a `Delegation` shows a part, and there is no other way."""

    __tablename__ = "assessment_member"
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class AssessmentMove(Base):
    """A move of the lifecycle: from when the assessment stood in which state. The clock and the timeline read this."""

    __tablename__ = "assessment_move"
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    at: Mapped[dt.datetime]
    actor_id: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    note: Mapped[str] = mapped_column(Text, default="")


# answering


class AnswerRow(Base):
    """The current answer to one question; `version` counts its saves and guards against a lost update."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("assessment_id", "question_id"),)
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    question_id: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(20))
    value: Mapped[Any] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text, default="")
    exceptions: Mapped[str] = mapped_column(Text, default="")
    assurance: Mapped[str] = mapped_column(String(20))
    inherited_from: Mapped[str] = mapped_column(String(40), default="")
    # For the vendor's own people alone: never part of what is submitted.
    unsure: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    author_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    saved_at: Mapped[dt.datetime]
    author: Mapped[User] = relationship()


class AnswerVersion(Base):
    """Every save of an answer, as it was acknowledged. Never updated, never deleted before its assessment."""

    __tablename__ = "answer_version"
    answer_id: Mapped[str] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    body: Mapped[dict[str, Any]]
    author_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    saved_at: Mapped[dt.datetime]


class Delegation(Base):
    """A section, or one question of it, that a coordinator asked a colleague to answer; it ends when it is taken back.

    The colleague sees it from when they accepted (`holder_id`), and changes it until they are done. `question_id` is
    empty for the whole section.
    """

    __tablename__ = "delegation"
    __table_args__ = (Index("ix_delegation_holder_ended", "holder_id", "ended_at"),)
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    section_id: Mapped[str] = mapped_column(String(80))
    question_id: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    message: Mapped[str] = mapped_column(Text)
    holder_id: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    made_by: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[dt.datetime]
    reminded_at: Mapped[dt.datetime | None]
    done_at: Mapped[dt.datetime | None]
    done_note: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[dt.datetime | None]
    maker: Mapped[User] = relationship(foreign_keys=[made_by])


class Proposal(Base):
    """An answer that somebody's file or earlier words propose, until a person accepts or drops it; never an answer.

    `parts` are the parts of the answer that it proposes (`domain.sheets.Part`, in the shape of JSON; empty where a
    person must choose), `quote` what it rests on and `hedges` the words in that which weaken it, each with why.
    """

    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_assessment_state", "assessment_id", "state"),)
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    question_id: Mapped[str] = mapped_column(String(80))
    source: Mapped[str] = mapped_column(String(20))
    origin: Mapped[str] = mapped_column(String(255))
    parts: Mapped[dict[str, Any]]
    quote: Mapped[str] = mapped_column(Text, default="")
    hedges: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(String(20))
    # None: the portal, for a reassessment.
    made_by: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[dt.datetime]
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    settled_at: Mapped[dt.datetime | None]


class Explanation(Base):
    """How answers that contradict by a rule can all be true, as the vendor says; `about` is the digest of them."""

    __tablename__ = "explanation"
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    rule_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    written_at: Mapped[dt.datetime]
    author: Mapped[User] = relationship(lazy="joined")


class Printout(Base):
    """A questionnaire as PDF, blank or answered: `body` is what it shows as JSON, `about` the digest of that.

    The bytes are in the file store under `key`, which is empty until the worker has made them.
    """

    __tablename__ = "printout"
    __table_args__ = (UniqueConstraint("assessment_id", "kind", "language"),)
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    about: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(String(200))
    asked_at: Mapped[dt.datetime]


class ProofFile(Base):
    """A file behind answers. The bytes are in the file store under `key`; `sha256` is of those bytes."""

    __tablename__ = "proof_file"
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(40))
    issuer: Mapped[str] = mapped_column(String(200), default="")
    issued: Mapped[dt.date | None]
    expires: Mapped[dt.date | None]
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    key: Mapped[str] = mapped_column(String(200))
    added_by: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[dt.datetime]


class Upload(Base):
    """A large file on its way behind an answer; `mark` is how the browser knows it again, `received` how far it is."""

    __tablename__ = "upload"
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    question_id: Mapped[str] = mapped_column(String(80))
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    mark: Mapped[str] = mapped_column(String(64))
    received: Mapped[int]
    begun_at: Mapped[dt.datetime]
    parts: Mapped[list[UploadPart]] = relationship(order_by="UploadPart.number", cascade="all, delete-orphan")


class UploadPart(Base):
    """A part of a file on its way, in the store under `key`."""

    __tablename__ = "upload_part"
    upload_id: Mapped[str] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), index=True)


class ProofLink(Base):
    """Which proof stands behind which answer; one that was replaced no longer does, and stays to be seen."""

    __tablename__ = "proof_link"
    proof_id: Mapped[str] = mapped_column(ForeignKey("proof_file.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    replaced_at: Mapped[dt.datetime | None]
    replaced_by: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    proof: Mapped[ProofFile] = relationship(lazy="joined")
    replacer: Mapped[User | None] = relationship(lazy="joined")


class Preview(Base):
    """What is shown of a proof: pages as pictures, a text, or nothing, and then `why`; without `made_at` not made yet.

    `total` counts the pages of the document, or the letters of the text, of which the first are shown.
    """

    __tablename__ = "preview"
    proof_id: Mapped[str] = mapped_column(ForeignKey("proof_file.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[dt.datetime]
    made_at: Mapped[dt.datetime | None]
    shows: Mapped[str] = mapped_column(String(10), default="")
    total: Mapped[int] = mapped_column(Integer, default=0)
    why: Mapped[str] = mapped_column(String(20), default="")
    pages: Mapped[list[PreviewPage]] = relationship(
        order_by="PreviewPage.number", cascade="all, delete-orphan", passive_deletes=True
    )


class PreviewPage(Base):
    """A picture of a page, with its size in pixels, or a text; the bytes are in the file store under `key`."""

    __tablename__ = "preview_page"
    proof_id: Mapped[str] = mapped_column(ForeignKey("preview.proof_id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(200))
    width: Mapped[int]
    height: Mapped[int]


# review


class AnswerReview(Base):
    """The reviewer's view of one version of one answer; a newer version makes it stale."""

    __tablename__ = "answer_review"
    __table_args__ = (UniqueConstraint("assessment_id", "question_id"),)
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    question_id: Mapped[str] = mapped_column(String(80))
    answer_version: Mapped[int] = mapped_column(Integer)
    assurance: Mapped[str | None] = mapped_column(String(20))
    grade: Mapped[int | None]
    not_applicable: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    reviewer_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    reviewed_at: Mapped[dt.datetime]


class Look(Base):
    """When somebody looked at a review: now (`at`), and on the visit before this one, since when changes are shown."""

    __tablename__ = "look"
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[dt.datetime]
    before: Mapped[dt.datetime | None]


class Message(Base):
    """What somebody wrote about one question; the messages on a question are its thread.

    One that `reopens` sent the assessment back to the vendor and opened the answer again: a clarification, open until
    the vendor submits (`answered_at`).
    """

    __tablename__ = "message"
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    by_vendor: Mapped[bool] = mapped_column(Boolean, default=False)
    author_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    written_at: Mapped[dt.datetime]
    reopens: Mapped[bool] = mapped_column(Boolean, default=False)
    answered_at: Mapped[dt.datetime | None]
    author: Mapped[User] = relationship()


class Notice(Base):
    """That a person is to hear of a message: by the mail `digest`, or because it was read in the portal before."""

    __tablename__ = "notice"
    message_id: Mapped[str] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    digest: Mapped[str | None] = mapped_column(String(32), index=True)
    read_at: Mapped[dt.datetime | None]
    message: Mapped[Message] = relationship()


class Decision(Base):
    """A verdict proposed by the first signature and final with the last. One an assessment."""

    __tablename__ = "decision"
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), unique=True)
    verdict: Mapped[str] = mapped_column(String(30))
    recommendation: Mapped[str] = mapped_column(String(30))
    rationale: Mapped[str] = mapped_column(Text, default="")
    answers_digest: Mapped[str] = mapped_column(String(64))
    signatures_needed: Mapped[int]
    final_at: Mapped[dt.datetime | None]
    # Since when the approval does not hold: a condition is overdue, or the acceptance of a risk has ended.
    suspended_at: Mapped[dt.datetime | None]
    # The questions whose knock-outs were lifted by an acceptance, without which the approval does not hold.
    accepted: Mapped[list[Any]] = mapped_column(JSON, default=list)
    assessment: Mapped[Assessment] = relationship(back_populates="decision")
    signatures: Mapped[list[Signature]] = relationship(order_by="Signature.signed_at", cascade="all, delete-orphan")
    conditions: Mapped[list[ConditionRow]] = relationship(
        order_by="ConditionRow.due_on, ConditionRow.id", back_populates="decision", cascade="all, delete-orphan"
    )


class Signature(Base):
    """One approver's agreement; a person signs once."""

    __tablename__ = "signature"
    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    signed_at: Mapped[dt.datetime]
    user: Mapped[User] = relationship(lazy="joined")


class ConditionRow(Base):
    """What must still be done, by whom and when, for a conditional approval to stand; the record keeps it as agreed."""

    __tablename__ = "condition"
    id: Mapped[str] = _id()
    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    proof_wanted: Mapped[str] = mapped_column(String(200), default="")
    owner: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[dt.date] = mapped_column(index=True)
    before_go_live: Mapped[bool] = mapped_column(Boolean, default=False)
    stage: Mapped[str] = mapped_column(String(20), default="open", server_default="open")
    shown_on: Mapped[dt.date | None]
    reminded_on: Mapped[dt.date | None]
    decision: Mapped[Decision] = relationship(back_populates="conditions")
    acts: Mapped[list[ConditionAct]] = relationship(
        order_by="ConditionAct.at, ConditionAct.id", cascade="all, delete-orphan"
    )


class ConditionAct(Base):
    """What somebody did about a condition (`domain.fulfilment.Act`), with words, and the new date or the document."""

    __tablename__ = "condition_act"
    id: Mapped[str] = _id()
    condition_id: Mapped[str] = mapped_column(ForeignKey("condition.id", ondelete="CASCADE"), index=True)
    act: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[dt.date | None]
    proof_id: Mapped[str | None] = mapped_column(ForeignKey("proof_file.id"))
    by: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[dt.datetime]
    proof: Mapped[ProofFile | None] = relationship(lazy="joined")
    person: Mapped[User] = relationship(lazy="joined")


class AcceptanceRow(Base):
    """A risk of an engagement that a risk lead took on for a time (`domain.acceptance`), with what became of it."""

    __tablename__ = "acceptance"
    id: Mapped[str] = _id()
    engagement_id: Mapped[str] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), index=True)
    # The assessment in which it was given.
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"))
    questions: Mapped[list[Any]]
    reason: Mapped[str] = mapped_column(Text)
    residual: Mapped[int]
    until: Mapped[dt.date] = mapped_column(index=True)
    approver_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    given_at: Mapped[dt.datetime]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    withdrawn_because: Mapped[str] = mapped_column(Text, default="")
    assessment: Mapped[Assessment] = relationship()
    approver: Mapped[User] = relationship(foreign_keys=[approver_id], lazy="joined")
    withdrawer: Mapped[User | None] = relationship(foreign_keys=[withdrawn_by], lazy="joined")


# records


class Record(Base):
    """The sealed record: its canonical JSON, exactly as digested. Never updated."""

    __tablename__ = "record"
    id: Mapped[str] = _id()
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    body: Mapped[str] = mapped_column(Text)
    sealed_at: Mapped[dt.datetime]
    assessment: Mapped[Assessment] = relationship(back_populates="record")
    documents: Mapped[list[Document]] = relationship(order_by="Document.language")


class Document(Base):
    """A record as PDF in one language, rendered once and kept with its digest; never rendered again."""

    __tablename__ = "document"
    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    rendered_at: Mapped[dt.datetime]


class SealCertificate(Base):
    """A certificate that seals records or once did: what it sealed stays genuine. Its SHA-256 is its name."""

    __tablename__ = "seal_certificate"
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[dt.datetime]
    valid_until: Mapped[dt.datetime]
    pem: Mapped[str] = mapped_column(Text)
    known_at: Mapped[dt.datetime]


# trail


class EventRow(Base):
    """The audit trail: append-only (database triggers refuse else), each row carrying the hash of the one before."""

    __tablename__ = "event"
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
    kind: Mapped[str] = mapped_column(String(60), index=True)
    actor_id: Mapped[str | None] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    data: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class OutboxRow(Base):
    """What is to be done outside the transaction that wrote this row: a mail to send, a record to render.

    Tasks are idempotent: a row is done when `done_at` is set, and is tried again for as long as it is not.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_done_at_due_at", "done_at", "due_at"),)
    id: Mapped[str] = _id()
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    claimed_until: Mapped[dt.datetime | None]
    done_at: Mapped[dt.datetime | None]
    failed_at: Mapped[dt.datetime | None]
