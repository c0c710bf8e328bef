"""Who a sentence speaks of, and whether it says what the vendor does at all.

Much of a web page claims nothing: menus, questions, advice to the reader, definitions, what holds for everybody.
"""

from __future__ import annotations

import re
from typing import Final

_I = re.IGNORECASE
_PEOPLE: Final = r"staff|employees?|personnel|team members?|medewerkers?|teamleden|personeel"
_WE: Final = r"we|our|ours|us|wij|onze?|ons"

_FIRST_PERSON = re.compile(rf"(?<!\w)(?:{_WE})(?!\w)", _I)
_OURS = re.compile(rf"(?<!\w)(?:{_WE}|{_PEOPLE})(?!\w)", _I)
_VERB = re.compile(
    r"(?<!\w)(?:(?:is|are|been|be|being) (?:\w+ly )?\w+(?:ed|en)|must|required|has|uses?"
    r"|wordt|worden|zijn|beschik(?:t|ken) over|heeft)(?!\w)",
    _I,
)
_DEFINITION = re.compile(r"(?!er |there |in |at )[^,;:]{2,60}? (?:is|are|zijn) (?:een|an?|one of|the|het|de|eén) ", _I)
_NEVER: Final = (
    # the reader is told to do something
    re.compile(r"(?:read more|learn more|click|see (?:also|our)|visit|download|book|subscribe|sign up|talk to)\b", _I),
    re.compile(r"(?:call|request a|for more|refer to|choose|pick|make sure)\b", _I),
    re.compile(
        r"(?:lees (?:meer|ook|hier|verder)|klik|raadpleeg|bekijk|bezoek|schrijf (?:u|je)|meld (?:u|je) aan)\b", _I
    ),
    re.compile(r"(?:voor meer|bel|vraag (?:een|onze)|kies|geef|zorg (?:voor|dat)|beding)\b", _I),
    # what holds for everybody
    re.compile(
        r"(?:every|each|any|all|iedere|elke|alle)?\s*(?:organi[sz]ations?|compan(?:y|ies)|business(?:es)?|organisaties?"
        r"|bedrijven|bedrijf) (?:\w+ ){0,6}?(?:must|should|need|moet|moeten|dient|dienen)(?!\w)",
        _I,
    ),
    # where more is to be read
    re.compile(
        r".*?(?:available|found|te vinden|beschikbaar) (?:from|on|at|in|op|via) (?:[\w.]+ ){0,5}(?:web ?site|webpage)",
        _I | re.DOTALL,
    ),
    # somebody else's words, or a notice
    re.compile('["“”©]'),
)
_OTHERS = re.compile(
    r"(?:this means|dit betekent|daarmee|hiermee|they|their|it|its|zij|ze|hun|these providers?"
    r"|deze (?:partij|aanbieder|leverancier)\w*)(?!\w)",
    _I,
)


def is_claim(text: str) -> bool:
    """Whether `text` could say what the vendor does."""
    bare = text.strip()
    if bare.endswith("?") or any(pattern.match(bare) for pattern in _NEVER):
        return False
    return bool(_OURS.search(bare)) or not _DEFINITION.match(bare)


def goes_on(text: str) -> bool:
    """Whether `text` goes on about somebody who was named before it."""
    return bool(_OTHERS.match(text.strip()))


def first_person(text: str) -> bool:
    """Whether the vendor speaks of itself in `text`."""
    return bool(_FIRST_PERSON.search(text))


def says(text: str) -> bool:
    """Whether `text` says what is so or what must be: more than words in a row."""
    return bool(_OURS.search(text) or _VERB.search(text))
