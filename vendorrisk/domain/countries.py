"""Countries as a statement names them, in English and Dutch."""

from __future__ import annotations

import re
from typing import Final

NAMES: Final = {
    "AT": "Austria|Oostenrijk",
    "AU": "Australia|Australië",
    "BE": "Belgium|België",
    "BG": "Bulgaria|Bulgarije",
    "BR": "Brazil|Brazilië",
    "CA": "Canada",
    "CH": "Switzerland|Zwitserland",
    "CN": "China",
    "CY": "Cyprus",
    "CZ": "Czech Republic|Czechia|Tsjechië",
    "DE": "Germany|Duitsland",
    "DK": "Denmark|Denemarken",
    "EE": "Estonia|Estland",
    "ES": "Spain|Spanje",
    "FI": "Finland",
    "FR": "France|Frankrijk",
    "GB": "United Kingdom|Verenigd Koninkrijk|UK",
    "GR": "Greece|Griekenland",
    "HR": "Croatia|Kroatië",
    "HU": "Hungary|Hongarije",
    "IE": "Ireland|Ierland",
    "IL": "Israel|Israël",
    "IN": "India",
    "IS": "Iceland|IJsland",
    "IT": "Italy|Italië",
    "JP": "Japan",
    "KR": "South Korea|Zuid-Korea",
    "LI": "Liechtenstein",
    "LT": "Lithuania|Litouwen",
    "LU": "Luxembourg|Luxemburg",
    "LV": "Latvia|Letland",
    "MT": "Malta",
    "NL": "(?:the )?Netherlands|Nederland|Nederlandse",
    "NO": "Norway|Noorwegen",
    "NZ": "New Zealand|Nieuw-Zeeland",
    "PH": "Philippines|Filipijnen",
    "PL": "Poland|Polen",
    "PT": "Portugal",
    "RO": "Romania|Roemenië",
    "SE": "Sweden|Zweden",
    "SG": "Singapore",
    "SI": "Slovenia|Slovenië",
    "SK": "Slovakia|Slowakije",
    "US": "United States(?: of America)?|Verenigde Staten|USA|U\\.S\\.",
    "ZA": "South Africa|Zuid-Afrika",
}

_NAMED = {code: re.compile(rf"(?<!\w)(?:{names})(?!\w)") for code, names in NAMES.items()}


def named(text: str) -> tuple[str, ...]:
    """The codes of the countries that `text` names, in alphabetical order."""
    return tuple(code for code, pattern in _NAMED.items() if pattern.search(text))
