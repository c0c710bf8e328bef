"""Which answer a quotation supports, and no more than that: an option whose own words are in it, a number, countries.

The rule is meant to be explained: an option is told by the words that no lower option has. Half of them must be in the
quotation, all of them for the best option, and its numbers, periods and "all" in any case; wording that weakens takes one option off; a denial takes the answer away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from vendorrisk.domain.answers import Value
from vendorrisk.domain.countries import named
from vendorrisk.domain.hedges import Hedge, Why
from vendorrisk.domain.questionnaire import Kind, Option, Question
from vendorrisk.domain.stems import stem, tokens

LEAST: Final = 0.6
LEAST_OF_BEST: Final = 0.8
LEAST_PART: Final = 5

# The same thing said in other words, in either language; a shorter period holds for a longer one.
_PERIODS: Final = (
    (
        "period-day",
        r"daily|nightly|every (?:day|night)|continuous(?:ly)?|dagelijks\w*|(?:iedere|elke) (?:dag|nacht)|doorlopend",
    ),
    ("period-week", r"weekly|every week|wekelijks\w*|(?:iedere|elke) week"),
    ("period-month", r"monthly|every month|maandelijks\w*|(?:iedere|elke) maand"),
    (
        "period-quarter",
        r"quarterly|(?:every|each) quarter|every (?:three|3) months|driemaandelijks\w*|kwartaal|elke drie maanden",
    ),
    (
        "period-half",
        r"half-?yearly|semi-?annual(?:ly)?|bi-?annual(?:ly)?|every (?:six|6) months|twice (?:a|per) year|halfjaarlijks\w*"
        r"|elk half ?jaar|elke zes maanden|(?:twee keer|tweemaal) per jaar",
    ),
    (
        "period-year",
        r"annual(?:ly)?|yearly|(?:every|each|once a|per|a) year|within (?:the last )?(?:12|twelve) months"
        r"|jaarlijks\w*|(?:elk|ieder|per) jaar|korter dan 12 maanden geleden",
    ),
)
_SAME: Final = (
    (
        "everyone-at-work",
        r"staff|employees?|personnel|team members?|teamleden|medewerkers?|personeel|collega['’]?s|werknemers",
    ),
    ("outsider", r"third[- ]part(?:y|ies)|independent(?:ly)?|external(?:ly)?|extern\w*|onafhankelijk\w*|derden"),
    ("whole", r"all|every|each|always|alle?|elke|iedere|allemaal|altijd|any"),
    ("part", r"some|sommige|enkele|part|deel"),
    ("factor", r"mfa|2fa|multi-?factor|two-?factor|dubbele authenticatie|tweefactor\w*"),
    ("sign-on", r"sso|single sign-?\s?on"),
    ("confidence", r"nda|non-?disclosure|confidentiality|geheimhouding\w*"),
)
_RULES = tuple((name, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for name, words in (*_PERIODS, *_SAME))
_LONGER = [name for name, _ in _PERIODS]
_EMPTY = frozenset(
    "a an the of to in on at by for with and or from our we they their is are be been has have it its as that this who which "
    "own only than no not against "
    "de het een van op voor door met en of uit wij we ons onze hun is zijn worden wordt die dat dit er aan bij te om als "
    "eigen alleen dan geen niet tot".split()
)


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
    here = _meant(text, language)
    if hedges:
        here = here | {"part"}
    labels = [_meant(option.label.to(language), language) for option in options]
    best = 0
    for at in range(1, len(options)):
        own = labels[at].difference(*labels[:at])
        top = at == len(options) - 1
        enough = _share(own, here) >= (1 if top else LEAST) and _share(labels[at], here) >= (
            LEAST_OF_BEST if top else LEAST
        )
        if own and enough and _exact(own | labels[at] & {"whole"}) <= here:
            best = at
    if hedges and best > 1:
        best -= 1
    return options[best].id if best else None


def _several(options: tuple[Option, ...], text: str, language: str) -> tuple[str, ...] | None:
    """Every option that has two in three of its words in the text."""
    here = _meant(text, language)
    found = tuple(
        option.id
        for option in options
        if not option.exclusive and _share(_meant(option.label.to(language), language), here) > 0.6
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
    return frozenset(word for word in words if word[0].isdigit() or word.startswith("period-") or word == "whole")


def _meant(text: str, language: str) -> frozenset[str]:
    """What a text says: the stems of its words, with the catalogue's other words put into one."""
    found: set[str] = set()
    for name, pattern in _RULES:
        text, times = pattern.subn(" ", text)
        if times:
            found |= set(_LONGER[_LONGER.index(name) :]) if name in _LONGER else {name}
    found |= {stem(word.text, language) for word in tokens(text) if word.text.lower() not in _EMPTY}
    return frozenset(found)
