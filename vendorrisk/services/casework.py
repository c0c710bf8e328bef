"""Casework: from the rows of an assessment to the values that the domain works on, with the content it pinned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from vendorrisk.domain.acceptance import Acceptance
from vendorrisk.domain.answers import Answer, Answers, AnswerState, Assurance, Facts, Proof, Review, Value
from vendorrisk.domain.assessment import Case, context_of
from vendorrisk.domain.canonical import digest
from vendorrisk.domain.conditions import Context
from vendorrisk.domain.questionnaire import Question, Questionnaire, Tier
from vendorrisk.domain.scoring import KnockOutStatus, Line, ScoreCard, asked_lines, score
from vendorrisk.domain.validation import BadValue, checked_value
from vendorrisk.persistence.models import AcceptanceRow, AnswerReview, AnswerRow, Assessment, ProofFile
from vendorrisk.persistence.queries import acceptances
from vendorrisk.persistence.queries import casework as queries
from vendorrisk.services.pinning import Pinned, pinned_by
from vendorrisk.services.work import Work


@dataclass(frozen=True, slots=True)
class Papers:
    """What is kept about the answers of one assessment, by question."""

    answers: Mapping[str, AnswerRow]
    proofs: Mapping[str, tuple[ProofFile, ...]]
    reviews: Mapping[str, AnswerReview]

    def current_review(self, question_id: str) -> AnswerReview | None:
        """The review of the answer as it is now; None when there is none, or the answer changed after it."""
        review, row = self.reviews.get(question_id), self.answers.get(question_id)
        return review if review and row and review.answer_version == row.version else None


@dataclass(frozen=True)
class Desk:
    """One assessment with its papers and pinned content, as of a day; what follows is worked out when asked."""

    assessment: Assessment
    papers: Papers
    pinned: Pinned
    as_of: dt.date
    acceptances: tuple[Acceptance, ...] = ()

    @property
    def tier(self) -> Tier:
        return Tier(self.assessment.engagement.tier)

    @property
    def questionnaire(self) -> Questionnaire:
        return self.pinned.questionnaire

    @cached_property
    def facts(self) -> Facts:
        """The intake answers of the engagement."""
        return facts_of(self.pinned, self.assessment.engagement.facts)

    @cached_property
    def context(self) -> Context:
        """What conditions are held against, before any answer of the vendor."""
        return context_of(self.facts, self.pinned.intake, self.tier)

    @cached_property
    def answers(self) -> Answers:
        """The answers with their proofs and current reviews."""
        asked = self.pinned.questions
        return {name: self._answer(asked[name], row) for name, row in self.papers.answers.items() if name in asked}

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """The questions that are asked, in order, by id, each with how its answer stands: all that answering needs."""
        asked = asked_lines(self.questionnaire, self.context, self.answers, self.pinned.model, self.as_of)
        return {line.question.id: line for line in asked}

    @cached_property
    def card(self) -> ScoreCard:
        """The questions that are asked, each with what its answer is worth."""
        return score(self.questionnaire, self.context, self.answers, self.pinned.model, self.as_of)

    @property
    def case(self) -> Case:
        """Everything that the domain assesses."""
        return Case(
            as_of=self.as_of,
            facts=self.facts,
            answers=self.answers,
            intake=self.pinned.intake,
            questionnaire=self.questionnaire,
            model=self.pinned.model,
            organisation=self.pinned.organisation,
            acceptances=self.acceptances,
        )

    @property
    def sections(self) -> Mapping[str, str]:
        """The section of each question, by their ids."""
        return self.pinned.sections

    def _answer(self, question: Question, row: AnswerRow) -> Answer:
        review = self.papers.current_review(row.question_id)
        return Answer(
            question=row.question_id,
            value=checked_value(question, row.value),
            state=AnswerState(row.state),
            assurance=Assurance(row.assurance),
            proofs=tuple(proof_of(file) for file in self.papers.proofs.get(row.question_id, ())),
            inherited_from=row.inherited_from,
            comment=row.comment,
            exceptions=row.exceptions,
            as_of=row.saved_at.date(),
            review=review_of(review) if review else None,
        )


def facts_of(pinned: Pinned, kept: Mapping[str, Any]) -> Facts:
    """The intake answers of an engagement, from what its row keeps of them.

    What a later intake no longer asks, or takes no longer, is not known.
    """
    asked = {question.id: question for question in pinned.intake.questions}
    return {name: value for name, said in kept.items() if (value := _fact(asked.get(name), said)) is not None}


def _fact(question: Question | None, said: Any) -> Value | None:
    try:
        return checked_value(question, said) if question else None
    except BadValue:
        return None


def today(work: Work) -> dt.date:
    """The date on the calendar of the organisation: dates that people read and meet are in its time zone."""
    return day_of(work, work.now())


def day_of(work: Work, moment: dt.datetime) -> dt.date:
    """The date of `moment` on the calendar of the organisation."""
    return moment.astimezone(ZoneInfo(work.settings.time_zone)).date()


def desk_of(work: Work, assessment: Assessment, as_of: dt.date | None = None) -> Desk:
    """Everything about one assessment, as of a day; by default today."""
    return desks_of(work, [assessment], as_of)[0]


def desks_of(work: Work, assessments: Iterable[Assessment], as_of: dt.date | None = None) -> list[Desk]:
    """Everything about several assessments, in as many queries for their papers as for one."""
    listed = list(assessments)
    ids = [assessment.id for assessment in listed]
    # Nobody reviews what was not handed in, or accepts a risk of it.
    handed_in = [one for one in listed if one.submitted_at]
    answers, proofs, reviews, accepted = (
        queries.answers(work.session, ids),
        queries.proofs(work.session, ids),
        queries.reviews(work.session, [one.id for one in handed_in]),
        acceptances.of_engagements(work.session, {one.engagement_id for one in handed_in}),
    )
    return [
        Desk(
            one,
            Papers(answers.get(one.id, {}), proofs.get(one.id, {}), reviews.get(one.id, {})),
            pinned_by(work, one),
            as_of or today(work),
            standing_at(work, accepted.get(one.engagement_id, ()), one.decided_at or work.now()),
        )
        for one in listed
    ]


def standing_at(work: Work, rows: Iterable[AcceptanceRow], moment: dt.datetime) -> tuple[Acceptance, ...]:
    """The acceptances among `rows` that were given by `moment` and not withdrawn, as the domain knows them."""
    return tuple(
        acceptance_of(work, row)
        for row in rows
        if row.given_at <= moment and (row.withdrawn_at is None or row.withdrawn_at > moment)
    )


def acceptance_of(work: Work, row: AcceptanceRow) -> Acceptance:
    """An acceptance as the domain and the record know it."""
    return Acceptance(
        questions=tuple(row.questions),
        reason=row.reason,
        approver=row.approver.name,
        given_on=day_of(work, row.given_at),
        until=row.until,
        residual=row.residual,
    )


def questionnaire_of(work: Work, assessment: Assessment) -> Questionnaire:
    """What `assessment` asks, from the packs that it pinned."""
    return pinned_by(work, assessment).questionnaire


def case_of(work: Work, assessment: Assessment, as_of: dt.date) -> Case:
    """The case of `assessment` on the day `as_of`, from its rows and pinned content."""
    return desk_of(work, assessment, as_of).case


def proof_of(file: ProofFile) -> Proof:
    """A proof as the domain and the record know it."""
    return Proof(
        name=file.name,
        kind=file.kind,
        issuer=file.issuer,
        issued=file.issued,
        expires=file.expires,
        sha256=file.sha256,
    )


def review_of(row: AnswerReview) -> Review:
    """A review as the domain knows it."""
    return Review(
        assurance=Assurance(row.assurance) if row.assurance else None,
        grade=row.grade,
        not_applicable=row.not_applicable,
        reason=row.reason,
    )


def answers_given(lines: Iterable[Line]) -> dict[str, object]:
    """The answers on `lines` with the digests of their proofs, as the vendor gave them: what an attestation covers."""
    return {line.question.id: _given(line.answer) for line in lines if line.answer}


def answers_digest(lines: Iterable[Line]) -> str:
    """The digest of the answers on `lines`: that of their canonical JSON."""
    return digest(answers_given(lines))


def reviewed_digest(card: ScoreCard) -> str:
    """The digest of the answers on `card`, the reviews of them and the risks accepted: what a decision is taken on."""
    reviews = {line.question.id: _reviewed(line.answer.review) for line in card.lines if line.answer}
    accepted = [line.question.id for line in card.knock_outs(KnockOutStatus.ACCEPTED)]
    taken_on = {"answers": answers_digest(card.lines), "reviews": reviews}
    return digest(taken_on | ({"accepted": accepted} if accepted else {}))


def _given(answer: Answer) -> dict[str, object]:
    return {
        "state": answer.state,
        "value": answer.value,
        "assurance": answer.assurance,
        "inherited_from": answer.inherited_from,
        "comment": answer.comment,
        "exceptions": answer.exceptions,
        "as_of": answer.as_of,
        "proofs": sorted(proof.sha256 for proof in answer.proofs),
    }


def _reviewed(review: Review | None) -> dict[str, object] | None:
    if review is None:
        return None
    return {
        "assurance": review.assurance,
        "grade": review.grade,
        "not_applicable": review.not_applicable,
        "reason": review.reason,
    }
