"""Countries as a page names them: in the reader's language."""

from __future__ import annotations

from vendorrisk import countries
from vendorrisk.web.language import current_language


def country_name(code: str) -> str:
    """The country with this code in the reader's language; the code itself when there is none."""
    return countries.country_name(code, current_language())
