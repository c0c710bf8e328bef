"""Which answer a quotation supports, and no more than that: an option whose own words are in it, a number, countries.

The rule is meant to be explained: an option is told by the words that no lower option has. Most of them must be in the
quotation, all of them for the best option, and its numbers, periods and "all" in any case. Wording that weakens takes
one option off; a denial takes the answer away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from vendorrisk.domain.answers import Value
from vendorrisk.domain.countries import named
from vendorrisk.domain.hedges import Hedge, Why
from vendorrisk.domain.meanings import ALL, PERIOD, SOME, meant
from vendorrisk.domain.questionnaire import Kind, Option, Question

LEAST: Final = 0.6
LEAST_OF_BEST: Final = 0.8
LEAST_PART: Final = 5


def supported(question: Question, said: Iterable[str], hedges: tuple[Hedge, ...], language: str) -> Value:
    """The answer to `question` that the quotations `said` support; None where that cannot be told."""
    if any(hedge.why is Why.DENIED for hedge in hedges):
        return None
    text = "\n".join(said)
    if question.kind is Kind.CHOICE:
        return _choice(question.options, text, hedges, language)
    if question.kind is Kind.MULTI:
        return _several(question.options, text, language)
    if question.kind is Kind.NUMBER:
        return _number(question, text)
    return named(text) or None if question.kind is Kind.COUNTRIES and not hedges else None


def _choice(options: tuple[Option, ...], text: str, hedges: tuple[Hedge, ...], language: str) -> str | None:
    here = meant(text, language)
    if hedges:
        here = here | {SOME}
    labels = [meant(option.label.to(language), language) for option in options]
    best = 0
    for at in range(1, len(options)):
        own = labels[at].difference(*labels[:at])
        least, least_own = (LEAST_OF_BEST, 1.0) if at == len(options) - 1 else (LEAST, LEAST)
        told = own and _share(own, here) >= least_own and _share(labels[at], here) >= least
        if told and _exact(own | labels[at] & {ALL}) <= here:
            best = at
    if hedges and best > 1:
        best -= 1
    return options[best].id if best else None


def _several(options: tuple[Option, ...], text: str, language: str) -> tuple[str, ...] | None:
    """Every option that has two in three of its words in the text."""
    here = meant(text, language)
    found = tuple(
        option.id
        for option in options
        if not option.exclusive and _share(meant(option.label.to(language), language), here) > 0.6
    )
    return found or None


def _number(question: Question, text: str) -> int | None:
    """The one number in the text that has the unit of the question."""
    if question.unit is None:
        return None
    units = "|".join(re.escape(unit.rstrip("s")) + "s?" for unit in (question.unit.en, question.unit.nl))
    found = {
        int(number) for number in re.findall(rf"(?<![\d.,])(\d{{1,4}})[\s-]+(?:{units})(?!\w)", text, re.IGNORECASE)
    }
    if len(found) != 1:
        return None
    number = found.pop()
    low = question.minimum if question.minimum is not None else number
    high = question.maximum if question.maximum is not None else number
    return number if low <= number <= high else None


def _share(words: frozenset[str], here: frozenset[str]) -> float:
    return sum(_has(word, here) for word in words) / len(words) if words else 0.0


def _has(word: str, here: frozenset[str]) -> bool:
    """Whether the text has the word, by itself or in a compound: "risico" is in "risicobeoordeling"."""
    return word in here or (len(word) >= LEAST_PART and any(word in one for one in here))


def _exact(words: frozenset[str]) -> frozenset[str]:
    """Those that must be said for an option to hold: numbers, periods, and "all"."""
    return frozenset(word for word in words if word[0].isdigit() or word.startswith(PERIOD) or word == ALL)
