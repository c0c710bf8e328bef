"""Questions as a vendor's person sees them: each with its answer, what that means, and whether it can be changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vendorrisk.domain.lifecycle import EDITABLE, State
from vendorrisk.domain.questionnaire import Section
from vendorrisk.domain.scoring import KnockOutStatus, Line, LineState
from vendorrisk.persistence.models import Assessment, Message
from vendorrisk.persistence.queries import casework as queries
from vendorrisk.services import effort
from vendorrisk.services.answering.views import Item, Progress, SectionProgress
from vendorrisk.services.casework import Desk, desk_of
from vendorrisk.services.work import Work


@dataclass(frozen=True)
class Sheet:
    """One questionnaire on the desk of who answers it; `asked` are the reviewer's open questions by question id."""

    desk: Desk
    asked: dict[str, Message]

    @property
    def editable(self) -> bool:
        """Whether any answer can be changed now."""
        return State(self.desk.assessment.state) in EDITABLE

    def changeable(self, line: Line) -> bool:
        """Whether this answer can be changed now.

        Once returned, only what the reviewer asked about, and what was not part of what was submitted: a question that
        another answer brought, also after its first save.
        """
        submitted_at = self.desk.assessment.submitted_at
        if not self.editable or submitted_at is None:
            return self.editable
        row = self.desk.papers.answers.get(line.question.id)
        fresh = line.state is LineState.UNANSWERED or (row is not None and row.saved_at > submitted_at)
        return fresh or line.question.id in self.asked

    def item(self, line: Line) -> Item:
        """The question of `line`."""
        question = line.question
        # An open question blocks nothing yet: it is only not answered.
        admitted = line.knock_out is KnockOutStatus.ADMITTED and line.state is LineState.ANSWERED
        return Item(
            question=question,
            section=self.desk.sections[question.id],
            row=self.desk.papers.answers.get(question.id),
            answer=line.answer,
            proofs=self.desk.papers.proofs.get(question.id, ()),
            advice=line.advice,
            blocks=admitted,
            clarification=self.asked.get(question.id),
            editable=self.changeable(line),
        )

    def items(self, section: Section | None = None) -> tuple[Item, ...]:
        """The questions that are asked now, of one section or of all."""
        lines = self.desk.lines
        wanted = [question.id for question in section.questions] if section else list(lines)
        return tuple(self.item(lines[name]) for name in wanted if name in lines)

    @property
    def progress(self) -> Progress:
        """What is done of the whole."""
        return progress(self.desk.lines.values())

    @property
    def sections(self) -> tuple[SectionProgress, ...]:
        """The sections in which something is asked, each with what is done of it."""
        lines = self.desk.lines
        found = []
        for section in self.desk.questionnaire.sections:
            asked = [lines[question.id] for question in section.questions if question.id in lines]
            if asked:
                done = progress(asked)
                found.append(SectionProgress(section, done.answered, done.asked, done.minutes))
        return tuple(found)


def sheet_of(work: Work, assessment: Assessment) -> Sheet:
    """The questionnaire of `assessment` with everything that is kept about it."""
    asked = {one.question_id: one for one in queries.clarifications(work.session, assessment.id)}
    return Sheet(desk_of(work, assessment), asked)


def progress(lines: Iterable[Line]) -> Progress:
    """How many of `lines` are answered, and the minutes that the others may take."""
    listed = list(lines)
    open_questions = [line.question for line in listed if line.state is LineState.UNANSWERED]
    return Progress(len(listed) - len(open_questions), len(listed), effort.minutes(open_questions))
