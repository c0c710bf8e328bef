"""What an answer is worth by itself: its credit in hundredths, one way a kind of question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from vendorrisk.domain.ages import older_than
from vendorrisk.domain.answers import Answer
from vendorrisk.domain.questionnaire import Kind, Question

FULL: Final = 100


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What credits are measured against: the day of the assessment and the groups of countries."""

    as_of: dt.date
    country_groups: Mapping[str, frozenset[str]]


def credit(question: Question, answer: Answer, yardstick: Yardstick) -> int | None:
    """The credit of `answer`, 0 to 100; None for a text that no reviewer has graded.

    An answer that does not hold for everything we would use keeps a part of its credit, rounded down.
    """
    whole = _CREDITS[question.kind](question, answer, yardstick)
    return whole * question.keeps // FULL if whole is not None and has_exceptions(question, answer) else whole


def has_exceptions(question: Question, answer: Answer) -> bool:
    """Whether `answer` names something to which it does not apply, where the question asks for that."""
    return question.scope is not None and bool(answer.exceptions.strip())


def best_credit(question: Question) -> int:
    """The most that any answer to `question` can be worth."""
    match question.kind:
        case Kind.CHOICE:
            return max((option.credit for option in question.options), default=0)
        case Kind.MULTI:
            return min(FULL, sum(option.credit for option in question.options if not option.exclusive))
        case Kind.NUMBER | Kind.DATE:
            return max((band.credit for band in question.bands), default=0)
        case Kind.COUNTRIES:
            return max((region.credit for region in question.regions), default=0)
        case _:
            return FULL


def _choice(question: Question, answer: Answer, yardstick: Yardstick) -> int:  # noqa: ARG001 - one signature a kind
    option = question.option(str(answer.value))
    return option.credit if option else 0


def _multi(question: Question, answer: Answer, yardstick: Yardstick) -> int:  # noqa: ARG001
    chosen = answer.value if isinstance(answer.value, tuple) else ()
    return min(FULL, sum(option.credit for option in question.options if option.id in chosen))


def _number(question: Question, answer: Answer, yardstick: Yardstick) -> int:  # noqa: ARG001
    number = answer.value if isinstance(answer.value, int) else -1
    reached = [band for band in question.bands if band.bound is not None and number >= band.bound]
    return max(reached, key=lambda band: band.bound or 0).credit if reached else 0


def _date(question: Question, answer: Answer, yardstick: Yardstick) -> int:
    """The first band whose age holds. A date after the assessment, which validation refuses, earns nothing."""
    if not isinstance(answer.value, dt.date) or answer.value > yardstick.as_of:
        return 0
    for band in question.bands:
        if band.bound is None or not older_than(answer.value, band.bound, yardstick.as_of):
            return band.credit
    return 0


def _countries(question: Question, answer: Answer, yardstick: Yardstick) -> int:
    """The worst country decides; an answer without a country is no answer, and earns nothing."""
    countries = answer.value if isinstance(answer.value, tuple) else ()
    return min((_of_country(question, str(country), yardstick) for country in countries), default=0)


def _of_country(question: Question, country: str, yardstick: Yardstick) -> int:
    for region in question.regions:
        if region.group is None or country in yardstick.country_groups.get(region.group, frozenset()):
            return region.credit
    return 0


def _text(question: Question, answer: Answer, yardstick: Yardstick) -> int | None:  # noqa: ARG001
    return answer.review.grade if answer.review else None


def _filled(question: Question, answer: Answer, yardstick: Yardstick) -> int:  # noqa: ARG001
    return FULL if answer.value else 0


_CREDITS: Final[Mapping[Kind, Callable[[Question, Answer, Yardstick], int | None]]] = {
    Kind.CHOICE: _choice,
    Kind.MULTI: _multi,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.COUNTRIES: _countries,
    Kind.TABLE: _filled,
    Kind.STATEMENT: _filled,
}
