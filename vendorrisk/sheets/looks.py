"""How the workbook looks: the colours of the portal, and one format for each use of a cell."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

# The light half of the tokens in web/static/theme.css.
INK, SECOND_INK, LINE, EDGE = "#16202B", "#51606F", "#E3E8ED", "#8391A0"
GROUND, ACCENT, ACCENT_INK, ACCENT_WEAK = "#F6F8FA", "#1F5FD0", "#FFFFFF", "#E9F0FD"


class Look(StrEnum):
    """What a cell is for."""

    TITLE = "title"
    HINT = "hint"
    HELP = "help"
    HEAD = "head"
    PLAIN = "plain"
    SMALL = "small"
    LINE = "line"
    CLOSED = "closed"
    OPEN = "open"
    OPEN_NUMBER = "open_number"
    OPEN_DATE = "open_date"


_WRAPPED: Final = {"text_wrap": True, "valign": "top", "border": 1, "border_color": LINE}
_OPEN: Final = {**_WRAPPED, "locked": False, "bg_color": ACCENT_WEAK, "border_color": EDGE}

_LOOKS: Final[dict[Look, dict[str, Any]]] = {
    Look.TITLE: {"bold": True, "font_size": 16, "valign": "vcenter"},
    Look.HINT: {"font_color": SECOND_INK, "valign": "top"},
    Look.HELP: {"font_color": SECOND_INK, "valign": "top", "text_wrap": True},
    Look.HEAD: {"bold": True, "font_color": ACCENT_INK, "bg_color": ACCENT, "text_wrap": True, "valign": "vcenter"},
    Look.PLAIN: _WRAPPED,
    Look.SMALL: {**_WRAPPED, "font_color": SECOND_INK, "font_size": 10},
    Look.LINE: {**_WRAPPED, "indent": 2},
    Look.CLOSED: {**_WRAPPED, "bg_color": GROUND, "font_color": SECOND_INK},
    # Text cells are of the text format, or a spreadsheet makes "1-2" a date and "007" a number.
    Look.OPEN: {**_OPEN, "num_format": "@"},
    Look.OPEN_NUMBER: {**_OPEN, "num_format": "0", "align": "left"},
    Look.OPEN_DATE: {**_OPEN, "num_format": "yyyy-mm-dd", "align": "left"},
}


def formats(book: Workbook) -> dict[Look, Format]:
    """The formats of one workbook."""
    font = {"font_name": "Calibri", "font_size": 11, "font_color": INK}
    return {look: book.add_format({**font, **properties}) for look, properties in _LOOKS.items()}
