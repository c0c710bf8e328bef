"""What the answers are worth: effectiveness as claimed, as proven, in the worst case, and each question's part in it.

`E⁺ = Σ w·c / Σ w`, `E = Σ w·c·κ / Σ w`, `E⁻` the same as E with every unverified answer worth nothing
(docs/risk-model.md §2). Everything is an exact fraction; rounding happens once, where a figure is shown.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from vendorrisk.domain.answers import Answer, Answers, AnswerState, Assurance
from vendorrisk.domain.assurance import UNVERIFIED, Standard, effective
from vendorrisk.domain.conditions import Context
from vendorrisk.domain.credits import FULL, Yardstick, credit
from vendorrisk.domain.model import RiskModel, TierPolicy
from vendorrisk.domain.questionnaire import ActsOn, Kind, Question, Questionnaire, Section, Text, Tier
from vendorrisk.domain.reasons import Reason, both
from vendorrisk.domain.standing import is_answer
from vendorrisk.domain.visibility import hearing, visible

NOTHING = Fraction(0)
WHOLE = Fraction(1)


class LineState(StrEnum):
    """How a question stands that is asked; a hidden one has no line."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"
    UNGRADED = "ungraded"


class KnockOutStatus(StrEnum):
    """A knock-out of the tier: admitted by the vendor, not shown to be none yet, or shown; or its risk is accepted."""

    ADMITTED = "admitted"
    UNPROVEN = "unproven"
    PROVEN = "proven"
    ACCEPTED = "accepted"


BARRING: Final = frozenset({KnockOutStatus.ADMITTED, KnockOutStatus.UNPROVEN})
"""What bars approval as it stands, and what a risk acceptance lifts."""


class Basis(StrEnum):
    """On what an effectiveness stands."""

    CLAIMED = "claimed"
    PROVEN = "proven"
    WORST = "worst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question that is asked, and what its answer is worth.

    `credit` is in hundredths (None: no answer, or a text without a grade); `factor` is the worth of the effective
    `assurance`. `lost` is the share of all weight that is missing, the sum of what the control lacks
    (`lost_control`) and what the proof lacks (`lost_proof`). `counts` says whether the question is in the sums.
    """

    question: Question
    state: LineState
    answer: Answer | None
    credit: int | None
    assurance: Assurance
    factor: Fraction
    counts: bool
    lost: Fraction = NOTHING
    lost_control: Fraction = NOTHING
    lost_proof: Fraction = NOTHING
    knock_out: KnockOutStatus | None = None
    advice: Text | None = None

    @property
    def weight(self) -> int:
        """The weight in the sums: none for a question that does not apply."""
        return self.question.weight if self.counts else 0

    def worth(self, basis: Basis) -> Fraction:
        """The credit that counts on `basis`, between 0 and 1."""
        return Fraction(self.credit or 0, FULL) * self.kept(basis)

    def kept(self, basis: Basis) -> Fraction:
        """The part of the credit that counts on `basis`."""
        match basis:
            case Basis.CLAIMED:
                return WHOLE
            case Basis.WORST if self.assurance in UNVERIFIED:
                return NOTHING
            case _:
                return self.factor


@dataclass(frozen=True, slots=True)
class SectionScore:
    """A section scored like the whole; shares of one, None where nothing in it counts."""

    id: str
    title: Text
    claimed: Fraction | None
    proven: Fraction | None
    worst: Fraction | None
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCard:
    """Every question asked with its part, and the effectiveness of the whole; None where nothing counts.

    `missing` are the required questions without an answer.
    """

    claimed: Fraction | None
    proven: Fraction | None
    worst: Fraction | None
    sections: tuple[SectionScore, ...]
    lines: tuple[Line, ...]
    missing: tuple[Question, ...]

    def acting_on(self, part: ActsOn, basis: Basis) -> Fraction | None:
        """The effectiveness over the questions that act on `part` alone; None where there are none."""
        return share([line for line in self.lines if line.question.acts_on == part], basis)

    def knock_outs(self, status: KnockOutStatus | None = None) -> tuple[Line, ...]:
        """The lines that are knock-outs for this tier, or those of them with `status`."""
        return tuple(line for line in self.lines if line.knock_out and status in (None, line.knock_out))

    def lifted(self, questions: Collection[str]) -> ScoreCard:
        """The same with the knock-outs of `questions` lifted, where they bar approval."""
        if not questions:
            return self
        return replace(self, lines=tuple(_lifted(line, questions) for line in self.lines))

    def line(self, question_id: str) -> Line | None:
        """The line of this question; None where it is not asked."""
        return next((line for line in self.lines if line.question.id == question_id), None)


def score(
    questionnaire: Questionnaire, context: Context, answers: Answers, model: RiskModel, as_of: dt.date
) -> ScoreCard:
    """What `answers` are worth on the day `as_of`, by the policy of the tier in `context`.

    `context` gives facts and tier; the values that conditions look at are taken from `answers`.
    """
    asked = asked_lines(questionnaire, context, answers, model, as_of)
    total = sum(line.weight for line in asked)
    lines = {line.question.id: _with_losses(line, total) for line in asked}
    return ScoreCard(
        claimed=share(lines.values(), Basis.CLAIMED),
        proven=share(lines.values(), Basis.PROVEN),
        worst=share(lines.values(), Basis.WORST),
        sections=tuple(_section(section, lines) for section in questionnaire.sections if _asked(section, lines)),
        lines=tuple(lines.values()),
        missing=tuple(line.question for line in asked if is_missing(line)),
    )


def asked_lines(
    questionnaire: Questionnaire, context: Context, answers: Answers, model: RiskModel, as_of: dt.date
) -> list[Line]:
    """The questions that are asked, in order, each with how its answer stands, but not yet its part in the whole."""
    scorer = _Scorer(model, context.tier or Tier.LOW, as_of)
    seen = hearing(replace(context, tier=scorer.tier), answers)
    return [scorer.line(question, answers.get(question.id)) for question in visible(questionnaire, seen)]


def _lifted(line: Line, questions: Collection[str]) -> Line:
    barred = line.knock_out in BARRING and line.question.id in questions
    return replace(line, knock_out=KnockOutStatus.ACCEPTED) if barred else line


def line_of(question: Question, answer: Answer | None, tier: Tier, model: RiskModel, as_of: dt.date) -> Line:
    """How the answer to a question that is asked stands, by itself."""
    return _Scorer(model, tier, as_of).line(question, answer)


def is_missing(line: Line) -> bool:
    """Whether the question of `line` must be answered and is not."""
    return line.question.required and line.state is LineState.UNANSWERED


def share(lines: Iterable[Line], basis: Basis) -> Fraction | None:
    """`Σ w·worth / Σ w` over `lines`; None where nothing counts."""
    total, sums = 0, defaultdict[int, int](int)
    for line in lines:
        if weight := line.weight:
            total += weight
            kept = line.kept(basis)
            # Whole numbers, one sum a denominator: a sum of fractions costs fifty times as much.
            sums[kept.denominator] += weight * (line.credit or 0) * kept.numerator
    gained = sum((Fraction(amount, denominator) for denominator, amount in sums.items()), NOTHING)
    return gained / (total * FULL) if total else None


def _asked(section: Section, lines: Mapping[str, Line]) -> list[Line]:
    return [lines[question.id] for question in section.questions if question.id in lines]


def _section(section: Section, lines: Mapping[str, Line]) -> SectionScore:
    asked = _asked(section, lines)
    claimed, proven, worst = (share(asked, basis) for basis in Basis)
    return SectionScore(section.id, section.title, claimed, proven, worst, sum(line.weight for line in asked))


class _Scorer:
    """Scores one line at a time, by one tier's policy on one day."""

    def __init__(self, model: RiskModel, tier: Tier, as_of: dt.date) -> None:
        self.tier = tier
        self.policy: TierPolicy = model.policies[tier]
        self.standard = Standard(as_of, model.stale_after)
        self.yardstick = Yardstick(as_of, model.country_groups)

    def line(self, question: Question, answer: Answer | None) -> Line:
        """The line of `question`, without its part in the whole."""
        state, worth = self._credit(question, answer)
        assurance = effective(question, answer, self.standard) if answer else Assurance.CLAIMED
        accepted = bool(answer and answer.review and answer.review.not_applicable)
        return Line(
            question=question,
            state=state,
            answer=answer,
            credit=worth,
            assurance=assurance,
            factor=self.policy.factors[assurance],
            # "Not applicable" leaves both sums only when a reviewer accepts it.
            counts=question.scored and not (state is LineState.NOT_APPLICABLE and accepted),
            knock_out=None if accepted else self._knock_out(question, state, worth, assurance),
            advice=advice_for(question, answer),
        )

    def _credit(self, question: Question, answer: Answer | None) -> tuple[LineState, int | None]:
        if answer is None or not is_answer(answer.state, answer.value):
            return LineState.UNANSWERED, None
        if answer.state is AnswerState.NOT_APPLICABLE:
            return LineState.NOT_APPLICABLE, None
        worth = credit(question, answer, self.yardstick)
        ungraded = worth is None and question.kind is Kind.TEXT and question.scored
        return LineState.UNGRADED if ungraded else LineState.ANSWERED, worth

    def _knock_out(
        self, question: Question, state: LineState, worth: int | None, assurance: Assurance
    ) -> KnockOutStatus | None:
        rule = question.knock_out
        if rule is None or self.tier not in rule.tiers:
            return None
        if state in {LineState.NOT_APPLICABLE, LineState.UNGRADED}:
            # Said not to apply, or not graded yet: nothing is admitted, and nothing is shown.
            return KnockOutStatus.UNPROVEN
        if worth is None or worth < rule.below:
            return KnockOutStatus.ADMITTED
        wanted = self.policy.knock_out_assurance
        return KnockOutStatus.PROVEN if assurance.rank >= wanted.rank else KnockOutStatus.UNPROVEN


def _with_losses(line: Line, total: int) -> Line:
    """The line with what it costs the whole, of which all weights together are `total`."""
    if not line.weight:
        return line
    worth, factor = line.credit or 0, line.factor
    control = Fraction(line.weight * (FULL - worth), total * FULL)
    proof = Fraction(line.weight * worth * (factor.denominator - factor.numerator), total * FULL * factor.denominator)
    return replace(line, lost=control + proof, lost_control=control, lost_proof=proof)


def advice_for(question: Question, answer: Answer | None) -> Text | None:
    """What would close the gap of this answer: its option's own advice, else the next better option; None: no gap."""
    if answer is None or question.kind is not Kind.CHOICE:
        return None
    chosen = question.option(str(answer.value))
    if chosen is None:
        return None
    better = next((option for option in question.options if option.credit > chosen.credit), None)
    return chosen.advice or (both(Reason("advice.next", {"target": better.label})) if better else None)
