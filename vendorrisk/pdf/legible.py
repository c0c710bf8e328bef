"""Foreign text made safe to print: nothing vanishes, nothing turns the line around, nothing climbs over its neighbours.

Only the fonts that ship with the portal are used. A character that none of them draws is printed as its code point, as
`[U+1F9FF]`: PDF/A forbids the empty box (ISO 19005-3 §6.2.11.8), and a reader must see that something stood there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONTS: Final = Path(__file__).parent / "fonts"
FALLBACK: Final = (
    "Inter-Regular.ttf",
    "DejaVuSans.ttf",
    "NotoEmoji-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "DroidSansFallbackFull.ttf",
    "PortalHangul-Regular.ttf",
)
"""The order in which the stylesheet looks for a character."""

MARKS: Final = 4
"""Combining marks kept on one letter; no orthography needs more, and a pile of them covers the lines above."""

_PLAIN: Final = re.compile(r"[\n\t\x20-\x7e\xa0-\xac\xae-\u024f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac]*")
# Turn the line around (UAX #9), or hide: never needed to read an answer, since each stands in a place of its own.
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN: Final = frozenset("\n\t\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")


def legible(value: Any) -> Any:
    """`value`, plain data, with every text in it safe to print."""
    if isinstance(value, str):
        return _legible(value)
    if isinstance(value, Mapping):
        return {name: legible(item) for name, item in value.items()}
    if isinstance(value, list):
        return [legible(item) for item in value]
    return value


def _legible(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else "".join(map(_drawn, _unpiled(text)))


def _unpiled(text: str) -> Iterator[str]:
    """The characters of `text`, of a pile of marks only the first few, with an ellipsis for the rest."""
    pile = 0
    for letter in text:
        pile = pile + 1 if unicodedata.combining(letter) or unicodedata.category(letter) == "Me" else 0
        if pile <= MARKS:
            yield letter
        elif pile == MARKS + 1:
            yield from "[…]"


@cache
def _drawn(letter: str) -> str:
    if letter in _UNSEEN:
        return letter
    if letter in _TURNING or unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} or not _covered(ord(letter)):
        return f"[U+{ord(letter):04X}]"
    return letter


def _covered(code: int) -> bool:
    return any(code in _characters(name) for name in FALLBACK)


@cache
def _characters(name: str) -> frozenset[int]:
    with TTFont(FONTS / name, lazy=True) as font:
        return frozenset(font.getBestCmap())
