"""An assessment that a vendor has submitted, to visit the reviewer's pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.factories import MONDAY
from tests.web.sharing import share
from vendorrisk.domain.access import Role
from vendorrisk.domain.answers import AnswerState, Assurance
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.questionnaire import Kind, Question
from vendorrisk.persistence.models import AnswerRow, Assessment, ProofFile, ProofLink, User
from vendorrisk.services.casework import desk_of
from vendorrisk.services.scorekeeping import keep
from vendorrisk.services.work import Work

PROVEN = "security-programme"
"""The question whose answer has a document behind it."""

CLAIMED = "independent-audits"
"""A question whose answer is a claim."""

REPORT = b"%PDF-1.7\nA report that says so.\n%%EOF\n"

BEST: Mapping[Kind, Callable[[Question], Any]] = {
    Kind.CHOICE: lambda question: question.options[-1].id,
    Kind.MULTI: lambda question: [option.id for option in question.options if not option.exclusive],
    Kind.NUMBER: lambda question: max((band.bound or 0 for band in question.bands), default=question.minimum or 0),
    Kind.DATE: lambda _: "2026-10-01",
    Kind.TEXT: lambda _: "It is in our yearly plan.",
    Kind.COUNTRIES: lambda _: ["NL"],
    Kind.TABLE: lambda question: [{column.id: "NL" for column in question.columns}],
    Kind.STATEMENT: lambda _: "agreed",
}
"""The best answer to a question, by its kind, in the shape of JSON."""


def submit(work: Work, people: Mapping[Role, User]) -> Assessment:
    """An assessment in review: everything answered as well as can be, all claims, but for one document."""
    assessment = share(work, people)
    while unanswered := [line.question for line in desk_of(work, assessment).card.lines if line.answer is None]:
        work.session.add_all(_row(assessment, question, people[Role.RESPONDENT]) for question in unanswered)
        work.session.flush()
    _prove(work, assessment, people[Role.RESPONDENT])
    assessment.state, assessment.submitted_at = State.SUBMITTED.value, MONDAY
    assessment.attested_by, assessment.attested_title = "Vera Visser", "Security officer"
    keep(assessment, desk_of(work, assessment))
    work.commit()
    return assessment


def _row(assessment: Assessment, question: Question, author: User) -> AnswerRow:
    return AnswerRow(
        assessment_id=assessment.id,
        question_id=question.id,
        version=1,
        state=AnswerState.ANSWERED.value,
        value=BEST[question.kind](question),
        assurance=(Assurance.TESTED if question.id == PROVEN else Assurance.CLAIMED).value,
        author_id=author.id,
        saved_at=MONDAY,
    )


def _prove(work: Work, assessment: Assessment, author: User) -> None:
    kept = work.store.put(assessment.id, REPORT)
    proof = ProofFile(
        assessment_id=assessment.id,
        name="SOC 2 report.pdf",
        kind="soc2-type2",
        issuer="Audit BV",
        issued=MONDAY.date(),
        media_type="application/pdf",
        size=kept.size,
        sha256=kept.sha256,
        key=kept.key,
        added_by=author.id,
        added_at=MONDAY,
    )
    work.session.add(proof)
    work.session.flush()
    work.session.add(ProofLink(proof_id=proof.id, question_id=PROVEN))
