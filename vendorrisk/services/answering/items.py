"""Questions as a vendor's person sees them: each with its answer, what that means, and whether it can be changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from vendorrisk.domain.access import Actor
from vendorrisk.domain.delegation import Share, Sight, covers, sight
from vendorrisk.domain.lifecycle import EDITABLE, State
from vendorrisk.domain.questionnaire import Questionnaire, Section
from vendorrisk.domain.scoring import KnockOutStatus, Line, LineState
from vendorrisk.persistence.models import Assessment, AssessmentMember, Delegation, Message, ProofFile
from vendorrisk.persistence.queries import answering, delegating
from vendorrisk.persistence.queries import casework as queries
from vendorrisk.services import effort
from vendorrisk.services.answering.views import Delegated, Item, Progress, SectionProgress
from vendorrisk.services.casework import Desk, desk_of
from vendorrisk.services.failures import NotFound
from vendorrisk.services.work import Work


@dataclass(frozen=True)
class Sheet:
    """One questionnaire on the desk of who answers it, as far as they may see it.

    `asked` are the reviewer's open questions by question id, `delegations` what stands of it with whom.
    """

    desk: Desk
    asked: dict[str, Message]
    sight: Sight
    delegations: tuple[Delegation, ...] = ()

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """The questions that are asked now and that this person sees, in order, by id."""
        return {name: line for name, line in self.desk.lines.items() if self.sight.sees(line.question)}

    @property
    def given(self) -> tuple[ProofFile, ...]:
        """The files behind the answers that this person sees."""
        return tuple(file for name in self.lines for file in self.desk.papers.proofs.get(name, ()))

    @property
    def editable(self) -> bool:
        """Whether any answer can be changed now."""
        return State(self.desk.assessment.state) in EDITABLE

    def changeable(self, line: Line) -> bool:
        """Whether this answer can be changed now. Never what a colleague gave back."""
        if not self.editable or line.question.id not in self.sight.open:
            return False
        row = self.desk.papers.answers.get(line.question.id)
        answered_at = row.saved_at if row and line.state is not LineState.UNANSWERED else None
        return is_fresh(self.desk.assessment.submitted_at, answered_at) or line.question.id in self.asked

    def item(self, line: Line) -> Item:
        """The question of `line`."""
        question = line.question
        return Item(
            question=question,
            section=self.desk.sections[question.id],
            row=self.desk.papers.answers.get(question.id),
            answer=line.answer,
            proofs=self.desk.papers.proofs.get(question.id, ()),
            advice=line.advice,
            blocks=blocks(line),
            clarification=self.asked.get(question.id),
            delegation=self.delegation_of(question.id),
            whole=self.sight.whole,
            editable=self.changeable(line),
        )

    def items(self, section: Section | None = None) -> tuple[Item, ...]:
        """The questions that are asked now, of one section or of all."""
        lines = self.lines
        wanted = [question.id for question in section.questions] if section else list(lines)
        return tuple(self.item(lines[name]) for name in wanted if name in lines)

    @property
    def progress(self) -> Progress:
        """What is done of the whole."""
        return progress(self.lines.values())

    @property
    def sections(self) -> tuple[SectionProgress, ...]:
        """The sections in which this person is asked something, each with what is done of it."""
        lines = self.lines
        found = []
        for section in self.desk.questionnaire.sections:
            asked = [lines[question.id] for question in section.questions if question.id in lines]
            if asked:
                seen = replace(section, questions=tuple(filter(self.sight.sees, section.questions)))
                done = progress(asked)
                found.append(SectionProgress(seen, done.answered, done.asked, done.minutes))
        return tuple(found)

    def delegation_of(self, question_id: str) -> Delegation | None:
        """The delegation that this question stands under: its own rather than that of its section."""
        section = self.desk.sections[question_id]
        found = [one for one in self.delegations if covers(share_of(one), section, question_id)]
        return max(found, key=lambda one: (bool(one.question_id), one.made_at), default=None)


def is_fresh(submitted_at: dt.datetime | None, answered_at: dt.datetime | None) -> bool:
    """Whether an answer was no part of what was submitted, so that it can be changed whatever the reviewer asks.

    `answered_at` is when it was last saved, None for what is not answered: a question that another answer brought,
    also after its first save.
    """
    return submitted_at is None or answered_at is None or answered_at > submitted_at


def blocks(line: Line) -> bool:
    """Whether the answer would block approval; an open question blocks nothing yet: it is only not answered."""
    return line.knock_out is KnockOutStatus.ADMITTED and line.state is LineState.ANSWERED


def delegated(sheet: Sheet, row: Delegation) -> Delegated:
    """A delegation with what it is about, and what is done of it."""
    section = next(one for one in sheet.desk.questionnaire.sections if one.id == row.section_id)
    wanted = [one for one in section.questions if covers(share_of(row), section.id, one.id)]
    done = progress(sheet.lines[one.id] for one in wanted if one.id in sheet.lines)
    return Delegated(row, section, wanted[0] if row.question_id else None, done)


def sheet_of(work: Work, actor: Actor, assessment: Assessment) -> Sheet:
    """What `actor` may see of the questionnaire of `assessment`, with everything that is kept about it."""
    # Before the answers were handed in nobody has asked anything back.
    back = queries.clarifications(work.session, assessment.id) if assessment.submitted_at else []
    asked = {one.question_id: one for one in back}
    desk = desk_of(work, assessment)
    return Sheet(desk, asked, sight_of(work, actor, assessment.id, desk.questionnaire))


def sheet_in_part(work: Work, actor: Actor, assessment_id: str) -> Sheet:
    """What `actor` may see of a questionnaire, with who holds which part of what they see. Raises NotFound."""
    assessment = work.session.scalars(answering.one_in_part(actor, assessment_id)).one_or_none()
    if assessment is None:
        raise NotFound(assessment_id)
    sheet = sheet_of(work, actor, assessment)
    query = delegating.standing if sheet.sight.whole else partial(delegating.held, actor)
    return replace(sheet, delegations=tuple(work.session.scalars(query(assessment_id))))


def sight_of(work: Work, actor: Actor, assessment_id: str, questionnaire: Questionnaire) -> Sight:
    """What `actor` sees of this questionnaire: all of it as a member, else what is delegated to them."""
    where = {"assessment_id": assessment_id, "user_id": actor.id or ""}
    member = work.session.get(AssessmentMember, where, populate_existing=True)
    return sight_in(work, actor, assessment_id, questionnaire, member is not None)


def sight_in(work: Work, actor: Actor, assessment_id: str, questionnaire: Questionnaire, member: bool) -> Sight:
    """The same, where it was read already whether `actor` is a member."""
    if member:
        return sight(questionnaire, True, ())
    held = work.session.scalars(delegating.held(actor, assessment_id))
    return sight(questionnaire, False, [share_of(one) for one in held])


def share_of(row: Delegation) -> Share:
    """A delegation as the domain knows it."""
    return Share(row.section_id, row.question_id, row.done_at is not None)


def progress(lines: Iterable[Line]) -> Progress:
    """How many of `lines` are answered, and the minutes that the others may take."""
    listed = list(lines)
    open_questions = [line.question for line in listed if line.state is LineState.UNANSWERED]
    return Progress(len(listed) - len(open_questions), len(listed), effort.minutes(open_questions))
