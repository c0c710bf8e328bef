"""What a text says, in whatever words: the stems of its words, with other words for the same thing as one."""

from __future__ import annotations

import re
from typing import Final

from vendorrisk.domain.stems import stem, tokens, words

PERIOD: Final = "period-"
ALL: Final = "whole"
SOME: Final = "part"

# From short to long: what is done every week is done every month.
_PERIODS: Final = {
    "period-day": r"daily|nightly|every (?:day|night)|continuous(?:ly)?"
    r"|dagelijks\w*|(?:iedere|elke) (?:dag|nacht)|doorlopend",
    "period-week": r"weekly|every week|wekelijks\w*|(?:iedere|elke) week",
    "period-month": r"monthly|every month|maandelijks\w*|(?:iedere|elke) maand",
    "period-quarter": r"quarterly|(?:once a|every|each|per) quarter|every (?:three|3) months"
    r"|driemaandelijks\w*|kwartaal|elke drie maanden",
    "period-half": r"half-?yearly|semi-?annual(?:ly)?|every (?:six|6) months|twice (?:a|per) year"
    r"|halfjaarlijks\w*|elk half ?jaar|elke zes maanden|(?:twee keer|tweemaal) per jaar",
    "period-year": r"annual(?:ly)?|yearly|(?:every|each|once a|per|a) year|within (?:the last )?(?:12|twelve) months"
    r"|jaarlijks\w*|(?:elk|ieder|per) jaar|korter dan 12 maanden geleden",
}
_SAME: Final = {
    "people-at-work": r"staff|employees?|personnel|team members?"
    r"|teamleden|medewerkers?|personeel|collega['’]?s|werknemers",
    "outsider": r"third[- ]part(?:y|ies)|independent(?:ly)?|external(?:ly)?|extern\w*|onafhankelijk\w*|derden",
    ALL: r"alle?|al|every|each|always|elke|iedere|allemaal|altijd|any",
    SOME: r"some|sommige|enkele|part|deel",
    "factor": r"mfa|2fa|multi-?factor|two-?factor|dubbele authenticatie|tweefactor\w*",
    "sign-on": r"sso|single sign-?\s?on",
    "confidence": r"nda|non-?disclosure|confidentiality|geheimhouding\w*",
}
_RULES = tuple(
    (name, re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE)) for name, said in (_PERIODS | _SAME).items()
)
_LONGER = list(_PERIODS)
_EMPTY = words(
    "a an the of to in on at by for with and or from our we they their is are be been has have it its as that this",
    "who which own than against",
    "de het een van op voor door met en of uit wij we ons onze hun is zijn worden wordt die dat dit er aan bij te om",
    "als eigen dan tot",
)


def meant(text: str, language: str) -> frozenset[str]:
    """What `text` says. A period holds for the longer ones too."""
    found: set[str] = set()
    for name, pattern in _RULES:
        text, times = pattern.subn(" ", text)
        if times:
            found |= set(_LONGER[_LONGER.index(name) :]) if name in _LONGER else {name}
    found |= {stem(word.text, language) for word in tokens(text) if word.text.lower() not in _EMPTY}
    return frozenset(found)
