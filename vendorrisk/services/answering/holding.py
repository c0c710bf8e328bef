"""A question in hand: held against everybody else, with as much of its questionnaire as a save needs and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from vendorrisk.domain.access import Actor
from vendorrisk.domain.answers import AnswerState
from vendorrisk.domain.assessment import context_of
from vendorrisk.domain.delegation import Sight
from vendorrisk.domain.lifecycle import EDITABLE, State
from vendorrisk.domain.questionnaire import Question, Tier
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.standing import Standing, is_answer, standing
from vendorrisk.domain.validation import checked_value
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.persistence.queries import saving as queries
from vendorrisk.services.answering.items import is_fresh, sight_in
from vendorrisk.services.answering.opening import held_in_part
from vendorrisk.services.casework import facts_of
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.pinning import Pinned, digests_of, pinned
from vendorrisk.services.work import Work


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """A question that is asked now, held until the commit, with how its questionnaire stands.

    `about` is the row of `queries.saving.HELD`: the assessment, and the answer as it is kept.
    """

    assessment_id: str
    question: Question
    about: Row[Any]
    pinned: Pinned
    sight: Sight
    standing: Standing

    @property
    def row(self) -> Row[Any] | None:
        """The answer as it is kept, None before the first save."""
        return self.about if self.about.version else None

    @property
    def tier(self) -> Tier:
        return Tier(self.about.tier)

    @property
    def section(self) -> str:
        """The section of the question."""
        return self.pinned.sections[self.question.id]


def hold_answer(work: Work, actor: Actor, assessment_id: str, question_id: str) -> HeldAnswer:
    """Take a question in hand, to save its answer by `save_held`: what is read for the one is not read again for the
    other. Raises NotFound for a question that is not asked; Refused when nothing can be changed now.
    """
    _take_turn(work, actor, assessment_id)
    sought = {"assessment": assessment_id, "person": actor.id or "", "question": question_id}
    about = work.session.connection().execute(queries.HELD, sought).one()
    content = pinned(work, digests_of(about))
    sight = sight_in(work, actor, assessment_id, content.questionnaire, about.whole)
    stands = _standing(work, assessment_id, about, content)
    question = content.questions.get(question_id)
    if question is None or question not in stands.asked or not sight.sees(question):
        raise NotFound(question_id)
    return HeldAnswer(assessment_id, question, about, content, sight, stands)


def may_change(work: Work, held: HeldAnswer) -> bool:
    """Whether the answer in hand can be changed now: what `Sheet.changeable` says of its question."""
    if held.question.id not in held.sight.open:
        return False
    row = held.row
    answered_at = row.saved_at if row and is_answer(AnswerState(row.state), row.value) else None
    if is_fresh(held.about.submitted_at, answered_at):
        return True
    back = papers.clarifications(work.session, held.assessment_id)
    return any(one.question_id == held.question.id for one in back)


def _take_turn(work: Work, actor: Actor, assessment_id: str) -> None:
    """Hold the assessment until the transaction ends, and open it when this is the first act on it."""
    sought = {"assessment": assessment_id, "person": actor.id or ""}
    state = work.session.connection().execute(queries.TURN, sought).scalar_one_or_none()
    if state is None:
        raise NotFound(assessment_id)
    if State(state) not in EDITABLE:
        raise Refused(Reason("answering.closed"))
    if state == State.INVITED:
        held_in_part(work, actor, assessment_id)


def _standing(work: Work, assessment_id: str, about: Row[Any], content: Pinned) -> Standing:
    answered, values = set(), {}
    for name, kept, value in work.session.connection().execute(queries.SAID, {"assessment": assessment_id}):
        state = AnswerState(kept)
        if is_answer(state, value):
            answered.add(name)
        if name in content.heard and state is AnswerState.ANSWERED:
            values[name] = checked_value(content.questions[name], value)
    context = context_of(facts_of(content, about.facts), content.intake, Tier(about.tier))
    return standing(content.questionnaire, context, content.heard, answered, values)
