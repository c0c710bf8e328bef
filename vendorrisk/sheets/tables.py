"""The worksheet of a question that wants rows, such as a list of suppliers: one line a row, one column a column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from vendorrisk.countries import country_name
from vendorrisk.domain.questionnaire import Column, Kind, Question
from vendorrisk.domain.sheets import Part, Sheet
from vendorrisk.domain.validation import ROW_LIMIT
from vendorrisk.sheets import words
from vendorrisk.sheets.looks import Look
from vendorrisk.sheets.rows import tab

HEAD: Final = 4
"""The row of the headings, counted from 0; question, help, hint and id stand above it."""
FIRST_YEAR: Final = 1900
SPARE: Final = 100
"""Open lines under the rows that are there."""

_LOOKS: Final = {Kind.NUMBER: Look.OPEN_NUMBER, Kind.DATE: Look.OPEN_DATE}
_WIDTHS: Final = {Kind.NUMBER: 14, Kind.DATE: 18}


def write_table(book: Workbook, looks: Mapping[Look, object], sheet: Sheet, question: Question) -> None:
    """Add the worksheet of `question`."""
    page, language = book.add_worksheet(tab(question)), sheet.language
    answered = sheet.given.get(question.id)
    value = answered.parts.get(Part.ANSWER) if answered else None
    given = [row for row in value if isinstance(row, Mapping)] if isinstance(value, tuple) else []
    lines = min(ROW_LIMIT, len(given) + SPARE)
    _write_above(page, question, looks, language, lines)
    for at, column in enumerate(question.columns):
        page.set_column(at, at, _WIDTHS.get(column.kind, 36))
        page.write_string(HEAD, at, column.label.to(language), looks[Look.HEAD])
        for line in range(lines):
            text = given[line].get(column.id, "") if line < len(given) else ""
            _write_cell(page, (HEAD + 1 + line, at), column, text, looks, language)
        _check(page, at, lines, column, language)
    _set_up(page)


def _write_above(page: Worksheet, question: Question, looks: Mapping[Look, object], language: str, lines: int) -> None:
    """What is asked, and the id by which the worksheet is known when it comes back."""
    page.write_string(0, 0, question.ask.to(language), looks[Look.TITLE])
    if question.help and len(question.columns) > 1:
        page.merge_range(1, 0, 1, len(question.columns) - 1, question.help.to(language), looks[Look.HELP])
    elif question.help:
        page.write_string(1, 0, question.help.to(language), looks[Look.HELP])
    page.set_row(1, 64)
    page.write_string(2, 0, words.ROW_HINT.to(language).format(first=HEAD + 2, limit=lines), looks[Look.HINT])
    page.write_string(3, 0, question.id, looks[Look.HINT])


def _write_cell(
    page: Worksheet, place: tuple[int, int], column: Column, text: str, looks: Mapping[Look, object], language: str
) -> None:
    look = looks[_LOOKS.get(column.kind, Look.OPEN)]
    if not text:
        page.write_blank(*place, None, look)
    elif column.kind is Kind.NUMBER:
        page.write_number(*place, int(text), look)
    elif column.kind is Kind.DATE:
        write_day(page, place, dt.date.fromisoformat(text), look)
    elif column.kind is Kind.COUNTRIES:
        page.write_string(*place, ", ".join(country_name(code, language) for code in text.split(", ")), look)
    else:
        page.write_string(*place, text, look)


def write_day(page: Worksheet, place: tuple[int, int], day: dt.date, look: object) -> None:
    """A date; as text before the year 1901, of which spreadsheets know no date that all agree on."""
    if day.year > FIRST_YEAR:
        page.write_datetime(*place, day, look)
    else:
        page.write_string(*place, day.isoformat(), look)


def _check(page: Worksheet, at: int, lines: int, column: Column, language: str) -> None:
    """Let the spreadsheet say what a column wants."""
    hints = {Kind.NUMBER: words.WHOLE, Kind.DATE: words.A_DATE, Kind.COUNTRIES: words.COUNTRY_LIST}
    if column.kind in hints:
        rule: dict[str, Any] = {"validate": "any", "input_message": hints[column.kind].to(language)}
        page.data_validation(HEAD + 1, at, HEAD + lines, at, rule)


def _set_up(page: Worksheet) -> None:
    page.set_row(0, 30)
    page.set_row(HEAD, 24)
    page.freeze_panes(HEAD + 1, 0)
    page.hide_gridlines(2)
    page.protect("", {"format_columns": True, "format_rows": True, "sort": True, "insert_rows": True})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD)
