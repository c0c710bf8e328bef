"""How long answering takes: minutes by the kind of question, to say beforehand and to count down."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from vendorrisk.domain.questionnaire import Kind, Question

MINUTES: Final[Mapping[Kind, float]] = {
    Kind.CHOICE: 1.5,
    Kind.MULTI: 1.5,
    Kind.NUMBER: 1,
    Kind.DATE: 1,
    Kind.TEXT: 4,
    Kind.COUNTRIES: 2,
    Kind.TABLE: 6,
    Kind.STATEMENT: 0.5,
}
"""Minutes to read a question, look up what is true and answer it, without gathering proof; judgement."""


def minutes(questions: Iterable[Question]) -> int:
    """The minutes that answering `questions` may take, rounded up."""
    return math.ceil(sum(MINUTES[question.kind] for question in questions))
