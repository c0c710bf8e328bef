"""A review as its page shows it: every answer with what it costs and what is left to do, and which are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from flask import url_for

from vendorrisk.domain.access import Actor, Permission
from vendorrisk.domain.answers import AnswerState, Assurance
from vendorrisk.domain.questionnaire import Kind, Question
from vendorrisk.domain.recommendation import answer_text
from vendorrisk.domain.scoring import Line, LineState, SectionScore
from vendorrisk.persistence.models import AnswerReview, Assessment
from vendorrisk.services.failures import NotFound
from vendorrisk.services.review import ReviewItem, ReviewView
from vendorrisk.web.answering.telling import told_value
from vendorrisk.web.language import current_language

DEAREST: Final = 8
"""How many of the dearest questions stand above the answers."""

ENOUGH: Final = 0.05
"""Points that are shown as more than nothing."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a question costs in hundredths of effectiveness: what its control lacks, and what its proof lacks."""

    control: float
    proof: float

    @property
    def lost(self) -> float:
        return self.control + self.proof


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about an answer that could not be taken, and why not (field -> sentence)."""

    act: str = ""
    assurance: str = ""
    grade: str = ""
    reason: str = ""
    ask: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """What there is to judge about an answer: the template of its forms, and the acts that these can send."""

    template: str
    acts: tuple[str, ...]


ASSURANCE: Final = Task("review/tasks/assurance.html", ("accept", "lower"))
GRADE: Final = Task("review/tasks/grade.html", ("grade",))
APPLICABILITY: Final = Task("review/tasks/applicability.html", ("does-not-apply", "applies"))


@dataclass(frozen=True)
class Entry:
    """One question that was asked, as the reviewer sees it."""

    item: ReviewItem
    typed: Typed = field(default_factory=Typed)

    @property
    def question(self) -> Question:
        return self.item.question

    @property
    def line(self) -> Line:
        return self.item.line

    @property
    def review(self) -> AnswerReview | None:
        return self.item.review

    @property
    def said(self) -> str:
        """The answer in words; empty when there is none, or when it is said not to apply."""
        row = self.item.row
        answered = row is not None and row.state == AnswerState.ANSWERED
        return told_value(self.question, row.value) if row and answered else ""

    @property
    def before(self) -> str:
        """What was answered in the assessment before, in words; empty where it was not asked then."""
        return answer_text(self.item.before).to(current_language()) if self.item.before else ""

    @cached_property
    def cost(self) -> Cost:
        return Cost(float(self.line.lost_control * 100), float(self.line.lost_proof * 100))

    @property
    def counts_less(self) -> bool:
        """Whether the answer counts on a lower rung than the vendor declared."""
        return self.line.assurance.rank < self.declared.rank

    @property
    def lowered(self) -> bool:
        """Whether the reviewer counts the answer on a lower rung than the vendor declared."""
        accepted = self.review.assurance if self.review else None
        return accepted is not None and Assurance(accepted).rank < self.declared.rank

    @property
    def to_review(self) -> bool:
        """Whether a reviewer has something to say here before it can be decided well."""
        pending = self.line.state is LineState.NOT_APPLICABLE and self.line.counts and self.review is None
        return self.item.unreviewed or self.item.stale or pending or self.line.state is LineState.UNGRADED

    @property
    def task(self) -> Task | None:
        """What there is to judge here; None when nothing was answered."""
        answer = self.item.answer
        if answer is None or self.line.state is LineState.UNANSWERED:
            return None
        if answer.state is AnswerState.NOT_APPLICABLE:
            return APPLICABILITY
        graded = self.question.kind is Kind.TEXT and self.question.scored
        return GRADE if graded else ASSURANCE

    @property
    def declared(self) -> Assurance:
        """The rung on which the vendor puts the answer."""
        return self.item.answer.assurance if self.item.answer else Assurance.CLAIMED

    @property
    def rungs(self) -> list[Assurance]:
        """The rungs on which this answer can be counted: what was declared, or lower."""
        return [rung for rung in Assurance if rung.rank <= self.declared.rank]

    @property
    def lower_rungs(self) -> list[Assurance]:
        return self.rungs[:-1]


FILTERS: Final[Mapping[str, Callable[[Entry], bool]]] = {
    "all": lambda entry: True,  # noqa: ARG005 - every filter takes the entry
    "gaps": lambda entry: entry.cost.lost >= ENOUGH,
    "unreviewed": lambda entry: entry.to_review,
    "knock-outs": lambda entry: entry.line.knock_out is not None,
    "new": lambda entry: entry.item.new,
}
"""The views of the answers, in the order of the page; the first is where one begins."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Everything on the page of a review; `show` is one of FILTERS."""

    view: ReviewView
    entries: tuple[Entry, ...]
    show: str
    may_review: bool
    may_talk: bool
    may_decide: bool

    @property
    def assessment(self) -> Assessment:
        return self.view.assessment

    @property
    def shown(self) -> tuple[Entry, ...]:
        return tuple(filter(FILTERS[self.show], self.entries))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many answers each view holds."""
        return {name: sum(map(holds, self.entries)) for name, holds in FILTERS.items()}

    @property
    def sections(self) -> list[tuple[SectionScore, list[Entry]]]:
        """The answers that are shown, by section; a section without any is left out."""
        sections = [
            (section, [entry for entry in self.shown if entry.item.section == section.id])
            for section in self.view.outcome.card.sections
        ]
        return [(section, entries) for section, entries in sections if entries]

    def section_of(self, entry: Entry) -> SectionScore:
        """The section that this answer is in, with its score."""
        return next(section for section in self.view.outcome.card.sections if section.id == entry.item.section)

    @property
    def dearest(self) -> list[Entry]:
        costly = sorted(self.entries, key=lambda entry: -entry.cost.lost)
        return [entry for entry in costly if entry.cost.lost >= ENOUGH][:DEAREST]

    @cached_property
    def most(self) -> float:
        """What the dearest question costs."""
        return max((entry.cost.lost for entry in self.entries), default=0)

    @cached_property
    def lost(self) -> float:
        return sum(entry.cost.lost for entry in self.entries)

    @property
    def total(self) -> int:
        return len(self.entries)

    @cached_property
    def questions(self) -> dict[str, str]:
        """The words of every question that was asked, by its id."""
        return {entry.question.id: entry.question.ask.to(current_language()) for entry in self.entries}

    @property
    def proven(self) -> float:
        """The effectiveness as proven, in hundredths."""
        return float((self.view.outcome.card.proven or 0) * 100)

    def entry(self, question_id: str) -> Entry:
        """The entry of one question. Raises NotFound when it is not asked."""
        for entry in self.entries:
            if entry.question.id == question_id:
                return entry
        raise NotFound(question_id)

    def with_typed(self, typed: Mapping[str, Typed]) -> Screen:
        """The screen with what was typed and not taken, by question."""
        entries = (replace(entry, typed=typed.get(entry.question.id, entry.typed)) for entry in self.entries)
        return replace(self, entries=tuple(entries))

    def link(self, show: str | None = None) -> str:
        """The address of this page with this view of the answers."""
        return url_for("review.show", assessment_id=self.assessment.id, show=None if show == "all" else show)


def screen_of(view: ReviewView, actor: Actor, show: str) -> Screen:
    """The screen of `actor` for this review; a `show` that does not exist shows everything."""
    return Screen(
        view=view,
        entries=tuple(map(Entry, view.items)),
        show=show if show in FILTERS else next(iter(FILTERS)),
        may_talk=not view.closed and actor.may(Permission.TALK),
        may_review=view.editable and actor.may(Permission.REVIEW),
        may_decide=actor.may(Permission.DECIDE),
    )


@dataclass(frozen=True, slots=True)
class Movement:
    """What one review did to the effectiveness as proven, in hundredths."""

    before: float
    now: float

    @property
    def points(self) -> float:
        """How far it moved, up or down, as it is shown: with one decimal."""
        return round(self.now - self.before, 1)
