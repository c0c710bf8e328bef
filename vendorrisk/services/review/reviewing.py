"""Reviewing answers: each is accepted or lowered, a text graded, N/A accepted or not, or the vendor is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vendorrisk.domain.access import Actor
from vendorrisk.domain.answers import Answer, AnswerState
from vendorrisk.domain.credits import FULL
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import Move, State
from vendorrisk.domain.questionnaire import Kind, Question
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.scoring import Line, LineState
from vendorrisk.domain.validation import checked_text
from vendorrisk.persistence.models import AnswerReview, Assessment, Message, new_id
from vendorrisk.persistence.queries import review as queries
from vendorrisk.services import letters, scorekeeping, trail
from vendorrisk.services.casework import Desk, desk_of
from vendorrisk.services.failures import NotFound, Refused, Stale
from vendorrisk.services.moves import move, take_turn
from vendorrisk.services.review.reading import respondents, unreviewed
from vendorrisk.services.review.views import ReviewInput
from vendorrisk.services.work import Work

REASON_LIMIT: Final = 2_000
"""Characters of a reason, and of a question to the vendor."""


def review_answer(work: Work, actor: Actor, assessment_id: str, question_id: str, given: ReviewInput) -> None:
    """Accept or lower one answer, and keep the figures that follow.

    Raises NotFound for what was not answered, Refused for what no reviewer can say, and Stale when the assessment is
    not in review any more.
    """
    desk = _in_review(work, actor, assessment_id)
    line = desk.card.line(question_id)
    if line is None or line.answer is None or line.state is LineState.UNANSWERED:
        raise NotFound(question_id)
    _check(line.question, line.answer, given)
    _keep(work, actor, desk, question_id, given)
    _rescore(work, desk.assessment)
    work.commit()


def accept_rest(work: Work, actor: Actor, assessment_id: str) -> int:
    """Accept the declared assurance of every answer with proof that has no review; how many there were.

    A text without a grade and a "not applicable" are left: each wants a look of its own. Raises NotFound, Refused and
    Stale.
    """
    desk = _in_review(work, actor, assessment_id)
    waiting = [line for line in desk.card.lines if unreviewed(desk, line) and _acceptable(line)]
    for line in waiting:
        if line.answer:
            _keep(work, actor, desk, line.question.id, ReviewInput(assurance=line.answer.assurance))
    _rescore(work, desk.assessment)
    work.commit()
    return len(waiting)


def return_to_vendor(work: Work, actor: Actor, assessment_id: str, questions: Mapping[str, str]) -> None:
    """Ask the vendor about answers, by question id; only these can then be changed. Raises NotFound, Refused, Stale."""
    desk = _in_review(work, actor, assessment_id)
    asked = {name: checked_text(text, REASON_LIMIT) for name, text in questions.items()}
    if not asked or not all(asked.values()):
        raise Refused(Reason("review.nothing_asked"))
    if any(desk.card.line(name) is None for name in asked):
        raise NotFound(assessment_id)
    for name, text in asked.items():
        work.session.add(_clarification(work, actor, assessment_id, name, text))
    move(work, actor, desk.assessment, Move.RETURN)
    trail.note(work, actor, EventKind.ASSESSMENT_RETURNED, assessment_id, questions=sorted(asked))
    letters.to_vendor(work, desk.assessment, "returned")
    work.commit()


def _in_review(work: Work, actor: Actor, assessment_id: str) -> Desk:
    """The assessment on the desk, held, when it is to be reviewed by this person."""
    assessment = take_turn(work, queries.one(actor, assessment_id))
    if assessment.state != State.SUBMITTED:
        raise Stale(f"the assessment is {assessment.state}")
    if actor.id in respondents(work, assessment):
        raise Refused(Reason("review.own_answers"))
    return desk_of(work, assessment)


def _acceptable(line: Line) -> bool:
    answered = line.answer is not None and line.answer.state is AnswerState.ANSWERED
    return answered and not _graded(line.question)


def _graded(question: Question) -> bool:
    return question.kind is Kind.TEXT and question.scored


def _check(question: Question, answer: Answer, given: ReviewInput) -> None:
    """Raises Refused when `given` is nothing that can be said of this answer."""
    absent = answer.state is AnswerState.NOT_APPLICABLE
    lower = given.assurance is not None and given.assurance.rank < answer.assurance.rank
    rules = (
        ("review.raised", given.assurance is not None and given.assurance.rank > answer.assurance.rank),
        ("review.applicability", absent is not (given.not_applicable is not None)),
        ("review.not_graded", given.grade is not None and (absent or not _graded(question))),
        ("review.grade_missing", not absent and _graded(question) and given.grade is None),
        ("review.not_graded", given.grade is not None and not 0 <= given.grade <= FULL),
        ("review.reason_missing", (lower or given.not_applicable is False) and not given.reason.strip()),
    )
    for code, broken in rules:
        if broken:
            raise Refused(Reason(code))


def _keep(work: Work, actor: Actor, desk: Desk, question_id: str, given: ReviewInput) -> None:
    row = desk.papers.reviews.get(question_id)
    if row is None:
        row = AnswerReview(id=new_id(), assessment_id=desk.assessment.id, question_id=question_id)
        work.session.add(row)
    row.answer_version = desk.papers.answers[question_id].version
    row.assurance = given.assurance.value if given.assurance else None
    row.grade, row.not_applicable = given.grade, given.not_applicable
    row.reason = checked_text(given.reason, REASON_LIMIT)
    row.reviewer_id, row.reviewed_at = str(actor.id), work.now()
    said = {"assurance": row.assurance, "grade": row.grade, "not_applicable": row.not_applicable}
    trail.note(work, actor, EventKind.ANSWER_REVIEWED, desk.assessment.id, question=question_id, **said)


def _rescore(work: Work, assessment: Assessment) -> None:
    work.session.flush()
    scorekeeping.keep(assessment, desk_of(work, assessment))


def _clarification(work: Work, actor: Actor, assessment_id: str, question_id: str, text: str) -> Message:
    return Message(
        id=new_id(),
        assessment_id=assessment_id,
        question_id=question_id,
        text=text,
        author_id=str(actor.id),
        written_at=work.now(),
        reopens=True,
    )
