"""Wording that must not be read as a full yes, and why; and wording that says no.

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


_WHERE = r"(?:wherever|where|whenever|when|if|as far as|insofar as|to the extent|unless) (?:\w+ ){0,5}?"
_WAAR = r"(?:waar|indien|wanneer|als|voor zover|tenzij) (?:\w+ ){0,3}?"
_FRAMEWORK = r"(?:ISO|SOC|NIST|CIS|NEN|BIO|CSA|OWASP SAMM)"
PHRASES: Final = {
    Why.AVAILABILITY: (
        _WHERE + r"(?:available|possible|appropriate|applicable|feasible|practicable|practical|relevant)",
        _WHERE + r"(?:supported|permits?|permitted|allows?|allowed|reasonable)",
        _WHERE + r"(?:required|necessary|needed)(?! (?:for|to perform) )",
        r"(?:as|so far as) (?:appropriate|possible|applicable|needed|required|reasonable)",
        r"(?:commercially )?reasonable (?:efforts?|endeavours?)",
        r"best efforts?|in principle|generally|typically|usually",
        _WAAR
        + r"(?:beschikbaar|mogelijk|passend|van toepassing|haalbaar|relevant|gewenst|ondersteund|toegestaan|gepast)",
        _WAAR + r"(?:zinvol|redelijk)",
        _WAAR + r"(?:nodig|vereist|noodzakelijk)(?! (?:is |zijn )?voor (?:het|hun|de) )",
        r"zo ?veel mogelijk|voor zover|in principe|in beginsel|doorgaans|meestal|gewoonlijk",
        r"naar beste vermogen|redelijkerwijs",
    ),
    Why.EXPECTATION: (
        r"(?:is|are|be) (?:expected|supposed|asked|urged) to|we expect",
        r"should (?:read|follow|accept|use|comply|complete)",
        r"(?:worden|wordt|zijn|is) geacht|geacht (?:\w+ ){0,8}?te",
        r"wordt (?:\w+ ){0,3}?verwacht|verwachten (?:wij|we)|(?:wij|we) verwachten",
        r"(?:behoren|horen) (?:\w+ ){0,6}?te|zouden? moeten",
    ),
    Why.ALIGNMENT: (
        r"(?:is|are|be) (?:\w+ly )?(?:aligned|modell?ed|mapped|inspired)",
        r"(?:aligned|in alignment|in line|consistent) with|modell?ed (?:on|after)|inspired by",
        rf"based on (?:the )?(?:\w+ ){{0,3}}?(?:{_FRAMEWORK}|best practices?|standards?|principles? of)",
        rf"follow(?:s|ing)? (?:the )?(?:\w+ ){{0,5}}?(?:{_FRAMEWORK}|criteria|framework|principles? of)",
        r"follow(?:s|ing)? (?:\w+ ){0,2}?best practices?",
        r"(?:volgt|volgen|volgens|conform) (?:de |het )?(?:criteria|richtlijnen|principes|uitgangspunten)",
        r"(?:volgt|volgen|volgens|conform) (?:de )?(?:eisen|normen|best practices?)",
        rf"(?:volgt|volgen) (?:de |het )?{_FRAMEWORK}",
        r"(?:gebaseerd|geent|geënt|afgestemd|gemodelleerd) op|in lijn met|geïnspireerd (?:op|door)",
    ),
    Why.QUANTITY: (
        r"various|several|certain|selected|some|most|the majority of|a number of|partially|partly|in part",
        r"verschillende|diverse|bepaalde|sommige|enkele|een aantal|de meeste|het merendeel",
        r"gedeeltelijk|deels|grotendeels",
    ),
    Why.INTENTION: (
        r"(?:aim|strive|intend|seek|hope|endeavou?r)(?:s|ing)? to",
        r"(?:we|and|also|currently|is|are) plan(?:s|ning)? to",
        r"work(?:s|ing)? (?:towards?|on (?:obtaining|achieving))",
        r"in progress|planned|roadmap|soon|in the (?:near )?future|upcoming|under way",
        r"currently (?:implementing|pursuing|preparing)|will be (?:implemented|introduced)",
        r"streef|streven|streeft|strevend|beogen|beoogt|van plan|voornemens|zijn bezig|in voorbereiding",
        r"werken (?:wij |we )?(?:toe naar|aan|naar)|toewerken|gepland|binnenkort|in de toekomst|op termijn",
        r"in ontwikkeling|hopen|proberen",
    ),
    Why.FREQUENCY: (
        r"from time to time|periodic(?:ally)?|occasionally|as needed|regular(?:ly)?|ad hoc|now and then",
        r"van tijd tot tijd|periodieke?|regelmatige?|geregeld|af en toe|met regelmaat|zo nodig|incidenteel",
    ),
    Why.PERMISSION: (
        r"may (?:be |also )?(?!not)(?=\w)|might|encouraged?|recommend(?:ed)?|optional(?:ly)?|are advised",
        r"can be (?:enabled|configured|requested)|can (?:\w+ )?(?:request|choose|opt)",
        r"aangemoedigd|aanbevolen|adviseren|raden (?:wij |we )?aan|optioneel|desgewenst|aangeraden",
    ),
    Why.REQUEST: (
        r"(?:up)?on request|under (?:an? )?(?:NDA|non-disclosure)|contact us for",
        r"op (?:aan)?vraag|op verzoek|opvragen|aan te vragen|onder geheimhouding",
    ),
}

_NO: Final = (
    r"not(?! (?:only|limited|just|least))|never|no longer(?! than)|cannot|nor|neither",
    r"(?:do|does|is|are|have|has|did|was|were|ca|wo)n['’]t",
    r"no(?! (?:extra|additional|more|later|less|fewer|matter|one|longer))",
    r"without(?! (?:undue|delay|extra|additional))",
    r"niet(?! (?:alleen|beperkt|later|meer dan))|nooit|geen|noch|zonder(?! (?:extra|vertraging|onredelijke|onnodige))",
)


def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


_HEDGES = {why: _any(phrases) for why, phrases in PHRASES.items()}
_DENIAL = _any(_NO)


def hedges(text: str) -> tuple[Hedge, ...]:
    """The wording of `text` that weakens what it says, the first of each reason, in the order it stands there."""
    found = [(match.start(), Hedge(match.group(), why)) for why in _HEDGES if (match := _HEDGES[why].search(text))]
    return tuple(hedge for _, hedge in sorted(found, key=lambda one: one[0]))


def denial(text: str) -> re.Match[str] | None:
    """The first word of `text` that says no."""
    return _DENIAL.search(text)
