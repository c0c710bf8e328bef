"""Wording that must not be read as a full yes, and why; wording that says no; and sentences that claim nothing.

The catalogue is data: a phrase in each language, with the reason that is shown beside the quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Why(StrEnum):
    """Why wording is no full yes; `denied` is a no."""

    AVAILABILITY = "availability"  # only where something allows it
    EXPECTATION = "expectation"  # expected of people, not seen to be done
    ALIGNMENT = "alignment"  # follows a framework; nobody attests it
    QUANTITY = "quantity"  # some, various, most: not all
    INTENTION = "intention"  # aimed at, planned, in progress
    FREQUENCY = "frequency"  # without a set time
    PERMISSION = "permission"  # may, can, encouraged
    REQUEST = "request"  # only for who asks
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words of a passage, as they stand there, and why they weaken it."""

    words: str
    why: Why


_WHERE = r"(?:wherever|where|whenever|when|if|as far as|insofar as|to the extent|unless)"
_WAAR = r"(?:waar|indien|wanneer|als|voor zover|tenzij)"
PHRASES: Final = {
    Why.AVAILABILITY: (
        rf"{_WHERE} (?:\w+ ){{0,5}}?(?:available|possible|appropriate|applicable|feasible|practicable|practical|required"
        r"|necessary|relevant|supported|permits?|permitted|allows?|allowed|reasonable|needed)(?! (?:for|to perform) )",
        r"(?:as|so far as) (?:appropriate|possible|applicable|needed|required|reasonable)",
        r"(?:commercially )?reasonable (?:efforts?|endeavours?)|best efforts?|in principle|generally|typically|usually",
        rf"{_WAAR} (?:\w+ ){{0,3}}?(?:beschikbaar|mogelijk|passend|van toepassing|haalbaar|nodig|relevant|vereist|gewenst"
        r"|ondersteund|toegestaan|gepast|zinvol|noodzakelijk|redelijk)(?! (?:is |zijn )?voor (?:het|hun|de) )",
        r"zo ?veel mogelijk|voor zover|in principe|in beginsel|doorgaans|meestal|gewoonlijk|naar beste vermogen|redelijkerwijs",
    ),
    Why.EXPECTATION: (
        r"(?:is|are|be) (?:expected|supposed|asked|urged) to|we expect|should (?:read|follow|accept|use|comply|complete)",
        r"(?:worden|wordt|zijn|is) geacht|geacht (?:\w+ ){0,8}?te|wordt (?:\w+ ){0,3}?verwacht|verwachten (?:wij|we)"
        r"|(?:wij|we) verwachten|(?:behoren|horen) (?:\w+ ){0,6}?te|zouden? moeten",
    ),
    Why.ALIGNMENT: (
        r"(?:is|are|we|been|programme?|policy|policies|framework|isms|system|controls) (?:broadly |closely |fully )?"
        r"(?:follows?|aligned|aligns?|based on|modell?ed|inspired|mapped)(?: (?:with|to|on|by|after))?",
        r"(?:aligned|in alignment|in line|consistent) with|modell?ed (?:on|after)|inspired by|based on (?:the )?(?=ISO|NIST|SOC|CIS)"
        r"|(?:follows?|following) (?:the )?(?:\w+ ){0,5}?(?=ISO|SOC|NIST|CIS|criteria|framework|best practices?|principles? of)",
        r"(?:volgt|volgen|volgens|conform) (?:de |het )?(?:criteria|richtlijnen|principes|uitgangspunten|best practices?|eisen|normen)"
        r"|(?:gebaseerd|geent|geënt) op|in lijn met|geïnspireerd (?:op|door)|(?:afgestemd|gemodelleerd) op"
        r"|(?:volgt|volgen) (?:de |het )?(?=ISO|SOC|NIST|NEN|CIS|BIO)",
    ),
    Why.QUANTITY: (
        r"(?:various|several|certain|selected|some|most|the majority of|a number of|partially|partly|in part)",
        r"(?:verschillende|diverse|bepaalde|sommige|enkele|een aantal|de meeste|het merendeel|gedeeltelijk|deels|grotendeels)",
    ),
    Why.INTENTION: (
        r"(?:aim|aims|aiming|strive|strives|striving|intend|intends|intending|seek|seeks|(?:we|and|also|currently|is|are) plan(?:s|ning)?|hope|endeavou?rs?"
        r"|work|works|working) (?:to|towards?|on (?:obtaining|achieving))|in progress|planned|on our roadmap|roadmap|soon"
        r"|in the (?:near )?future|upcoming|under way|currently (?:implementing|pursuing|preparing)|will be (?:implemented|introduced)",
        r"streef|streven|streeft|strevend|beogen|beoogt|van plan|voornemens|zijn bezig|werken (?:wij |we )?(?:toe naar|aan|naar)"
        r"|werken naar|gepland|binnenkort|in de toekomst|in voorbereiding|toewerken|op termijn|in ontwikkeling|hopen|proberen",
    ),
    Why.FREQUENCY: (
        r"from time to time|periodic(?:ally)?|occasionally|as needed|regularly|regular|on a regular basis|ad hoc|now and then",
        r"van tijd tot tijd|periodieke?|regelmatige?|geregeld|af en toe|met regelmaat|zo nodig|incidenteel",
    ),
    Why.PERMISSION: (
        r"may (?:be |also )?(?!not)(?=\w)|might|encouraged?|recommend(?:ed)?|optional(?:ly)?|are advised|can be (?:enabled|configured|requested)|can (?:\w+ )?(?:request|choose|opt)",
        r"mogelijk (?:ook )?(?=\w+en\b)|aangemoedigd|aanbevolen|adviseren|raden (?:wij |we )?aan|optioneel|desgewenst|aangeraden",
    ),
    Why.REQUEST: (
        r"(?:up)?on request|under (?:an? )?(?:NDA|non-disclosure)|available to \w+ (?:\w+ )?(?:up)?on request|contact us for",
        r"op (?:aan)?vraag|op verzoek|opvragen|aan te vragen|onder geheimhouding",
    ),
    Why.DENIED: (
        r"not(?! (?:only|limited|just|least))|never|no longer(?! than)|cannot|(?:do|does|is|are|have|has|did|was|were|ca|wo)n['’]t"
        r"|no(?! (?:extra|additional|more|later|less|fewer|matter|one))|nor|neither|without(?! (?:undue|delay|extra|additional))",
        r"niet(?! (?:alleen|beperkt|later|meer dan))|nooit|geen(?! enkele twijfel)|noch|zonder(?! (?:extra|vertraging|onredelijke|onnodige))",
    ),
}

_COMPILED = {
    why: re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE) for why, phrases in PHRASES.items()
}
_FIRST_PERSON = re.compile(r"(?<!\w)(?:we|our|ours|us|wij|onze?|ons)(?!\w)", re.IGNORECASE)
_STATES = re.compile(
    r"(?<!\w)(?:(?:is|are|been|be|being) (?:\w+ly )?\w+(?:ed|en)|wordt|worden|zijn|must|required|beschik(?:t|ken) over|heeft|has|uses?)(?!\w)",
    re.IGNORECASE,
)
_SAID_BY_US = re.compile(
    r"(?<!\w)(?:we|our|ours|us|wij|we|onze?|ons|staff|employees?|personnel|team members?|medewerkers?|teamleden|personeel)(?!\w)",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"(?!er |there |in |at )[^,;:]{2,60}? (?:is|are|zijn) (?:een|an?|one of|the|het|de|eén) ", re.IGNORECASE
)
_CALLS = re.compile(
    r"(?:read more|learn more|click|see (?:also|our)|visit|download|book|subscribe|sign up|talk to|call|request a|for more|refer to"
    r"|lees (?:meer|ook|hier|verder)|klik|raadpleeg|bekijk|bezoek|schrijf u|schrijf je|meld (?:u|je) aan|voor meer|bel |vraag (?:een|onze)|kies|geef|zorg (?:voor|dat)|beding|choose|pick|make sure)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"(?:every|each|any|all|iedere|elke|alle)?\s*(?:organi[sz]ations?|compan(?:y|ies)|business(?:es)?|organisaties?|bedrijven|bedrijf)"
    r" (?:\w+ ){0,6}?(?:must|should|need|moet|moeten|dient|dienen)(?!\w)",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"(?:available|found|te vinden|beschikbaar) (?:from|on|at|in|op|via) (?:the |our |its |de |het |onze )?(?:[\w.]+ ){0,4}(?:website|web ?site|webpage)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:this means|dit betekent|daarmee|hiermee|they|their|it|its|zij|ze|hun|these providers?|deze (?:partij|aanbieder|leverancier)\w*)(?!\w)",
    re.IGNORECASE,
)


def hedges(text: str) -> tuple[Hedge, ...]:
    """The wording of `text` that weakens what it says, in the order it stands there."""
    found = [
        (match.start(), Hedge(match.group(), why))
        for why, pattern in _COMPILED.items()
        if why is not Why.DENIED
        for match in [pattern.search(text)]
        if match
    ]
    return tuple(hedge for _, hedge in sorted(found, key=lambda one: one[0]))


def denial(text: str) -> re.Match[str] | None:
    """The first word of `text` that says no."""
    return _COMPILED[Why.DENIED].search(text)


def claims(text: str) -> bool:
    """Whether `text` could say what the vendor does: not a question, a definition, a quotation or a call to click."""
    bare = text.strip()
    if (
        bare.endswith("?")
        or bare.startswith(('"', "“", "”", "©"))
        or _CALLS.match(bare)
        or _GENERAL.match(bare)
        or _LINKS.search(bare)
    ):
        return False
    return bool(_SAID_BY_US.search(bare)) or not _DEFINES.match(bare)


def of_others(text: str) -> bool:
    """Whether `text` goes on about somebody who was named before it."""
    return bool(_OTHERS.match(text.strip()))


def first_person(text: str) -> bool:
    """Whether the vendor speaks of itself in `text`."""
    return bool(_FIRST_PERSON.search(text))


def says(text: str) -> bool:
    """Whether `text` says what is so or what must be, of the vendor or of something: more than words in a row."""
    return bool(_SAID_BY_US.search(text) or _STATES.search(text))
