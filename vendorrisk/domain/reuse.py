"""Using again what was said before: which answers can be proposed, and which are asked afresh."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from vendorrisk.domain.ages import older_than
from vendorrisk.domain.answers import Answer
from vendorrisk.domain.assurance import Standing, best_standing
from vendorrisk.domain.questionnaire import Question
from vendorrisk.domain.sheets import Part, given
from vendorrisk.domain.validation import BadValue, checked_value, plain_value

HEAVY: Final = 4
"""From this weight on a question is asked afresh each time; judgement: it is what most breaches begin or end with."""


class Source(StrEnum):
    """Where a proposal comes from."""

    WORKBOOK = "workbook"
    STATEMENT = "statement"
    EARLIER = "earlier"


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


def fresh_wanted(question: Question, answer: Answer, as_of: dt.date, stale_after: int) -> bool:
    """Whether an earlier `answer` is not proposed again: it weighs much, it is old, or its proof has ended."""
    ended = best_standing(question, answer, as_of) is not Standing.CURRENT
    return question.weight >= HEAVY or ended or older_than(answer.as_of, stale_after, as_of)


def again(question: Question, answer: Answer) -> Mapping[str, object] | None:
    """The parts of an earlier `answer` that `question`, as it is asked now, can take; None where it can take none."""
    parts = {part.value: plain_value(value) for part, value in given(answer, 0).parts.items()}
    if Part.REASON in parts:
        return parts if question.not_applicable else None
    try:
        value = checked_value(question, parts.get(Part.ANSWER))
    except BadValue:
        return None
    return None if value is None else parts
