"""What a risk lead sees and gives: the queue, a review with its outcome, reviews of answers, and a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from vendorrisk.domain.answers import Answer, Assurance
from vendorrisk.domain.assessment import Case, Outcome
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.lifecycle import UNDECIDED, State
from vendorrisk.domain.questionnaire import Question, Tier
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.scoring import Line
from vendorrisk.persistence.models import (
    AcceptanceRow,
    AnswerReview,
    AnswerRow,
    Assessment,
    Decision,
    Engagement,
    Explanation,
    Message,
    ProofFile,
    ProofLink,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One assessment in the queue; shares of one, None before the first scoring; `residual` in whole units a year.

    `due_on` is the date of whoever holds it: the vendor's, or ours to decide.
    """

    id: str
    vendor: str
    title: str
    tier: Tier
    state: State
    since: dt.datetime
    due_on: dt.date
    submitted_at: dt.datetime | None
    recommendation: Verdict | None
    proven: Fraction | None
    claimed: Fraction | None
    residual: int | None
    signatures: int
    reviewer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One question that was asked, with its answer, what that is worth, and what the reviewer made of it.

    `replaced` are the proofs that newer ones took the place of; they count for nothing.

    `new`: somebody else changed it since this actor looked before; `before` is how it stood in the assessment before
    this one, where there is one that asked it.

    `stale`: the answer changed after its review, which no longer counts. `unreviewed`: there is proof that nobody has
    looked at.
    """

    question: Question
    section: str
    line: Line
    row: AnswerRow | None
    answer: Answer | None
    author: str
    proofs: tuple[ProofFile, ...]
    replaced: tuple[ProofLink, ...]
    review: AnswerReview | None
    reviewer: str
    stale: bool
    unreviewed: bool
    messages: tuple[Message, ...]
    new: bool
    before: Line | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A review on one screen.

    `answers_digest` is of the answers, proofs and reviews as shown here: a decision names it. `unreviewed` counts the
    answers whose proof nobody has looked at. `editable`: whether answers can be reviewed and returned now;
    `refusal`: why this actor cannot sign whatever the matter (their own request, answers or signature), None if they
    can. `clarifications` are those that wait for the vendor; `explanations` are
    the vendor's of what contradicts, by the id of the finding; `acceptances` are all of the engagement.
    """

    assessment: Assessment
    engagement: Engagement
    case: Case
    outcome: Outcome
    items: tuple[ReviewItem, ...]
    reviews: Mapping[str, AnswerReview]
    clarifications: tuple[Message, ...]
    explanations: Mapping[str, Explanation]
    acceptances: tuple[AcceptanceRow, ...]
    unreviewed: int
    answers_digest: str
    decision: Decision | None
    signatures_needed: int
    editable: bool
    refusal: Reason | None

    @property
    def closed(self) -> bool:
        """Whether nothing is left to be done."""
        return State(self.assessment.state) not in UNDECIDED

    @property
    def signatures(self) -> int:
        """How many have signed so far."""
        return len(self.decision.signatures) if self.decision else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewInput:
    """What the reviewer makes of one answer: the assurance accepted, the grade of a text (0 to 100), N/A or not.

    All None takes the answer as it is. A reason is wanted for lowering and for refusing.
    """

    assurance: Assurance | None = None
    grade: int | None = None
    not_applicable: bool | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionInput:
    """A condition to attach: for which question, in words, by whom, by when, and the proof wanted."""

    question: str
    text: str
    owner: str
    due_on: dt.date
    proof_wanted: str = ""
    before_go_live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionInput:
    """What one is about to sign; `answers_digest` is that of the ReviewView one was looking at.

    `proposal` is the id of the decision that one agrees to; empty when one saw none and makes the proposal. Who agrees
    gives its verdict and digest; rationale and conditions stay those of the first signer.
    """

    verdict: Verdict
    answers_digest: str
    rationale: str = ""
    conditions: tuple[ConditionInput, ...] = ()
    proposal: str = ""
