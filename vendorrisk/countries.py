"""Countries by name and by code, as people write them: `Netherlands`, `Duitsland` and `nl` are all understood."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale

from vendorrisk.domain.questionnaire import LANGUAGES

NO_COUNTRIES: Final = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
)
"""Two-letter codes of the Unicode CLDR that are no country of ISO 3166-1."""


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Every country of ISO 3166-1 as (code, name in `language`), in the order of the names."""
    territories = Locale.parse(language).territories.items()
    named = [(code, name) for code, name in territories if re.fullmatch("[A-Z]{2}", code) and code not in NO_COUNTRIES]
    return tuple(sorted(named, key=lambda pair: pair[1]))


@cache
def _codes() -> dict[str, str]:
    """Names in every language of the portal, and the codes themselves, to codes."""
    known = {name.casefold(): code for language in LANGUAGES for code, name in countries(language)}
    return known | {code.casefold(): code for code, _ in countries(LANGUAGES[0])} | {"uk": "GB", "usa": "US"}


def country_code(written: str) -> str:
    """The code of the country that `written` names; what names none comes back as it was, for the check to refuse."""
    return _codes().get(written.strip().casefold(), written.strip())


def country_codes(written: str) -> list[str]:
    """The codes of the countries in a list with commas, semicolons or line breaks between them."""
    return [country_code(one) for one in re.split(r"[,;\n]", written) if one.strip()]


def is_country(code: str) -> bool:
    """Whether this is the code of a country of ISO 3166-1."""
    return code in _names(LANGUAGES[0])


def country_name(code: str, language: str) -> str:
    """The country with this code in `language`; the code itself when there is none."""
    return _names(language).get(code, code)


@cache
def _names(language: str) -> dict[str, str]:
    return dict(countries(language))
