"""What a vendor's person sees and gives: questionnaires, sections, questions with their answers, and what was saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vendorrisk.domain.answers import Answer, AnswerState, Assurance
from vendorrisk.domain.delegation import Stage
from vendorrisk.domain.questionnaire import Question, Questionnaire, Section, Text
from vendorrisk.domain.standing import is_answer
from vendorrisk.persistence.models import AnswerRow, Assessment, Delegation, Explanation, Message, ProofFile


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions that are asked are answered, and the minutes that the others may take."""

    answered: int
    asked: int
    minutes: int


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """One questionnaire in the list of those shared with a person."""

    assessment: Assessment
    progress: Progress
    editable: bool

    @property
    def answered(self) -> int:
        return self.progress.answered

    @property
    def asked(self) -> int:
        return self.progress.asked


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """A section of the task list; sections in which nothing is asked are not on it."""

    section: Section
    answered: int
    asked: int
    minutes: int


@dataclass(frozen=True, slots=True)
class OpenClarification:
    """A question of the reviewer about one answer, with the section it is in."""

    question: Question
    section: str
    text: str
    asked_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Delegated:
    """A delegation with what it is about: its section, of it one question or None for all, and what is done of it."""

    row: Delegation
    section: Section
    question: Question | None
    progress: Progress

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.row.done_at is not None:
            return Stage.DONE
        return Stage.HELD if self.row.holder_id else Stage.INVITED

    @property
    def about(self) -> Text:
        """What was delegated: the title of the section, or what the question asks."""
        return self.question.ask if self.question else self.section.title


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    """A questionnaire by section, with what is done, what the reviewer asked and who holds what.

    For who does not have the `whole` of it, all of this is about their part.
    """

    assessment: Assessment
    sections: tuple[SectionProgress, ...]
    progress: Progress
    clarifications: tuple[OpenClarification, ...]
    delegations: tuple[Delegated, ...]
    left: Mapping[Left, int]
    whole: bool
    editable: bool

    @property
    def answered(self) -> int:
        return self.progress.answered

    @property
    def asked(self) -> int:
        return self.progress.asked

    @property
    def minutes(self) -> int:
        return self.progress.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question that is asked, with what was answered and what that means.

    `row` is the answer as kept (its `value` in the shape of JSON), `answer` the same as a value of the domain; both
    None when unanswered. `advice` says what would close the gap; `blocks` that the answer would block approval;
    `delegation` with whom the question is; `whole` whether it is seen by somebody who has the whole questionnaire.
    """

    question: Question
    section: str
    row: AnswerRow | None
    answer: Answer | None
    proofs: tuple[ProofFile, ...]
    advice: Text | None
    blocks: bool
    clarification: Message | None
    delegation: Delegation | None
    whole: bool
    editable: bool

    @property
    def version(self) -> int:
        """The version that the next save of this answer follows; 0 before the first."""
        return self.row.version if self.row else 0

    @property
    def answered(self) -> bool:
        """Whether there is an answer, not only a remark or a doubt."""
        return self.answer is not None and is_answer(self.answer.state, self.answer.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """One section to answer: the questions that are asked now, and every section of the task list to go on to.

    `progress` is that of all that this person sees, `given` the files behind all of it; `given_back` says that they
    are done with all of this section.
    """

    assessment: Assessment
    section: Section
    items: tuple[Item, ...]
    sections: tuple[SectionProgress, ...]
    progress: Progress
    given: tuple[ProofFile, ...]
    whole: bool
    given_back: bool
    editable: bool


class Left(StrEnum):
    """The kinds of question that somebody who answers looks for."""

    UNANSWERED = "unanswered"
    UNSURE = "unsure"
    MINE = "mine"
    OTHERS = "others"
    RETURNED = "returned"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftToDo:
    """What is left of a questionnaire, by kind."""

    assessment: Assessment
    items: Mapping[Left, tuple[Item, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryQuestion:
    """The questions that could be asked in this engagement, whatever is answered: to read before one begins."""

    assessment: Assessment
    questionnaire: Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInput:
    """An answer as given: `value` in the shape of JSON or a form, not yet checked; None or empty takes the answer back.

    For `not_applicable` the reason stands in `comment`, and `value` is not looked at. `unsure` is a note to one's own
    people, never part of what is submitted.
    """

    value: Any = None
    state: AnswerState = AnswerState.ANSWERED
    comment: str = ""
    exceptions: str = ""
    assurance: Assurance = Assurance.CLAIMED
    inherited_from: str = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """A save that is durable: its version, time and author, what the answer means, and what else it changed.

    `advice` and `blocks` are as of an `Item`. `appearing` are the questions that this answer brought, `disappearing`
    the ids of those that it hides, in every section.
    """

    version: int
    saved_at: dt.datetime
    author: str
    advice: Text | None
    blocks: bool
    appearing: tuple[Item, ...]
    disappearing: tuple[str, ...]
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The answer that is kept, when somebody else saved it meanwhile: who, when, which version, and all of it.

    `body` has the keys value, state, comment, exceptions, assurance, inherited_from, unsure; `value` is in the shape of
    JSON.
    """

    author: str
    saved_at: dt.datetime
    version: int
    body: Mapping[str, Any]


class AnswerConflict(Exception):
    """Somebody else saved this answer since it was read; nothing was stored and nothing is lost: both are at hand."""

    def __init__(self, theirs: Theirs) -> None:
        super().__init__(f"version {theirs.version} by {theirs.author}")
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class CheckSection:
    """A section on the page to check one's answers."""

    section: Section
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Contradicted:
    """Answers that cannot all be true by a rule, what is said of them, and how the vendor explains it, if it does."""

    rule: str
    say: Text
    items: tuple[Item, ...]
    explanation: Explanation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """Every answer once more; the required questions still without one, answers that contradict one another, those that
    their author is not sure of, and what colleagues still have.
    """

    assessment: Assessment
    sections: tuple[CheckSection, ...]
    missing: tuple[Item, ...]
    contradictions: tuple[Contradicted, ...]
    unsure: tuple[Item, ...]
    outstanding: tuple[Delegated, ...]
    editable: bool

    @property
    def unexplained(self) -> int:
        """How many contradictions nobody explained."""
        return sum(one.explanation is None for one in self.contradictions)

    @property
    def answered(self) -> int:
        """How many questions are answered."""
        return sum(item.row is not None for part in self.sections for item in part.items)
